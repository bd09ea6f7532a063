// Events: what is taken for one, and where they come from.

const LONGEST = 4096;
// a server may end its answer when it has said all, to be asked again after a second
const PATIENCE = 3000;
const DIRECTIONS = ["out", "in"];

/** A text of no more than some characters; undefined if it is none. */
function text(value, longest = LONGEST) {
    return typeof value === "string" ? value.slice(0, longest) : undefined;
}

function number(value, min, max) {
    return typeof value === "number" && value >= min && value <= max ? value : undefined;
}

function oneOf(value, choices) {
    return choices.includes(value) ? value : undefined;
}

function option(json) {
    const read = {
        number: number(json?.number, 0, 65535),
        name: text(json?.name, 64),
        length: number(json?.length, 0, 65535),
        value: text(json?.value),
    };
    return read.number === undefined ? null : read;
}

const KINDS = {
    at: json => ({
        direction: oneOf(json.direction, DIRECTIONS),
        text: text(json.text),
        redacted: text(json.redacted) ?? text(json.text),
    }),
    coap: json => ({
        direction: oneOf(json.direction, DIRECTIONS),
        peer: text(json.peer, 128) ?? null,
        type: text(json.type, 8),
        code: text(json.code, 16),
        messageId: number(json.messageId, 0, 65535) ?? null,
        token: text(json.token, 32) ?? null,
        path: text(json.path) ?? null,
        options: Array.isArray(json.options) ? json.options.slice(0, 64).map(option).filter(o => o) : [],
        contentFormat: number(json.contentFormat, 0, 65535) ?? null,
        payloadLength: number(json.payloadLength, 0, 1e9) ?? 0,
    }),
    route: json => ({
        direction: oneOf(json.direction, DIRECTIONS),
        route: text(json.route),
        summary: text(json.summary),
        detail: text(json.detail) ?? null,
    }),
    state: json => ({
        phase: text(json.phase, 64),
        level: oneOf(json.level, ["good", "busy", "bad"]),
        reason: text(json.reason) ?? null,
    }),
    note: json => ({
        level: oneOf(json.level, ["info", "warn"]),
        text: text(json.text),
    }),
    sample: json => ({
        rate: number(json.rate, 0, 1e9) ?? null,
        latency: number(json.latency, 0, 1e9) ?? null,
        queue: number(json.queue, 0, 1e9) ?? null,
        signal: number(json.signal, -200, 200) ?? null,
    }),
};

/** An event made of what may be anything; null if it is none. Nothing but what is known of its kind is taken. */
export function readEvent(json) {
    if (typeof json !== "object" || json === null || oneOf(json.kind, Object.keys(KINDS)) === undefined) {
        return null;
    }
    const event = {
        kind: json.kind,
        time: number(json.time, 0, 8.64e15),
        device: text(json.device, 256),
        exchange: text(json.exchange, 128) ?? null,
        ...KINDS[json.kind](json),
    };
    return Object.values(event).includes(undefined) ? null : event;
}

/**
 * Listens to the server, for ever: a connection that is lost is made again, behind the last event that came.
 *
 * @param to told of {hello}, {event}, {missed}, {connected}, {lost}
 */
export function listen(to) {
    let source;
    let run = null;
    let again;
    let lost;

    function connect() {
        source = new EventSource("events");
        source.onopen = () => {
            clearTimeout(lost);
            lost = undefined;
            to.connected();
        };
        source.onerror = () => {
            lost ??= setTimeout(() => to.lost(), PATIENCE);
            if (source.readyState === EventSource.CLOSED) {
                // refused: a browser gives up there, but a server that is being started again may say so
                clearTimeout(again);
                again = setTimeout(connect, 2000);
            }
        };
        source.addEventListener("hello", message => {
            const hello = JSON.parse(message.data);
            to.hello(hello, run !== null && run !== hello.run);
            run = hello.run;
        });
        source.addEventListener("missed", message => to.missed(JSON.parse(message.data).count));
        source.onmessage = message => {
            const event = readEvent(JSON.parse(message.data));
            if (event) {
                to.event(event);
            }
        };
    }

    connect();
    return {
        close() {
            clearTimeout(again);
            clearTimeout(lost);
            source.close();
        },
    };
}
