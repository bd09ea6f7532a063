// The sequence diagram. Only the rows that are in sight are in the document, so that it stays quick with many events.

const ROW = 30;
const SPARE = 6;
const GAPS = {route: 1, at: 2, coap: 3};
export const WAYS = {
    route: {out: "route → computer", in: "computer → route"},
    at: {out: "computer → module", in: "module → computer"},
    coap: {out: "module → peer", in: "peer → module"},
};
const FULL = ["state", "note", "local"];
const METHODS = ["GET", "POST", "PUT", "DELETE", "FETCH", "PATCH", "iPATCH"];

export function clock(time) {
    const date = new Date(time);
    const two = value => String(value).padStart(2, "0");
    return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}

/** What doesn't print, turns the way of reading, or has no width: a peer could make one text look like another. */
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

function seen(text) {
    return String(text).replace(UNSEEN, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

export function element(name, className, text) {
    const made = document.createElement(name);
    if (className) {
        made.className = className;
    }
    if (text !== undefined && text !== null) {
        made.textContent = seen(text);
    }
    return made;
}

/** What an event says in one line. */
export function label(event) {
    switch (event.kind) {
        case "at":
            return event.text;
        case "coap": {
            const parts = [event.type, event.code === "0.00" ? "(empty)" : event.code];
            if (event.path !== null) {
                parts.push(event.path);
            }
            return parts.join(" ");
        }
        case "route":
            return event.summary ? `${event.route}: ${event.summary}` : event.route;
        case "state":
            return event.phase + (event.reason ? `: ${event.reason}` : "");
        default:
            return event.text;
    }
}

/** What stands behind the label, less loudly. */
export function extra(event) {
    if (event.kind === "coap") {
        const parts = [];
        if (event.messageId !== null) {
            parts.push(`MID ${event.messageId}`);
        }
        if (event.token) {
            parts.push(`token ${event.token}`);
        }
        if (event.payloadLength > 0) {
            parts.push(`${event.payloadLength} bytes`);
        }
        return parts.join(" · ");
    }
    return event.kind === "route" ? event.detail ?? "" : "";
}

/** Does it tell that something went wrong? */
export function isBad(event) {
    switch (event.kind) {
        case "at":
            return event.direction === "in" && /^(ERROR|\+CM[ES] ERROR)/.test(event.text);
        case "coap":
            return event.type === "RST" || /^[45]\./.test(event.code);
        case "route":
            return /^(failed|[45]\.)/.test(event.summary);
        case "state":
            return event.level === "bad";
        default:
            return event.level === "warn";
    }
}

function searched(event) {
    const parts = [label(event), extra(event), event.device, event.exchange ?? "", event.peer ?? ""];
    for (const option of event.options ?? []) {
        parts.push(option.name, option.value ?? "");
    }
    return parts.join("\n").toLowerCase();
}

export function isRequest(event) {
    return event.kind === "coap" && METHODS.includes(event.code);
}

export class Diagram {
    /**
     * @param show called with an event that somebody wants to see whole, or null
     */
    constructor(show) {
        this.show = show;
        this.events = [];
        this.filter = {text: "", device: "", kinds: new Set(["route", "at", "coap", "note"])};
        this.paused = false;
        this.following = true;
        this.selected = null;
        this.rows = document.getElementById("rows");
        this.spacer = document.getElementById("spacer");
        this.section = document.getElementById("diagram");
        this.newest = document.getElementById("newest");
        this.count = document.getElementById("count");
        this.drawn = new Map();
        this.view = [];
        this.rows.addEventListener("scroll", () => this.scrolled());
        this.rows.addEventListener("click", event => this.clicked(event));
        this.rows.addEventListener("keydown", event => this.key(event));
        this.newest.addEventListener("click", () => this.follow());
        new ResizeObserver(() => {
            this.section.style.setProperty("--bar", `${this.rows.offsetWidth - this.rows.clientWidth}px`);
            this.draw();
        }).observe(this.rows);
    }

    /** Events are there; some at the front may be gone. */
    changed(events) {
        this.events = events;
        if (!this.paused) {
            this.refilter();
        }
        this.draw();
    }

    setFilter(change) {
        Object.assign(this.filter, change);
        this.refilter();
        this.render();
        const selected = this.view.indexOf(this.selected);
        if (selected >= 0) {
            this.reveal(selected);
        }
    }

    setPaused(paused) {
        this.paused = paused;
        this.refilter();
        if (!paused) {
            this.follow();
        }
        this.draw();
    }

    matches(event) {
        const {text, device, kinds} = this.filter;
        if (event.kind === "sample" || (device && event.device !== device)) {
            return false;
        }
        if (!kinds.has(FULL.includes(event.kind) ? "note" : event.kind)) {
            return false;
        }
        event.searched ??= searched(event);
        return text === "" || event.searched.includes(text);
    }

    /** Which events are rows. Those that came behind the last ones are looked at alone, unless the filter is another. */
    refilter() {
        const {text, device, kinds} = this.filter;
        const key = JSON.stringify([text, device, [...kinds]]);
        const last = this.paused ? this.lastShown : this.events.at(-1)?.number ?? 0;
        if (key !== this.key_ || this.events[0]?.number > (this.lastShown ?? 0) || last < this.lastShown) {
            this.view = this.events.filter(event => event.number <= last && this.matches(event));
        } else {
            let gone = 0;
            while (gone < this.view.length && this.view[gone].number < this.events[0]?.number) {
                gone++;
            }
            if (gone > 0) {
                this.view.splice(0, gone);
                if (!this.following) {
                    this.rows.scrollTop -= gone * ROW;
                }
            }
            let from = this.events.length;
            while (from > 0 && this.events[from - 1].number > this.lastShown) {
                from--;
            }
            for (const event of this.events.slice(from)) {
                if (event.number <= last && this.matches(event)) {
                    this.view.push(event);
                }
            }
        }
        this.key_ = key;
        this.lastShown = last;
    }

    draw() {
        this.pending ??= requestAnimationFrame(() => {
            this.pending = null;
            this.render();
        });
    }

    render() {
        this.section.classList.toggle("no-route", !this.events.some(event => event.kind === "route"));
        const height = this.view.length * ROW;
        this.spacer.style.height = `${height}px`;
        if (this.following) {
            this.rows.scrollTop = height;
        }
        const first = Math.max(0, Math.floor(this.rows.scrollTop / ROW) - SPARE);
        const last = Math.min(this.view.length, Math.ceil((this.rows.scrollTop + this.rows.clientHeight) / ROW) + SPARE);
        const wanted = new Map();
        for (let index = first; index < last; index++) {
            wanted.set(this.view[index], index);
        }
        for (const [event, row] of this.drawn) {
            if (!wanted.has(event)) {
                row.remove();
                this.drawn.delete(event);
            }
        }
        for (const [event, index] of wanted) {
            let row = this.drawn.get(event);
            if (!row) {
                row = this.row(event);
                this.drawn.set(event, row);
                this.spacer.append(row);
            }
            row.style.transform = `translateY(${index * ROW}px)`;
            row.setAttribute("aria-posinset", index + 1);
            row.setAttribute("aria-setsize", this.view.length);
            row.classList.toggle("selected", event === this.selected);
            row.classList.toggle("same", this.isSame(event));
            row.setAttribute("aria-selected", event === this.selected);
        }
        if (this.selected && wanted.has(this.selected)) {
            this.rows.setAttribute("aria-activedescendant", `event-${this.selected.number}`);
        } else {
            this.rows.removeAttribute("aria-activedescendant");
        }
        this.tell();
    }

    tell() {
        const behind = this.paused ? this.events.filter(event => event.number > this.lastShown && this.matches(event)).length : 0;
        const all = this.events.length === 0 ? "" : `${this.view.length.toLocaleString("en")} events`;
        this.count.textContent = behind > 0 ? `${all}, ${behind.toLocaleString("en")} more` : all;
        document.getElementById("empty").hidden = this.view.length > 0;
        document.getElementById("empty").textContent =
            this.events.some(event => event.kind !== "sample") ? "Nothing matches the filter." : "Nothing has happened yet.";
        this.newest.hidden = this.following || this.view.length === 0;
    }

    row(event) {
        const row = element("div", `row ${event.kind} ${event.direction ?? ""} ${event.level ?? ""}`);
        row.id = `event-${event.number}`;
        row.setAttribute("role", "option");
        row.classList.toggle("bad", isBad(event));
        row.append(element("span", "time", clock(event.time)));
        const cell = element("span", "cell");
        cell.style.gridColumn = GAPS[event.kind] ? String(GAPS[event.kind] + 2) : "3 / -2";
        const said = element("span", "label");
        said.append(element("b", "", label(event)));
        const more = extra(event);
        if (more) {
            said.append(element("i", "", more));
        }
        cell.title = seen(event.peer ? `${label(event)}  ${more}  ${event.peer}` : `${label(event)}  ${more}`);
        row.setAttribute("aria-label",
            seen([clock(event.time), WAYS[event.kind]?.[event.direction] ?? event.kind, label(event), more].filter(part => part).join(", ")));
        cell.append(said);
        row.append(cell);
        return row;
    }

    isSame(event) {
        return this.selected !== null && event.exchange !== null && event.exchange === this.selected.exchange
            && event.device === this.selected.device;
    }

    scrolled() {
        const bottom = this.rows.scrollHeight - this.rows.clientHeight;
        this.following = this.rows.scrollTop >= bottom - ROW;
        this.draw();
    }

    follow() {
        this.following = true;
        this.draw();
    }

    clicked(event) {
        const row = event.target.closest(".row");
        const chosen = row && [...this.drawn].find(([, drawn]) => drawn === row);
        if (chosen) {
            this.select(chosen[0]);
            this.show(chosen[0]);
        }
    }

    select(event) {
        this.selected = event;
        this.draw();
    }

    key(event) {
        const steps = {ArrowDown: 1, ArrowUp: -1, PageDown: 15, PageUp: -15, Home: -Infinity, End: Infinity};
        if (event.key in steps && this.view.length > 0) {
            const at = this.view.indexOf(this.selected);
            const from = at >= 0 ? at : steps[event.key] > 0 ? -1 : this.view.length;
            const to = Math.min(this.view.length - 1, Math.max(0, from + steps[event.key]));
            this.select(this.view[to]);
            this.reveal(to);
        } else if (event.key === "Enter" && this.selected) {
            this.show(this.selected);
        } else {
            return;
        }
        event.preventDefault();
    }

    reveal(index) {
        this.following = index === this.view.length - 1;
        const top = index * ROW;
        const {scrollTop, clientHeight} = this.rows;
        if (top < scrollTop - ROW * 8 || top > scrollTop + clientHeight + ROW * 8) {
            this.rows.scrollTop = top - clientHeight / 2;
        } else if (top < scrollTop) {
            this.rows.scrollTop = top;
        } else if (top + ROW > scrollTop + clientHeight) {
            this.rows.scrollTop = top + ROW - clientHeight;
        }
        this.draw();
    }
}
