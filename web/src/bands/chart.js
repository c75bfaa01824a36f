/** The drawing of one band diagram and the panels below it, as SVG; `update` draws the next frame. */
import { scaleLinear } from "d3-scale";
import { select } from "d3-selection";
import { drawAxes, drawBackdrop, drawVoltages } from "./backdrop.js";
import { momentary } from "./extent.js";
import { LEFT, TOP } from "./layout.js";
import { drawArrows, drawLines, drawReactions } from "./marks.js";
import { species, width, write } from "./names.js";
import { HEIGHT as PANEL, SAMPLE, Strip } from "./strip.js";
import { margin, named, neededHeight } from "./naming.js";
import { LINE } from "./spots.js";

const HEIGHT = 330;
const BETWEEN = 14;
const SIZES = { label: 12, "region-name": 12, "interface-name": 11, "curve-label": 11 };

let charts = 0;

export class Chart {
  /**
   * `svg`: an empty element; `extent`: what the axes have to hold, see extent.js. With `follows` the axis of
   * voltage is that of the moment.
   */
  constructor(svg, first, extent) {
    this.svg = select(svg).attr("role", "img");
    this.id = `mubar-${++charts}`;
    this.extent = extent;
    this.follows = false;
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
    this.leaders = g(this.svg, "leaders");
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

  /** Other axes, from the next drawing on. */
  look(extent, follows) {
    Object.assign(this, { extent, follows });
    this.x.domain(extent.x);
    this.up.domain([0, 1]);
  }

  /** What changes with size and zoom only: axes, regions, the panels' frames. */
  axis() {
    drawBackdrop(this);
    drawVoltages(this);
    drawAxes(this);
    this.strips();
  }

  /** Another frame of the same layout. */
  update(diagram) {
    this.diagram = diagram;
    if (this.title.text() !== diagram.title) this.title.text(diagram.title);
    this.words.text(diagram.alt ?? "");
    if (this.follows) {
      this.extent.V = momentary(diagram, this.extent.x);
      drawVoltages(this);
    }
    drawLines(this);
    drawReactions(this);
    drawArrows(this);
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
    this.leaders
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
