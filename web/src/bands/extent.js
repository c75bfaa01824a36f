/** What the axes have to hold: of one diagram, or of all frames of a film. */
import { level, there } from "./naming.js";
import { VoltageScale, emptyStretch } from "./scale.js";

const MOST = 60;
/** Frames that are looked at; levels move slowly between them. */

/**
 * `{x, V, below}`: limits of position, the scale of voltage, limits of each panel, for all frames, so that
 * nothing moves but the levels. `x`: only what lies between two positions; null for all.
 */
export function extent({ count, frame }, x = null) {
  const step = Math.max(1, Math.floor(count / MOST));
  const looked = new Set([count - 1]);
  for (let k = 0; k < count; k += step) looked.add(k);
  const part = x ?? limits(frame(0));
  const V = new Range();
  const below = [];
  for (const k of looked) {
    const d = frame(k);
    V.all(levels(d, part));
    (d.below ?? []).forEach((panel, i) => {
      below[i] ??= new Range();
      for (const c of panel.curves) {
        below[i].all(between({ x: c.x, V: c.y }, part));
        if (c.filled) below[i].all([0]);
      }
    });
  }
  return { x: part, V: V.scale(frame(0).breaks), below: below.map((r) => r.padded(0.06, 1e-9)) };
}

/** The scale that holds the levels of one moment between two positions, broken where nothing is. */
export function momentary(diagram, part) {
  const found = levels(diagram, part);
  const V = new Range();
  V.all(found);
  const lines = (diagram.traces ?? []).flatMap((t) => between(t, part));
  return V.scale(emptyStretch(lines));
}

export function limits(diagram) {
  if (diagram.limits) return diagram.limits;
  const { regions = [], traces } = diagram;
  if (regions.length) return [regions[0].left, regions.at(-1).right];
  return [Math.min(...traces.map((t) => t.x[0])), Math.max(...traces.map((t) => t.x.at(-1)))];
}

/** All that is drawn at a voltage between two positions. */
function levels(d, part) {
  const here = (at) => part[0] <= at && at <= part[1];
  return [
    ...(d.traces ?? []).flatMap((t) => between(t, part)),
    ...(d.gaps ?? []).filter((g) => here(g.x)).flatMap((g) => [g.start, g.end]),
    ...(d.currents ?? []).flatMap((c) => [
      ...(here(c.x_start) ? [c.V_start] : []),
      ...(here(c.x_end) ? [c.V_end] : []),
    ]),
    ...(d.reactions ?? []).filter((r) => here(r.x)).flatMap((r) => r.levels.map((l) => l.V)),
  ];
}

/** A line's values between two positions. */
function between(line, [left, right]) {
  const own = [...line.x.keys()].filter((k) => left <= line.x[k] && line.x[k] <= right);
  return [level(line, left), ...own.map((k) => line.V[k]), level(line, right)].filter(there);
}

class Range {
  low = Infinity;
  high = -Infinity;

  all(values) {
    for (const v of values) {
      if (!there(v)) continue;
      if (v < this.low) this.low = v;
      if (v > this.high) this.high = v;
    }
  }

  scale(breaks) {
    return new VoltageScale(this.high >= this.low ? [this.low, this.high] : [0, 1], breaks);
  }

  /** With a margin as a share of the range, which is taken as `least` at least. */
  padded(share, least) {
    if (!(this.high >= this.low)) return [0, 1];
    const middle = 0.5 * (this.low + this.high);
    const half = Math.max(0.5 * (this.high - this.low), 0.5 * least, 1e-12 * Math.abs(middle));
    return [middle - half * (1 + 2 * share), middle + half * (1 + 2 * share)];
  }
}
