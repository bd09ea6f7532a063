// An exchange whole: all that belongs to it, and all that is known of the message that was chosen.

import {clock, element, extra, isBad, label, WAYS} from "./diagram.js";

const FORMATS = {0: "text/plain", 40: "application/link-format", 41: "application/xml", 42: "application/octet-stream",
    47: "application/exi", 50: "application/json", 60: "application/cbor", 110: "application/senml+json",
    112: "application/senml+cbor", 11542: "application/vnd.oma.lwm2m+tlv", 11543: "application/vnd.oma.lwm2m+json"};
/** A peer may put all that it sends into one exchange. */
const MOST_STEPS = 200;
const ARROWS = {
    route: {out: ["Route", "→"], in: ["Route", "←"]},
    at: {out: ["AT", "→"], in: ["AT", "←"]},
    coap: {out: ["CoAP", "→"], in: ["CoAP", "←"]},
};

function pair(list, name, value, className) {
    if (value !== null && value !== undefined && value !== "") {
        list.append(element("dt", "", name), element("dd", className, value));
    }
}

function fields(event) {
    const list = element("dl");
    pair(list, "Time", clock(event.time));
    pair(list, "Module", event.device);
    pair(list, "Way", WAYS[event.kind]?.[event.direction]);
    switch (event.kind) {
        case "at":
            pair(list, "Line", event.text, "mono");
            break;
        case "coap":
            pair(list, "Peer", event.peer, "mono");
            pair(list, "Type", event.type);
            pair(list, "Code", event.code);
            pair(list, "Message ID", event.messageId);
            pair(list, "Token", event.token === "" ? "none" : event.token, "mono");
            pair(list, "Path", event.path, "mono");
            if (event.contentFormat !== null) {
                pair(list, "Content-Format", `${event.contentFormat} ${FORMATS[event.contentFormat] ?? ""}`);
            }
            pair(list, "Payload", `${event.payloadLength} bytes`);
            break;
        case "route":
            pair(list, "Route", event.route);
            pair(list, "Step", event.summary);
            pair(list, "Body", event.detail, "mono");
            break;
        case "state":
            pair(list, "State", event.phase);
            pair(list, "Reason", event.reason);
            break;
        default:
            pair(list, "Note", event.text);
    }
    return list;
}

function options(event) {
    const table = element("table");
    const head = element("tr");
    for (const name of ["Option", "", "Length", "Value"]) {
        head.append(element("th", "", name));
    }
    table.append(head);
    for (const option of event.options) {
        const row = element("tr");
        row.append(element("td", "number", option.number), element("td", "", option.name), element("td", "number", option.length),
            element("td", "mono", option.value ?? "not shown"));
        table.append(row);
    }
    return table;
}

function step(event, start, chosen, choose) {
    const [side, arrow] = ARROWS[event.kind]?.[event.direction] ?? ["", "•"];
    const row = element("button", `step ${event.kind} ${event === chosen ? "chosen" : ""}`);
    row.classList.toggle("bad", isBad(event));
    row.append(element("span", "after", `+${((event.time - start) / 1000).toFixed(3)} s`), element("span", "side", side),
        element("span", "arrow", arrow));
    const said = element("span", "said", label(event));
    const more = extra(event);
    if (more) {
        said.append(element("i", "", more));
    }
    row.append(said);
    row.addEventListener("click", () => choose(event));
    return row;
}

export class Details {
    /**
     * @param find gives all events
     * @param choose called with an event of the exchange that somebody wants to see
     * @param closed called when nothing is shown any more
     */
    constructor(find, choose, closed) {
        this.find = find;
        this.choose = choose;
        this.closed = closed;
        this.panel = document.getElementById("details");
        this.event = null;
        document.addEventListener("keydown", event => {
            if (event.key === "Escape" && this.event) {
                this.close();
            }
        });
    }

    show(event, focus = true) {
        this.event = event;
        const close = element("button", "close", "×");
        close.setAttribute("aria-label", "Close");
        close.addEventListener("click", () => this.close());
        const parts = event.exchange === null
            ? [event]
            : this.find().filter(other => other.exchange === event.exchange && other.device === event.device);
        const took = parts.length > 1 ? ` · ${((parts.at(-1).time - parts[0].time) / 1000).toFixed(3)} s` : "";
        const head = element("h2", "", event.exchange === null ? "No exchange" : "Exchange");
        head.append(element("i", "", event.exchange === null ? "this stands for itself" : `${parts.length} events${took}`));
        const steps = element("div", "steps");
        const from = Math.max(0, Math.min(parts.indexOf(event) - MOST_STEPS / 2, parts.length - MOST_STEPS));
        const listed = parts.slice(from, from + MOST_STEPS);
        const left = (count, when) => (count > 0 ? [element("p", "muted", `${count.toLocaleString("en")} ${when} not listed`)] : []);
        steps.append(
            ...left(from, "earlier events are"),
            ...listed.map(part => step(part, parts[0].time, event, chosen => this.choose(chosen))),
            ...left(parts.length - from - listed.length, "later events are"));
        const shown = [close, head, steps, element("h3", "", label(event)), fields(event)];
        if (event.kind === "coap" && event.options.length > 0) {
            shown.push(options(event));
        }
        this.panel.replaceChildren(...shown);
        this.panel.hidden = false;
        if (focus) {
            this.panel.focus();
        }
    }

    /** More of the exchange may have come. */
    changed() {
        if (this.event && this.event.exchange !== null) {
            const scroll = this.panel.scrollTop;
            const index = [...this.panel.querySelectorAll(".step")].indexOf(document.activeElement);
            this.show(this.event, false);
            this.panel.scrollTop = scroll;
            this.panel.querySelectorAll(".step")[index]?.focus();
        }
    }

    close() {
        if (this.event) {
            this.event = null;
            this.panel.hidden = true;
            this.closed();
        }
    }
}
