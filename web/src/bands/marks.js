/** Lines, reactions, gaps and currents of a chart. */
import { select } from "d3-selection";
import { line } from "d3-shape";
import { beside, upright } from "./ink.js";
import { LEFT } from "./layout.js";
import { kind, there } from "./naming.js";

/** In this order, later ones over earlier ones. */
const DRAWN = ["V_standard", "V", "implied", "phi"];
const DASHED = ["implied", "phi"];

/** The traces, in their species' colours. */
export function drawLines(chart) {
  const { x, y } = chart;
  const traces = (chart.diagram.traces ?? []).filter((t) => !t.species || chart.shown(t.species));
  // dashes over what they coincide with
  traces.sort((a, b) => DRAWN.indexOf(kind(a)) - DRAWN.indexOf(kind(b)) || (b.rank ?? 0) - (a.rank ?? 0));
  const path = (t) => {
    const at = line(
      (i) => x(t.x[i]),
      (i) => y(t.V[i]),
    ).defined((i) => there(t.V[i]));
    return at([...t.x.keys()]);
  };
  // dashes are seen over a line of the same lightness as well
  const drawn = traces.flatMap((t) => (DASHED.includes(kind(t)) ? [{ t, under: true }, { t }] : [{ t }]));
  chart.traces
    .selectAll("path")
    .data(drawn)
    .join("path")
    .attr("class", ({ t, under }) => (under ? "casing" : `trace ${kind(t)} rank-${t.rank ?? 0}`))
    .style("stroke", ({ t, under }) => (t.species && !under ? chart.colour(t.species) : null))
    .attr("d", ({ t }) => path(t));
}

/** A dot on every level that takes part, joined; green arrows to and from what gives and receives charge. */
export function drawReactions(chart) {
  const { x, y } = chart;
  const reactions = (chart.diagram.reactions ?? []).map((r) => ({
    ...r,
    levels: r.levels.filter((l) => chart.shown(l.species)),
  }));
  const groups = chart.reactions
    .selectAll("g")
    .data(reactions.filter((r) => r.levels.length))
    .join("g");
  groups.selectAll("*").remove();
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

/** Gaps and currents. */
export function drawArrows(chart) {
  const on = chart.plane;
  const gaps = chart.gaps
    .selectAll("g")
    .data(chart.diagram.gaps ?? [])
    .join("g")
    .attr("class", "gap");
  gaps.selectAll("*").remove();
  gaps.each(function (d) {
    const g = select(this);
    const { x: across, low, high, narrow, tail } = upright(on, d);
    const [at, top, bottom] = [LEFT + across, on.bottom - high, on.bottom - low];
    g.append("line").attr("x1", at).attr("x2", at).attr("y1", top).attr("y2", bottom);
    // where there is no room between, the heads point at the levels from outside
    for (const [tip, away] of [
      [top + tail, -1],
      [bottom - tail, 1],
    ]) {
      g.append("path").attr("d", head(at, tip, 0, narrow ? -away : away, 6));
      g.append("line")
        .attr("x1", at - 5)
        .attr("x2", at + 5)
        .attr("y1", tip)
        .attr("y2", tip);
    }
  });
  const flows = (chart.diagram.currents ?? []).filter((c) => chart.shown(c.species));
  const groups = chart.currents.selectAll("g").data(flows).join("g");
  groups.selectAll("*").remove();
  groups.each(function (d) {
    const ends = beside(on, d).map(([a, b]) => [LEFT + a, on.bottom - b]);
    arrow(select(this), ...ends.flat(), 1);
  });
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
