import { VoltageScale } from "./scale.js";

/** What the axes of a film have to hold: all of its frames, so that nothing moves but the levels. */

const MOST = 60;
/** Frames that are looked at; levels move slowly between them. */

/** `{x, V, below}`: limits of position, the scale of voltage, limits of each panel. */
export function extent({ count, frame }) {
  const step = Math.max(1, Math.floor(count / MOST));
  const looked = new Set([count - 1]);
  for (let k = 0; k < count; k += step) looked.add(k);
  const V = new Range();
  const below = [];
  let x;
  for (const k of looked) {
    const d = frame(k);
    x = d.limits ?? limits(d);
    for (const t of d.traces ?? []) V.all(t.V);
    for (const g of d.gaps ?? []) V.all([g.start, g.end]);
    for (const c of d.currents ?? []) V.all([c.V_start, c.V_end]);
    for (const r of d.reactions ?? []) V.all(r.levels.map((l) => l.V));
    (d.below ?? []).forEach((panel, i) => {
      below[i] ??= new Range();
      for (const c of panel.curves) {
        below[i].all(c.y);
        if (c.filled) below[i].all([0]);
      }
    });
  }
  return { x, V: V.scale(frame(0).breaks), below: below.map((r) => r.padded(0.06, 1e-9)) };
}

function limits(diagram) {
  const { regions = [], traces } = diagram;
  if (regions.length) return [regions[0].left, regions.at(-1).right];
  return [Math.min(...traces.map((t) => t.x[0])), Math.max(...traces.map((t) => t.x.at(-1)))];
}

class Range {
  low = Infinity;
  high = -Infinity;

  all(values) {
    for (const v of values) {
      if (v === null || v !== v) continue;
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
