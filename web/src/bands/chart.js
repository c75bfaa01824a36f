/** The drawing of one band diagram and the panels below it, as SVG; `update` draws the next frame. */
import { axisBottom, axisLeft } from "d3-axis";
import { scaleLinear } from "d3-scale";
import { select } from "d3-selection";
import { line } from "d3-shape";
import { beside } from "./ink.js";
import { place } from "./labels.js";
import { species, width, write } from "./names.js";
import { HEIGHT as PANEL, SAMPLE, Strip } from "./strip.js";
import { LINE, kind, margin, named, neededHeight, there } from "./naming.js";

const TOP = 20;
const LEFT = 58;
const HEIGHT = 330;
const BETWEEN = 14;
const SIZES = { label: 12, "region-name": 12, "interface-name": 11, "curve-label": 11 };

const DRAWN = ["V_standard", "V", "implied", "phi"];

let charts = 0;

export class Chart {
  /** `svg`: an empty element; `extent`: what the axes have to hold, see extent.js. */
  constructor(svg, first, extent) {
    this.svg = select(svg).attr("role", "img");
    this.id = `mubar-${++charts}`;
    this.extent = extent;
    this.hidden = new Set();
    this.widths = new Map();
    this.diagram = first;
    this.x = scaleLinear().domain(extent.x);
    this.up = scaleLinear();
    this.y = (V) => this.up(this.extent.V.height(V));
    this.layers();
  }

  layers() {
    const g = (parent, name) => parent.append("g").attr("class", name);
    this.title = this.svg.append("title").attr("id", `${this.id}-title`);
    this.words = this.svg.append("desc").attr("id", `${this.id}-words`);
    this.svg.attr("aria-labelledby", `${this.id}-title ${this.id}-words`);
    this.clip = this.svg.append("clipPath").attr("id", `${this.id}-clip`).append("rect");
    for (const name of ["regions", "grid", "axes", "names"]) this[name] = g(this.svg, name);
    this.clipped = g(this.svg, "clipped").attr("clip-path", `url(#${this.id}-clip)`);
    for (const name of ["interfaces", "traces", "reactions", "gaps", "currents"])
      this[name] = g(this.clipped, name);
    this.labels = g(this.svg, "labels");
    this.cursor = this.svg.append("line").attr("class", "cursor").style("display", "none");
  }

  /** Fits everything into a width, in pixels. */
  resize(width) {
    const { diagram } = this;
    this.width = Math.max(width, 320);
    this.stretch(HEIGHT);
    this.right =
      this.width - Math.min(0.3 * this.width, Math.max(16, margin(this.plane), this.besideStrips()));
    this.x.range([LEFT, this.right]);
    this.stretch(Math.max(HEIGHT, Math.ceil(neededHeight(this.plane))));
    const names = (diagram.regions ?? []).map((r) => this.measure("region-name", r.name) + 8);
    const needed = names.reduce((total, one) => total + one, 0);
    this.rows = needed > this.width - 4 ? 2 : 1; // the next row takes every second name
    const axes = (diagram.x_label ? 36 : 6) + (names.length ? this.rows * LINE + 2 : 0);
    this.below = this.bottom + axes;
    this.height = this.below + (diagram.below ?? []).length * (PANEL + BETWEEN) + 4;
    this.svg.attr("viewBox", `0 0 ${this.width} ${this.height}`).attr("height", this.height);
    this.clip
      .attr("x", LEFT)
      .attr("y", TOP - 4)
      .attr("width", this.right - LEFT)
      .attr("height", this.tall + 8);
    this.axis();
    this.update(this.diagram);
  }

  stretch(height) {
    this.tall = height;
    this.bottom = TOP + height;
    this.right ??= this.width;
    this.x.range([LEFT, this.right]);
    this.up.range([this.bottom, TOP]);
  }

  /** Zoomed and moved by a d3-zoom transform of the plot's own pixels. */
  transform(t) {
    const { width, height } = this.frame;
    this.x.domain(t.rescaleX(scaleLinear().domain(this.extent.x).range([0, width])).domain());
    this.up.domain(t.rescaleY(scaleLinear().range([height, 0])).domain());
    this.axis();
    this.update(this.diagram);
  }

  /** What changes with size and zoom only: axes, regions, the panels' frames. */
  axis() {
    this.backdrop();
    this.strips();
    const { diagram, x, y } = this;
    const voltages = this.extent.V.ticks(this.up.domain());
    const shown = axisLeft(this.up)
      .tickValues(voltages.map((V) => this.extent.V.height(V)))
      .tickFormat((_, i) => String(voltages[i]).replace("-", "−"))
      .tickSizeOuter(0);
    const parts = [{ key: "y", at: LEFT, down: 0, axis: shown }];
    if (diagram.x_label)
      parts.push({
        key: "x",
        at: 0,
        down: this.bottom,
        axis: axisBottom(x)
          .ticks(Math.max(3, this.width / 110))
          .tickSizeOuter(0),
      });
    this.axes
      .selectAll("g.axis")
      .data(parts, (d) => d.key)
      .join("g")
      .attr("class", "axis")
      .attr("transform", (d) => `translate(${d.at},${d.down})`)
      .each(function (d) {
        select(this).call(d.axis);
      });
    this.grid
      .selectAll("line")
      .data(voltages)
      .join("line")
      .attr("class", "gridline")
      .attr("x1", LEFT)
      .attr("x2", this.right)
      .attr("y1", y)
      .attr("y2", y);
    const middle = 0.5 * (LEFT + this.right);
    const titles = [
      {
        text: diagram.y_label ?? "Species voltage / V",
        at: `translate(14,${TOP + this.tall / 2}) rotate(-90)`,
      },
    ];
    if (diagram.x_label)
      titles.push({ text: diagram.x_label, at: `translate(${middle},${this.bottom + 32})` });
    this.axes
      .selectAll("text.axis-title")
      .data(titles)
      .join("text")
      .attr("class", "axis-title")
      .attr("text-anchor", "middle")
      .attr("transform", (d) => d.at)
      .text((d) => d.text);
  }

  /** Another frame of the same layout. */
  update(diagram) {
    this.diagram = diagram;
    if (this.title.text() !== diagram.title) this.title.text(diagram.title);
    this.words.text(diagram.alt ?? "");
    this.lines();
    this.marks();
    this.arrows();
    this.write();
    this.curves();
  }

  colour(name) {
    const found = this.diagram.colours?.[name];
    return found ? `light-dark(${found.light}, ${found.dark})` : "var(--ink)";
  }

  shown(name) {
    return !this.hidden.has(name);
  }

  backdrop() {
    const { diagram, x } = this;
    const regions = diagram.regions ?? [];
    const inside = (v) => Math.min(Math.max(x(v), LEFT), this.right);
    this.regions
      .selectAll("rect")
      .data(regions)
      .join("rect")
      .attr("class", (d) => `region ${(d.fill ?? "neutral").replace(" ", "-")}`)
      .attr("x", (d) => inside(d.left))
      .attr("width", (d) => inside(d.right) - inside(d.left))
      .attr("y", TOP)
      .attr("height", this.tall);
    const visible = regions.filter((d) => inside(d.right) - inside(d.left) > 1);
    const named = this.spread(
      this.names,
      "region-name",
      visible,
      (d) => d.name,
      (d) => 0.5 * (inside(d.left) + inside(d.right)),
      this.width - 2,
      this.rows,
    );
    named.attr("y", (_, i) => this.below - 5 - LINE * (this.rows - 1 - (i % this.rows)));
    const cuts = this.extent.V.stretches.slice(1).map(([above], i) => [this.extent.V.stretches[i][1], above]);
    this.regions
      .selectAll("path")
      .data(cuts)
      .join("path")
      .attr("class", "break")
      .attr("d", ([a, b]) => `M${LEFT - 5},${this.y(a)}H${this.right}V${this.y(b)}H${LEFT - 5}Z`);
    const interfaces = diagram.interfaces ?? [];
    this.interfaces
      .selectAll("line")
      .data(interfaces)
      .join("line")
      .attr("class", "interface")
      .attr("x1", (d) => x(d.x))
      .attr("x2", (d) => x(d.x))
      .attr("y1", TOP)
      .attr("y2", this.bottom);
    const told = interfaces.filter(
      (d) => (d.name || d.passes?.length) && x(d.x) >= LEFT - 1 && x(d.x) <= this.right + 1,
    );
    const passing = (d) => d.passes?.length && `lets ${d.passes.map(species).join(", ")} pass`;
    const said = (d) => [d.name, passing(d)].filter(Boolean).join(": ");
    this.spread(this.names, "interface-name", told, said, (d) => x(d.x), this.right).attr("y", TOP - 7);
  }

  /** Words in a row, centred where they belong as far as they don't overlap. */
  spread(layer, kind, data, text, at, high, rows = 1) {
    const words = layer.selectAll(`text.${kind}`).data(data).join("text").attr("class", kind).text(text);
    const sizes = data.map((d) => this.measure(kind, text(d)));
    const low = kind === "region-name" ? 2 : LEFT;
    const centres = [];
    for (let row = 0; row < rows; row++) {
      const own = [...data.keys()].filter((i) => i % rows === row);
      const placed = place(
        own.map((i) => at(data[i])),
        own.map((i) => sizes[i]),
        low,
        high,
        8,
      );
      own.forEach((i, k) => (centres[i] = placed[k]));
    }
    return words.attr("x", (_, i) => centres[i]);
  }

  lines() {
    const { x, y } = this;
    const traces = (this.diagram.traces ?? []).filter((t) => !t.species || this.shown(t.species));
    // dashes over what they coincide with
    traces.sort((a, b) => DRAWN.indexOf(kind(a)) - DRAWN.indexOf(kind(b)) || (b.rank ?? 0) - (a.rank ?? 0));
    const path = (t) => {
      const at = line(
        (i) => x(t.x[i]),
        (i) => y(t.V[i]),
      ).defined((i) => there(t.V[i]));
      return at([...t.x.keys()]);
    };
    this.traces
      .selectAll("path")
      .data(traces)
      .join("path")
      .attr("class", (t) => `trace ${kind(t)} rank-${t.rank ?? 0}`)
      .style("stroke", (t) => (t.species ? this.colour(t.species) : null))
      .attr("d", path);
  }

  marks() {
    const { x, y } = this;
    const reactions = (this.diagram.reactions ?? []).map((r) => ({
      ...r,
      levels: r.levels.filter((l) => this.shown(l.species)),
    }));
    const groups = this.reactions
      .selectAll("g")
      .data(reactions.filter((r) => r.levels.length))
      .join("g");
    groups.selectAll("*").remove();
    const chart = this;
    groups.each(function (r) {
      const g = select(this);
      const heights = r.levels.map((l) => y(l.V));
      const at = x(r.x);
      const [low, high] = [Math.min(...heights), Math.max(...heights)];
      if (r.equation) g.append("title").text(r.equation);
      g.append("line")
        .attr("class", "reaction-line")
        .attr("x1", at)
        .attr("x2", at)
        .attr("y1", low)
        .attr("y2", high);
      const middle = 0.5 * (low + high);
      r.levels.forEach((l, i) => {
        const [from, to] = l.gives > 0 ? [heights[i], middle] : [middle, heights[i]];
        if (l.gives && Math.abs(to - from) > 14) arrow(g, at, from, at, to, l.gives > 0 ? 0.6 : 0.75);
      });
      g.selectAll("circle")
        .data(r.levels)
        .join("circle")
        .attr("class", "dot")
        .attr("cx", at)
        .attr("cy", (l) => y(l.V))
        .attr("r", 4.6)
        .style("fill", (l) => chart.colour(l.species));
    });
  }

  arrows() {
    const { x, y } = this;
    const gaps = this.gaps
      .selectAll("g")
      .data(this.diagram.gaps ?? [])
      .join("g")
      .attr("class", "gap");
    gaps.selectAll("*").remove();
    gaps.each(function (d) {
      const g = select(this);
      const [at, a, b] = [x(d.x), y(d.start), y(d.end)];
      g.append("line").attr("x1", at).attr("x2", at).attr("y1", a).attr("y2", b);
      // where there is no room between, the heads point at the levels from outside
      const narrow = Math.abs(b - a) <= 12;
      for (const [tip, from] of [
        [a, b],
        [b, a],
      ]) {
        const way = (tip === from ? (tip === a ? 1 : -1) : Math.sign(tip - from)) * (narrow ? -1 : 1);
        g.append("path").attr("d", head(at, tip, 0, way, 6));
        if (narrow)
          g.append("line")
            .attr("x1", at)
            .attr("x2", at)
            .attr("y1", tip)
            .attr("y2", tip - 12 * way);
      }
      for (const end of [a, b])
        g.append("line")
          .attr("x1", at - 5)
          .attr("x2", at + 5)
          .attr("y1", end)
          .attr("y2", end);
    });
    const on = this.plane;
    const flows = (this.diagram.currents ?? []).filter((c) => this.shown(c.species));
    const groups = this.currents.selectAll("g").data(flows).join("g");
    groups.selectAll("*").remove();
    groups.each(function (d) {
      const ends = beside(on, d).map(([a, b]) => [LEFT + a, on.bottom - b]);
      arrow(select(this), ...ends.flat(), 1);
    });
  }

  /** The drawing as names see it: pixels from its lower left corner. */
  get plane() {
    const { x, diagram } = this;
    return {
      diagram,
      bottom: this.bottom,
      edges: this.extent.V.stretches.flat().map((V) => this.bottom - this.y(V)),
      width: this.right - LEFT,
      height: this.tall,
      domain: x.domain(),
      at: (place, V) => [x(place) - LEFT, this.bottom - this.y(V)],
      invert: (pixel) => x.invert(pixel + LEFT),
      measure: (label) => this.measure("label", label),
      colour: (name) => this.colour(name),
      shown: (name) => this.shown(name),
    };
  }

  write() {
    const boxes = named(this.plane);
    for (const b of boxes) [b.x, b.y] = [LEFT + b.left, this.bottom - b.centre];
    const texts = this.labels
      .selectAll("text")
      .data(boxes, (b) => b.key)
      .join("text")
      .attr("class", "label")
      .style("fill", (b) => b.colour)
      .attr("x", (b) => b.x)
      .attr("y", (b) => b.y);
    write(texts, (b) => b.label);
    const moved = boxes.filter((b) => b.moved);
    this.labels
      .selectAll("path")
      .data(moved, (b) => b.key)
      .join("path")
      .attr("class", "leader")
      .style("stroke", (b) => b.colour)
      .attr("d", (b) => {
        const [x, y] = [LEFT + b.anchor[0], this.bottom - b.anchor[1]];
        if (x < b.x || x > b.x + b.width) return `M${x},${y}L${x < b.x ? b.x - 1 : b.x + b.width + 1},${b.y}`;
        return `M${x},${y}L${x},${b.y + (b.centre > b.anchor[1] ? 0.5 : -0.5) * LINE}`;
      });
  }

  /** Width of a text, in pixels. */
  measure(kind, label) {
    const key = `${kind} ${label}`;
    if (!this.widths.has(key)) this.widths.set(key, width(label, SIZES[kind], this.family));
    return this.widths.get(key);
  }

  /** Room that the names of curves below need. */
  besideStrips() {
    const several = (this.diagram.below ?? []).filter((p) => p.curves.length > 1).flatMap((p) => p.curves);
    return Math.max(
      0,
      ...several.map((c) => this.measure("curve-label", species(c.label ?? "")) + SAMPLE + 8),
    );
  }

  get family() {
    return (this.fonts ??= getComputedStyle(this.svg.node()).fontFamily);
  }

  strips() {
    const panels = this.diagram.below ?? [];
    this.panels ??= panels.map((_, i) => new Strip(this.svg, `${this.id}-clip-${i}`));
    this.panels.forEach((strip, i) => {
      const top = this.below + BETWEEN + i * (PANEL + BETWEEN);
      const [domain, label] = [this.extent.below[i], panels[i].y_label];
      strip.frame({ left: LEFT, right: this.right, top, domain, label });
    });
  }

  curves() {
    (this.diagram.below ?? []).forEach((panel, i) => {
      const numbered = panel.curves.map((c, number) => ({ ...c, number }));
      const curves = numbered.filter((c) => !c.species || this.shown(c.species));
      this.panels[i].draw(curves, this.x, (name) => this.colour(name));
    });
  }

  /** The dashed line where values are read; null takes it away. */
  mark(value) {
    this.cursor.style("display", value === null ? "none" : null);
    if (value === null) return;
    const at = this.x(value);
    this.cursor
      .attr("x1", at)
      .attr("x2", at)
      .attr("y1", TOP)
      .attr("y2", this.height - 4);
  }

  get frame() {
    return { left: LEFT, top: TOP, width: this.right - LEFT, height: this.tall };
  }
}

/** A green arrow; its head at a share of its length. */
function arrow(g, x1, y1, x2, y2, share) {
  const length = Math.hypot(x2 - x1, y2 - y1);
  if (length < 1) return;
  const [dx, dy] = [(x2 - x1) / length, (y2 - y1) / length];
  const [tipX, tipY] = [x1 + share * (x2 - x1), y1 + share * (y2 - y1)];
  const back = share === 1 ? 6 : 0;
  g.append("line")
    .attr("class", "charge")
    .attr("x1", x1)
    .attr("y1", y1)
    .attr("x2", x2 - back * dx)
    .attr("y2", y2 - back * dy);
  g.append("path")
    .attr("class", "head")
    .attr("d", head(tipX, tipY, dx, dy, 9));
}

/** A triangle with its tip at a place, pointing along (dx, dy). */
function head(x, y, dx, dy, size) {
  const [bx, by] = [x - size * dx, y - size * dy];
  const w = 0.42 * size;
  return `M${x},${y}L${bx - w * dy},${by + w * dx}L${bx + w * dy},${by - w * dx}Z`;
}
