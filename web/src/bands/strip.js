/** A panel below a band diagram, over the same positions. */
import { axisLeft } from "d3-axis";
import { scaleLinear } from "d3-scale";
import { area, line } from "d3-shape";
import { place } from "./labels.js";
import { species, write } from "./names.js";
import { there } from "./naming.js";

export const HEIGHT = 84;
export const SAMPLE = 30;
/** Where a piece of a curve before its name ends. */

export class Strip {
  constructor(parent, id) {
    this.group = parent.append("g").attr("class", "panel");
    this.ticks = this.group.append("g").attr("class", "axis");
    this.zero = this.group.append("line").attr("class", "zero");
    this.clip = this.group.append("clipPath").attr("id", id).append("rect");
    this.inside = this.group.append("g").attr("clip-path", `url(#${id})`);
    this.title = this.group.append("text").attr("class", "axis-title").attr("dominant-baseline", "hanging");
  }

  /** Its place in the drawing, its scale, its name. */
  frame({ left, right, top, domain, label }) {
    this.right = right;
    this.top = top;
    this.y = scaleLinear()
      .domain(domain)
      .range([top + HEIGHT, top + 16]);
    this.ticks.attr("transform", `translate(${left},0)`).call(axisLeft(this.y).ticks(3).tickSizeOuter(0));
    this.clip
      .attr("x", left)
      .attr("width", right - left)
      .attr("y", top + 14)
      .attr("height", HEIGHT - 12);
    this.title
      .attr("x", left + 4)
      .attr("y", top - 2)
      .datum(label)
      .call(write, String);
    const at = this.y(0);
    const seen = at >= top + 15 && at <= top + HEIGHT + 1;
    this.zero.attr("x1", left).attr("x2", right).attr("y1", at).attr("y2", at);
    this.zero.style("display", seen ? null : "none");
  }

  /** The curves over the diagram's scale `x`, in their species' colours. */
  draw(curves, x, colour) {
    const { y } = this;
    const outline = (c) =>
      line(
        (k) => x(c.x[k]),
        (k) => y(c.y[k]),
      );
    const surface = (c) =>
      area(
        (k) => x(c.x[k]),
        y(0),
        (k) => y(c.y[k]),
      );
    const paths = curves.flatMap((c) => (c.filled ? [{ c, fill: true }, { c }] : [{ c }]));
    this.inside
      .selectAll("path")
      .data(paths)
      .join("path")
      .attr("class", ({ fill }) => (fill ? "area" : "curve"))
      .style("stroke", ({ c, fill }) => (fill ? null : colour(c.species)))
      .style("fill", ({ c, fill }) => (fill ? colour(c.species) : null))
      .style("stroke-dasharray", ({ c }) => dash(c.number))
      .attr("d", ({ c, fill }) =>
        (fill ? surface : outline)(c).defined((k) => there(c.y[k]))([...c.x.keys()]),
      );
    this.name(curves.length > 1 ? curves.filter((c) => c.label ?? "") : [], colour);
  }

  /** Names beside the curves' ends, each after a piece of its curve. */
  name(curves, colour) {
    const ends = curves.map((c) => {
      let last = c.x.length - 1;
      while (last > 0 && !there(c.y[last])) last--;
      return this.y(c.y[last] ?? 0);
    });
    const sizes = curves.map(() => 13);
    const centres = place(ends, sizes, this.top + 8, this.top + HEIGHT + 6);
    const texts = this.group
      .selectAll("text.curve-label")
      .data(curves)
      .join("text")
      .attr("class", "curve-label label")
      .attr("font-size", 11)
      .style("fill", (c) => colour(c.species))
      .attr("x", this.right + SAMPLE + 4)
      .attr("y", (_, i) => centres[i]);
    this.group
      .selectAll("line.curve")
      .data(curves)
      .join("line")
      .attr("class", "curve")
      .style("stroke", (c) => colour(c.species))
      .style("stroke-dasharray", (c) => dash(c.number))
      .attr("x1", this.right + 6)
      .attr("x2", this.right + SAMPLE)
      .attr("y1", (_, i) => centres[i])
      .attr("y2", (_, i) => centres[i]);
    write(texts, (c) => species(c.label ?? ""));
  }
}

/** Of one panel's curves, one after the other: they can be told apart without colour. */
const DASHES = [null, "7 4", "1.5 3", "7 3 1.5 3", "14 4", "4 2"];
export const dash = (number) => DASHES[number % DASHES.length];
