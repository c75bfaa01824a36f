/** A plot with axes of its own: curves, areas, marked points. */
import { axisBottom, axisLeft } from "d3-axis";
import { scaleLinear, scaleLog } from "d3-scale";
import { select } from "d3-selection";
import { area, line } from "d3-shape";
import { species, width, write } from "../bands/names.js";
import { dash } from "../bands/strip.js";
import { namesOf } from "./naming.js";

const MARGIN = { left: 62, top: 10, bottom: 42 };
const SIZE = 12;
let plots = 0;

export class Plot {
  constructor(host, { height = 250 } = {}) {
    this.host = host;
    this.height = height;
    this.svg = select(host).append("svg").attr("role", "img").attr("height", height);
    this.id = `mubar-plot-${++plots}`;
    this.title = this.svg.append("title");
    this.clip = this.svg.append("clipPath").attr("id", this.id).append("rect");
    for (const name of ["grid", "axes"]) this[name] = this.svg.append("g").attr("class", name);
    this.inside = this.svg.append("g").attr("clip-path", `url(#${this.id})`);
    this.dots = this.svg.append("g");
    this.labels = this.svg.append("g");
    this.observer = new ResizeObserver(() => this.spec && this.draw(this.spec));
    this.observer.observe(host);
  }

  /** A panel of a band diagram. */
  panel({ y_label: yLabel, x_label: xLabel, curves, logarithmic = false, points = [] }, colour) {
    const size = (v) => (logarithmic ? Math.abs(v) : v);
    const drawn = curves.map((c, number) => ({
      dash: dash(number),
      label: c.label && species(c.label),
      x: c.x,
      y: c.y.map((v) => (v === null ? NaN : size(v))),
      colour: colour(c.species),
      fill: c.filled,
    }));
    const marked = points.map(([x, y]) => ({ x, y: size(y), colour: "var(--ink)" }));
    const span = (values, log) =>
      padded(
        values.filter((v) => Number.isFinite(v) && (!log || v > 0)),
        log,
      );
    this.draw({
      title: yLabel,
      x: {
        label: xLabel,
        domain: span(
          drawn.flatMap((c) => [...c.x]),
          false,
        ),
      },
      y: {
        label: yLabel,
        domain: span([...drawn.flatMap((c) => [...c.y]), ...marked.map((p) => p.y)], logarithmic),
        log: logarithmic,
      },
      curves: drawn,
      points: marked,
    });
  }

  /** `{title, x: {label, domain, log}, y: {...}, curves: [{label, x, y, colour, fill, light, dash, dashed}], points, here}`. */
  draw(spec) {
    this.spec = spec;
    const whole = Math.max(this.host.clientWidth, 240);
    const right = whole - 12;
    const bottom = this.height - MARGIN.bottom;
    this.svg.attr("viewBox", `0 0 ${whole} ${this.height}`);
    this.title.text([spec.title, spec.description].filter(Boolean).join(": "));
    this.clip
      .attr("x", MARGIN.left)
      .attr("y", MARGIN.top)
      .attr("width", right - MARGIN.left)
      .attr("height", bottom - MARGIN.top);
    const scale = ({ domain, log }, range) =>
      (log ? scaleLog() : scaleLinear()).domain(domain).range(range).clamp(false);
    const x = scale(spec.x, [MARGIN.left, right]);
    const y = scale(spec.y, [bottom, MARGIN.top]);
    this.axis(spec, x, y, right, bottom);
    this.curves(spec, x, y);
    // under its dot, or over it where there is no room
    const caption = (p) => y(p.y) + (y(p.y) + 26 > bottom ? -16 : 18);
    this.name(spec, x, y, right, bottom, caption);
    const inside = (p) =>
      Number.isFinite(p.x) &&
      Number.isFinite(p.y) &&
      between(p.x, spec.x.domain) &&
      between(p.y, spec.y.domain);
    this.dots
      .selectAll("circle")
      .data((spec.points ?? []).filter(inside))
      .join("circle")
      .attr("class", "point")
      .attr("r", 5)
      .attr("cx", (p) => x(p.x))
      .attr("cy", (p) => y(p.y))
      .style("fill", (p) => p.colour);
    this.dots
      .selectAll("text")
      .data((spec.points ?? []).filter((p) => p.label && inside(p)))
      .join("text")
      .attr("class", "label")
      .attr("text-anchor", "middle")
      .style("fill", (p) => p.colour)
      .attr("x", (p) => x(p.x))
      .attr("y", caption)
      .call(write, (p) => p.label);
  }

  axis(spec, x, y, right, bottom) {
    const ticks = (axis, of, count) =>
      (of.bare
        ? axis.tickValues([])
        : of.log
          ? axis.ticks(count, "~g").tickFormat(power(of.domain))
          : axis.ticks(count)
      ).tickSizeOuter(0);
    const parts = [
      { key: "x", at: [0, bottom], axis: ticks(axisBottom(x), spec.x, 6) },
      { key: "y", at: [MARGIN.left, 0], axis: ticks(axisLeft(y), spec.y, 5) },
    ];
    this.axes
      .selectAll("g")
      .data(parts, (d) => d.key)
      .join("g")
      .attr("class", "axis")
      .attr("transform", (d) => `translate(${d.at})`)
      .each(function (d) {
        select(this).call(d.axis);
      });
    const middle = 0.5 * (MARGIN.top + bottom);
    this.axes
      .selectAll("text.axis-title")
      .data([
        { text: spec.x.label, at: `translate(${0.5 * (MARGIN.left + right)},${this.height - 8})` },
        { text: spec.y.label, at: `translate(13,${middle}) rotate(-90)` },
      ])
      .join("text")
      .attr("class", "axis-title")
      .attr("text-anchor", "middle")
      .attr("transform", (d) => d.at)
      .call(write, (d) => d.text ?? "");
    const zeros = [];
    if (!spec.y.log && !spec.y.bare && between(0, spec.y.domain))
      zeros.push({ x1: MARGIN.left, x2: right, y1: y(0), y2: y(0), kind: "zero" });
    if (!spec.x.log && !spec.x.bare && between(0, spec.x.domain))
      zeros.push({ x1: x(0), x2: x(0), y1: MARGIN.top, y2: bottom, kind: "zero" });
    if (spec.here !== undefined)
      zeros.push({ x1: x(spec.here), x2: x(spec.here), y1: MARGIN.top, y2: bottom, kind: "here" });
    const lines = this.grid
      .selectAll("line")
      .data(zeros)
      .join("line")
      .attr("class", (d) => d.kind);
    for (const end of ["x1", "x2", "y1", "y2"]) lines.attr(end, (d) => d[end]);
  }

  curves(spec, x, y) {
    const base = spec.y.log ? spec.y.domain[0] : 0;
    const fine = (c) => (k) =>
      Number.isFinite(c.y[k]) && Number.isFinite(c.x[k]) && (!spec.y.log || c.y[k] > 0);
    const paths = spec.curves.flatMap((c) => (c.fill ? [{ c, fill: true }, { c }] : [{ c }]));
    this.inside
      .selectAll("path")
      .data(paths)
      .join("path")
      .attr("class", ({ fill }) => (fill ? "area" : "curve"))
      .style("stroke", ({ c, fill }) => (fill ? "none" : c.colour))
      .style("stroke-width", ({ c }) => (c.light ? 1.1 : null))
      .style("stroke-dasharray", ({ c }) => c.dash ?? (c.dashed ? "6 4" : null))
      .style("fill", ({ c, fill }) => (fill ? c.colour : null))
      .attr("d", ({ c, fill }) => {
        const shape = fill
          ? area(
              (k) => x(c.x[k]),
              y(base),
              (k) => y(c.y[k]),
            )
          : line(
              (k) => x(c.x[k]),
              (k) => y(c.y[k]),
            );
        return shape.defined(fine(c))([...c.y.keys()]);
      });
  }

  /** Names beside the curves. */
  name(spec, x, y, right, bottom, caption) {
    const [wide, tall] = [right - MARGIN.left, bottom - MARGIN.top];
    const place = (a, b) => [x(a) - MARGIN.left, bottom - y(b)];
    const seen = ([a, b]) => a >= -1 && a <= wide + 1 && b >= -1 && b <= tall + 1;
    const lines = spec.curves.map((c) => {
      const points = [...c.y.keys()].map((k) => place(c.x[k], c.y[k]));
      return pieces(points.map((p) => (p.every(Number.isFinite) && seen(p) ? p : null)));
    });
    const named = spec.curves.flatMap((c, i) => {
      const run = lines[i].reduce((most, one) => (one.length > most.length ? one : most), []);
      return c.label && run.length ? [{ c, run, share: c.at ?? 1, width: this.measure(c.label) }] : [];
    });
    const straight = this.grid.selectAll("line").data();
    const rules = straight.map(
      ({ x1, x2, y1, y2 }) =>
      [[x1, y1], [x2, y2]].map(([a, b]) => [a - MARGIN.left, bottom - b]), // prettier-ignore
    );
    const marks = (spec.points ?? []).map((p) => place(p.x, p.y)).filter(seen);
    const captions = (spec.points ?? []).filter((p) => p.label);
    const written = captions.map((p) => {
      const [at, half] = [x(p.x) - MARGIN.left, 0.5 * this.measure(p.label)];
      return [at - half, at + half].map((a) => [a, bottom - caption(p)]);
    });
    const placed = namesOf(named, [...lines.flat(), ...rules, ...written], marks, wide, tall);
    this.labels
      .selectAll("text")
      .data(named.map(({ c }, i) => ({ c, ...placed[i] })))
      .join("text")
      .attr("class", "label")
      .attr("font-size", SIZE)
      .style("fill", (d) => d.c.colour)
      .attr("x", (d) => MARGIN.left + d.left)
      .attr("y", (d) => bottom - d.centre)
      .call(write, (d) => d.c.label);
  }

  measure(label) {
    this.family ??= getComputedStyle(this.svg.node()).fontFamily;
    return width(label, SIZE, this.family);
  }

  close() {
    this.observer.disconnect();
  }
}

/** Points in a row, without those that are null between them. */
function pieces(points) {
  const found = [[]];
  for (const p of points) {
    if (p) found.at(-1).push(p);
    else if (found.at(-1).length) found.push([]);
  }
  return found.filter((run) => run.length);
}

const between = (v, [a, b]) => v >= Math.min(a, b) && v <= Math.max(a, b);

/** Powers of ten, so many that they stay apart. */
function power([low, high]) {
  const step = Math.max(1, Math.ceil(Math.log10(high / low) / 6));
  return (v) => {
    const exponent = Math.round(Math.log10(v));
    const whole = Math.abs(Math.log10(v) - exponent) < 1e-9;
    return whole && exponent % step === 0
      ? `10${[...String(exponent)].map((c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c])).join("")}`
      : "";
  };
}

function padded(values, log) {
  if (!values.length) return log ? [1e-3, 1] : [0, 1];
  let [low, high] = [Math.min(...values), Math.max(...values)];
  if (log) return low < high ? [low, high] : [0.5 * low, 2 * low];
  const margin = 0.05 * (high - low || Math.abs(high) || 1);
  return [low - margin, high + margin];
}
