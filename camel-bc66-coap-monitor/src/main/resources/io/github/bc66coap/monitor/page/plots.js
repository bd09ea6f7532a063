// Plots of the figures, and the module's states as bands over all of them.

import {element} from "./diagram.js";

const LONGEST = 5 * 60 * 1000;
const SHORTEST = 30 * 1000;
const MOST = 2000;
const AXIS = 46;
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

export class Plots {
    constructor() {
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
            const all = kept.get(event.device) ?? [];
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
        const now = Date.now();
        return this.fixed ?? {from: Math.max(now - LONGEST, Math.min(now - SHORTEST, this.first ?? now)), to: now};
    }

    devices() {
        const known = [...new Set([...this.samples.keys(), ...this.states.keys()])];
        return this.device ? known.filter(device => device === this.device) : known;
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
        return (this.samples.get(device) ?? [])
            .filter(sample => sample[name] !== null && sample.time >= from - 2000 && sample.time <= to)
            .map(sample => ({x: sample.time, y: sample[name]}));
    }

    make(spec) {
        const figure = element("figure");
        const caption = element("figcaption");
        const value = element("b", "", "");
        caption.append(element("span", "", spec.title), value, element("span", "muted", spec.unit));
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
        return {spec, figure, chart, value, canvas};
    }

    fill(plot, series, {from, to}) {
        plot.chart.data.datasets = series.map(({device, index, points}) => ({
            label: device,
            data: points,
            borderColor: colour(LINES[index % LINES.length]),
            pointRadius: points.length === 1 ? 2 : 0,
        }));
        plot.chart.options.scales.x.min = from;
        plot.chart.options.scales.x.max = to;
        plot.chart.update("none");
        const last = series.map(one => one.points.at(-1)?.y).filter(y => y !== undefined)
            .map(y => y.toFixed(plot.spec.digits)).join(" / ");
        plot.value.textContent = last;
        plot.canvas.setAttribute("aria-label", `${plot.spec.title}: ${last} ${plot.spec.unit}`);
    }

    /** From when to when the module was in which state. */
    spans({from, to}) {
        const states = this.states.get(this.devices().find(device => this.states.has(device))) ?? [];
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
        const range = this.range();
        const at = time => left + (time - range.from) / (range.to - range.from) * (right - left);
        chart.ctx.save();
        for (const {state, start, end} of this.spans(range)) {
            if (state.level !== "good") {
                chart.ctx.fillStyle = colour(LEVELS[state.level]);
                chart.ctx.globalAlpha = 0.16;
                chart.ctx.fillRect(at(start), top, Math.max(1, at(end) - at(start)), bottom - top);
            }
        }
        chart.ctx.restore();
    }

    drawBands(range) {
        const spans = this.spans(range);
        const whole = range.to - range.from;
        this.bands.hidden = spans.length === 0;
        this.bands.replaceChildren(...spans.map(({state, start, end}) => {
            const band = element("span", `band ${state.level}`, end - start > whole / 6 ? state.phase : "");
            band.title = state.phase + (state.reason ? `: ${state.reason}` : "");
            band.style.left = `${(start - range.from) / whole * 100}%`;
            band.style.width = `${(end - start) / whole * 100}%`;
            return band;
        }));
        this.bands.setAttribute("aria-label", `States of the module: ${spans.map(span => span.state.phase).join(", ")}`);
    }
}
