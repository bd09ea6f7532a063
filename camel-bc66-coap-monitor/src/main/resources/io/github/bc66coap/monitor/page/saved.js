// Files of events: what is left out of them, and what is taken for one.

import {readEvent} from "./events.js";

const FORMAT = "bc66-monitor";
const VERSION = 1;
const LARGEST = 64 * 1024 * 1024;
const MOST = 50000;

/** Numbers that say how a message is to be taken, not what it says. */
const HARMLESS = [5, 6, 7, 12, 14, 17, 23, 27, 28, 60];
const URI_PATH = 11;

function bytes(count) {
    return `<${count} bytes>`;
}

function length(value) {
    return new TextEncoder().encode(value).length;
}

function redactOption(option, out) {
    const {number, name, length} = option;
    const shown = HARMLESS.includes(number) || (out && number === URI_PATH);
    return shown ? {number, name, length, value: option.value} : {number, name, length};
}

/**
 * What a file may tell of an event: what the log of the component would. Of a message that came it is type, code and message ID, for the
 * rest may be anybody's; of one that was sent also token and path. Of all that it says, the length.
 */
export function redact(event) {
    switch (event.kind) {
        case "at":
            return {...event, text: event.redacted, redacted: undefined};
        case "coap": {
            const out = event.direction === "out";
            return {
                ...event,
                token: event.token && !out ? bytes(event.token.length / 2) : event.token,
                path: event.path && !out ? bytes(length(event.path)) : event.path,
                options: event.options.map(option => redactOption(option, out)),
            };
        }
        case "route":
            return {...event, detail: undefined};
        default:
            return event;
    }
}

/** The text of a file with these events. */
export function write(title, events) {
    const file = {format: FORMAT, version: VERSION, saved: new Date().toISOString(), title, events: events.map(redact)};
    return JSON.stringify(file, (key, value) => (value === null ? undefined : value), 1);
}

/** The events of a file, which may be anything; throws what to tell. */
export async function read(file) {
    if (file.size > LARGEST) {
        throw new Error(`${file.name} is too large`);
    }
    let json;
    try {
        json = JSON.parse(await file.text());
    } catch {
        throw new Error(`${file.name} is not JSON`);
    }
    if (json?.format !== FORMAT || !Array.isArray(json.events)) {
        throw new Error(`${file.name} was not saved by this page`);
    }
    if (json.version !== VERSION) {
        throw new Error(`${file.name} was saved by another version of this page: ${Number(json.version)}, not ${VERSION}`);
    }
    if (json.events.length > MOST) {
        throw new Error(`${file.name} has more than ${MOST} events`);
    }
    const events = json.events.map(readEvent).filter(event => event);
    events.sort((a, b) => a.time - b.time);
    return {
        title: typeof json.title === "string" ? json.title.slice(0, 256) : file.name,
        events,
        bad: json.events.length - events.length,
    };
}
