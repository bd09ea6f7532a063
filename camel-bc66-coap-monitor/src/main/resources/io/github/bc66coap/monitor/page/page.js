// The page: what belongs together of it.

import {showActions} from "./actions.js";
import {Details} from "./details.js";
import {Diagram} from "./diagram.js";
import {listen} from "./events.js";
import {Plots} from "./plots.js";
import {read, write} from "./saved.js";

const MOST = 20000;
const SPARE = 1000;
/** In one tooltip. */
const MOST_NAMED = 20;

const byId = id => document.getElementById(id);

let events = [];
let number = 0;
let minutes = 10;
/** How far the server's clock is ahead of this computer's; a gateway may have the time of its last start. */
let ahead = 0;
let title = "BC66 monitor";
let listening = null;
let devices = new Set();
let lastStates = new Map();

const plots = new Plots(now);
const diagram = new Diagram(event => details.show(event));
const details = new Details(() => events, event => {
    diagram.select(event);
    details.show(event);
}, () => {
    diagram.select(null);
    byId("rows").focus();
});

/** By the server's clock, which events are told by. */
function now() {
    return Date.now() + ahead;
}

/** In a file, time has stopped. */
function oldestKept() {
    return listening ? now() - minutes * 60 * 1000 : 0;
}

function clear() {
    events = [];
    devices = new Set();
    lastStates = new Map();
    byId("device").replaceChildren(byId("device").firstElementChild);
    byId("device").hidden = true;
    setDevice("");
    plots.reset();
    details.close();
    setPaused(false);
    tellState();
}

function add(event) {
    event.number = ++number;
    events.push(event);
    const oldest = oldestKept();
    if (events.length > MOST + SPARE || events[0].time < oldest - 30000) {
        events = events.slice(-MOST).filter(kept => kept.time >= oldest);
    }
    if (!devices.has(event.device) && event.device !== "") {
        devices.add(event.device);
        const option = document.createElement("option");
        option.textContent = event.device;
        option.value = event.device;
        byId("device").append(option);
        byId("device").hidden = devices.size < 2;
    }
    if (event.kind === "state") {
        lastStates.set(event.device, event);
    }
    plots.add(event);
}

function changed() {
    tellState();
    diagram.changed(events);
    details.changed();
}

/** Something to know that isn't the module's. */
function tell(text) {
    add({kind: "local", time: now(), device: "", exchange: null, level: "warn", text});
    changed();
}

function tellState() {
    const device = byId("device").value;
    const states = [...lastStates.values()].filter(state => !device || state.device === device);
    const pill = byId("state");
    pill.hidden = states.length === 0;
    const worst = ["bad", "busy", "good"].find(level => states.some(state => state.level === level));
    pill.className = `pill ${worst ?? ""}`;
    const named = states.filter(state => state.level === worst);
    pill.textContent = states.length > 1 ? `${named.length} of ${states.length}: ${named[0].phase}` : named[0]?.phase ?? "";
    pill.title = named.slice(0, MOST_NAMED).map(state => `${state.device}: ${state.phase} ${state.reason ?? ""}`).join("\n");
}

function connection(text, level) {
    if (byId("connection").textContent !== text) {
        // a screen reader would say it again
        byId("connection").textContent = text;
    }
    byId("connection").className = `pill ${level}`;
}

function message(text) {
    byId("message-text").textContent = text;
    byId("message").hidden = text === "";
}

function setTitle(text) {
    title = text;
    byId("title").textContent = text;
    document.title = `${text} – BC66 monitor`;
}

function setDevice(device) {
    byId("device").value = device;
    diagram.setFilter({device});
    plots.setDevice(device);
    tellState();
}

let soon;

/** Many events that come at once are shown at once. */
function changedSoon() {
    soon ??= setTimeout(() => {
        soon = undefined;
        changed();
    }, 50);
}

function goLive() {
    clear();
    changed();
    byId("live").hidden = true;
    connection("connecting", "busy");
    listening = listen({
        connected: () => connection("live", "good"),
        lost: () => connection("connection lost, trying again", "bad"),
        hello: (hello, restarted) => {
            minutes = hello.minutes;
            ahead = hello.time - Date.now();
            setTitle(hello.title);
            showActions(hello.actions);
            byId("save").textContent = `Save the last ${minutes} minutes`;
            if (restarted) {
                tell("The program was started anew. What happened in between isn't known.");
            }
        },
        missed: count => tell(`${count.toLocaleString("en")} events were lost: more came than are kept.`),
        event: event => {
            add(event);
            changedSoon();
        },
    });
}

function save() {
    const oldest = oldestKept();
    const text = write(title, events.filter(event => event.kind !== "local" && event.time >= oldest)
        .map(({number: ignored, searched: alsoIgnored, ...event}) => event));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], {type: "application/json"}));
    link.download = `bc66-${new Date().toISOString().slice(0, 19).replaceAll(":", "")}.json`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

async function open(file) {
    try {
        const saved = await read(file);
        listening?.close();
        listening = null;
        clear();
        setTitle(saved.title);
        connection("saved file", "busy");
        showActions([]);
        byId("live").hidden = false;
        message(saved.bad > 0 ? `${saved.bad} entries of ${file.name} are no events, and are left out.` : "");
        saved.events.forEach(add);
        if (saved.events.length > 0) {
            plots.fix(saved.events[0].time, saved.events.at(-1).time);
        }
        changed();
    } catch (error) {
        message(error.message);
    }
}

byId("filter").addEventListener("input", event => diagram.setFilter({text: event.target.value.trim().toLowerCase()}));
byId("device").addEventListener("change", event => setDevice(event.target.value));
for (const button of document.querySelectorAll(".kind")) {
    button.addEventListener("click", () => {
        const on = button.getAttribute("aria-pressed") !== "true";
        button.setAttribute("aria-pressed", on);
        const kinds = new Set(diagram.filter.kinds);
        if (on) {
            kinds.add(button.dataset.kind);
        } else {
            kinds.delete(button.dataset.kind);
        }
        diagram.setFilter({kinds});
    });
}
function setPaused(paused) {
    byId("pause").setAttribute("aria-pressed", paused);
    byId("pause").textContent = paused ? "Go on" : "Pause";
    diagram.setPaused(paused);
}
byId("pause").addEventListener("click", () => setPaused(!diagram.paused));
byId("save").addEventListener("click", save);
byId("open").addEventListener("click", () => byId("file").click());
byId("file").addEventListener("change", async event => {
    const [file] = event.target.files;
    if (file) {
        await open(file);
    }
    event.target.value = "";
});
byId("live").addEventListener("click", () => {
    message("");
    goLive();
});
byId("message-close").addEventListener("click", () => message(""));
setInterval(() => listening && plots.draw(), 1000);
goLive();
