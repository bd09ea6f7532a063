// Plots of the figures, and the module's states as bands over all of them.

import {element} from "./diagram.js";

const LONGEST = 5 * 60 * 1000;
const SHORTEST = 30 * 1000;
const MOST = 2000;
const AXIS = 46;
/** Between figures that are farther apart, nothing is known. */
const GAP = 5000;
const PLOTS = [
    {name: "rate", title: "Rate", unit: "messages/s", digits: 1, min: 0},
    {name: "latency", title: "Latency", unit: "ms", digits: 0, min: 0},
    {name: "queue", title: "Queue", unit: "waiting", digits: 0, min: 0},
    {name: "signal", title: "Signal", unit: "dBm", digits: 0},
];
const LEVELS = {good: "--good", busy: "--busy", bad: "--bad"};
const LINES = ["--line-1", "--line-2", "--line-3", "--line-4", "--line-5", "--line-6"];

function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function tick(time) {
    const date = new Date(time);
    return date.toLocaleTimeString("en-GB");
}

function isKnown(point) {
    return point !== undefined && !Number.isNaN(point.y);
}

export class Plots {
    /** @param now tells the time by the clock of events */
    constructor(now) {
        this.now = now;
        this.section = document.getElementById("plots");
        this.bands = document.getElementById("bands");
        this.device = "";
        this.reset();
        matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
            this.plots.forEach(plot => plot.chart.destroy());
            this.section.querySelectorAll("figure").forEach(figure => figure.remove());
            this.plots = [];
            this.draw();
        });
    }

    reset() {
        this.plots?.forEach(plot => plot.chart.destroy());
        this.section.querySelectorAll("figure").forEach(figure => figure.remove());
        this.plots = [];
        this.samples = new Map();
        this.states = new Map();
        this.fixed = null;
        this.first = null;
        this.draw();
    }

    setDevice(device) {
        this.device = device;
        this.draw();
    }

    /** A file has an end; what is live goes on. */
    fix(from, to) {
        this.fixed = {from, to: Math.max(to, from + 1000)};
        this.draw();
    }

    add(event) {
        const kept = event.kind === "sample" ? this.samples : event.kind === "state" ? this.states : null;
        if (kept) {
            let all = kept.get(event.device) ?? [];
            if (all.at(-1)?.time > event.time && kept === this.samples) {
                // the clock was put back: what it told before is told anew
                all = all.filter(earlier => earlier.time < event.time);
            }
            all.push(event);
            this.first ??= event.time;
            if (all.length > MOST) {
                all.splice(0, MOST / 10);
            }
            kept.set(event.device, all);
            this.draw();
        }
    }

    /** Goes on with time, though nothing may happen. */
    draw() {
        this.pending ??= requestAnimationFrame(() => {
            this.pending = null;
            this.render();
        });
    }

    range() {
        const now = this.now();
        return this.fixed ?? {from: Math.max(now - LONGEST, Math.min(now - SHORTEST, this.first ?? now)), to: now};
    }

    known() {
        return [...new Set([...this.samples.keys(), ...this.states.keys()])];
    }

    /** No more than there are colours, unless one is chosen. */
    devices() {
        const known = this.known();
        return this.device ? known.filter(device => device === this.device) : known.slice(0, LINES.length);
    }

    render() {
        const range = this.range();
        this.drawBands(range);
        for (const spec of PLOTS) {
            const series = this.devices().map((device, index) => ({device, index, points: this.points(device, spec.name, range)}));
            const known = series.some(one => one.points.length > 0);
            let plot = this.plots.find(one => one.spec === spec);
            if (known && !plot) {
                plot = this.make(spec);
                this.plots.push(plot);
            }
            if (plot) {
                plot.figure.hidden = !known;
                this.fill(plot, series, range);
            }
        }
    }

    points(device, name, {from, to}) {
        const points = [];
        for (const sample of this.samples.get(device) ?? []) {
            if (sample[name] !== null && sample.time >= from - 2000 && sample.time <= to) {
                const last = points.at(-1)?.x;
                if (last !== undefined && sample.time - last > GAP) {
                    points.push({x: last + 1, y: NaN});
                }
                points.push({x: sample.time, y: sample[name]});
            }
        }
        return points;
    }

    make(spec) {
        const figure = element("figure");
        const caption = element("figcaption");
        const value = element("b", "", "");
        const unit = element("span", "muted", spec.unit);
        caption.append(element("span", "", spec.title), value, unit);
        const holder = element("div", "chart");
        const canvas = element("canvas");
        canvas.setAttribute("role", "img");
        holder.append(canvas);
        figure.append(caption, holder);
        const place = PLOTS.indexOf(spec);
        const next = this.plots.filter(plot => PLOTS.indexOf(plot.spec) > place).map(plot => plot.figure)[0];
        this.section.insertBefore(figure, next ?? null);
        const muted = colour("--muted");
        const grid = colour("--grid");
        const chart = new Chart(canvas, {
            type: "line",
            data: {datasets: []},
            options: {
                animation: false,
                parsing: false,
                normalized: true,
                maintainAspectRatio: false,
                // the bands end where the plots do
                layout: {autoPadding: false},
                events: [],
                elements: {point: {radius: 0}, line: {borderWidth: 1.6, tension: 0}},
                plugins: {legend: {display: false}, tooltip: {enabled: false}},
                scales: {
                    x: {type: "linear", grid: {color: grid}, border: {color: grid},
                        ticks: {color: muted, align: "inner", maxTicksLimit: 5, maxRotation: 0, font: {size: 10}, callback: tick}},
                    y: {min: spec.min, grace: "15%", grid: {color: grid}, border: {display: false},
                        ticks: {color: muted, maxTicksLimit: 4, precision: 0, font: {size: 10}},
                        afterFit: axis => {
                            axis.width = AXIS;
                        }},
                },
            },
            plugins: [{id: "states", beforeDraw: drawn => this.shade(drawn)}],
        });
        return {spec, figure, chart, value, unit, canvas};
    }

    fill(plot, series, {from, to}) {
        plot.chart.data.datasets = series.map(({device, index, points}) => ({
            label: device,
            data: points,
            borderColor: colour(LINES[index % LINES.length]),
            pointRadius: points.map((point, at) => (isKnown(points[at - 1]) || isKnown(points[at + 1]) ? 0 : 2)),
        }));
        plot.chart.options.scales.x.min = from;
        plot.chart.options.scales.x.max = to;
        plot.chart.update("none");
        const last = series.map(one => one.points.at(-1)?.y).filter(y => y !== undefined)
            .map(y => y.toFixed(plot.spec.digits)).join(" / ");
        plot.value.textContent = last;
        const devices = this.known().length;
        const unit = series.length < devices && !this.device ? `${plot.spec.unit}, ${series.length} of ${devices} modules` : plot.spec.unit;
        plot.unit.textContent = unit;
        plot.canvas.setAttribute("aria-label", `${plot.spec.title}: ${last} ${unit}`);
    }

    withStates() {
        return this.devices().filter(device => this.states.has(device));
    }

    /** From when to when a module was in which state. */
    spans(device, {from, to}) {
        const states = this.states.get(device) ?? [];
        const spans = [];
        states.forEach((state, index) => {
            const end = states[index + 1]?.time ?? to;
            if (end > from && state.time < to) {
                spans.push({state, start: Math.max(state.time, from), end: Math.min(end, to)});
            }
        });
        return spans;
    }

    shade(chart) {
        const {left, right, top, bottom} = chart.chartArea;
        const devices = this.withStates();
        if (devices.length !== 1) {
            // the plots are of all of them
            return;
        }
        const range = this.range();
        const at = time => left + (time - range.from) / (range.to - range.from) * (right - left);
        chart.ctx.save();
        for (const {state, start, end} of this.spans(devices[0], range)) {
            if (state.level !== "good") {
                chart.ctx.fillStyle = colour(LEVELS[state.level]);
                chart.ctx.globalAlpha = 0.16;
                chart.ctx.fillRect(at(start), top, Math.max(1, at(end) - at(start)), bottom - top);
            }
        }
        chart.ctx.restore();
    }

    drawBands(range) {
        const rows = this.withStates().map(device => ({device, spans: this.spans(device, range)})).filter(row => row.spans.length > 0);
        const whole = range.to - range.from;
        this.bands.hidden = rows.length === 0;
        this.bands.replaceChildren(...rows.map(({device, spans}) => {
            const row = element("div", "bands");
            row.append(...spans.map(({state, start, end}) => {
                const said = rows.length > 1 ? `${device}: ${state.phase}` : state.phase;
                const band = element("span", `band ${state.level}`, end - start > whole / 6 ? said : "");
                band.title = said + (state.reason ? `: ${state.reason}` : "");
                band.style.left = `${(start - range.from) / whole * 100}%`;
                band.style.width = `${(end - start) / whole * 100}%`;
                return band;
            }));
            return row;
        }));
        const said = rows.map(({device, spans}) => `${device}: ${spans.map(span => span.state.phase).join(", ")}`).join("; ");
        this.bands.setAttribute("aria-label", `States: ${said}`);
    }
}
