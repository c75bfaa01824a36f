/** Which names a diagram has and where they stand; as mubar.diagrams.bands.naming. */
import { place, settle, stacks } from "./labels.js";
import { equation, species } from "./names.js";

export const LINE = 18;
/** Height of a line of text, in pixels. */
const APART = 5;
const SAMPLES = 7;
const COVERED = 60;

export const kind = (trace) => trace.kind?.name ?? "V";
export const there = (v) => v !== null && v === v;

const SYMBOLS = { V: "V", V_standard: "V°", implied: "V", phi: "φ" };

/** What stands at a trace's end: its symbol, and its phase if that isn't the main one. */
export function text(trace) {
  if (trace.label) return trace.label;
  const symbol = SYMBOLS[kind(trace)];
  if (!trace.species) return symbol;
  const more = trace.where && (trace.rank || kind(trace) === "implied") ? ` ${trace.where}` : "";
  return `${symbol}_${trace.species}${more}`;
}

/** Boxes {key, label, colour, anchor, left, width, y, reach}: y from the bottom, where they would like to be. */
export function wanted(on) {
  const { diagram } = on;
  const found = [];
  const add = (key, label, colour, anchor, left, y, reach = 0) => {
    const width = on.measure(label);
    const at = left(width);
    found.push({ key, label, colour, anchor, width, left: at, y, reach });
  };
  const inside = (at) => (width) => Math.max(Math.min(at(width), on.width - width - 2), 2);
  // to the right of an upright arrow or line, to the left where that is too narrow; anywhere along it
  const upright = (key, label, place, V) => {
    const [x, low] = on.at(place, Math.min(...V));
    const high = on.at(place, Math.max(...V))[1];
    const left = inside((width) => (x + 6 + width <= on.width ? x + 6 : x - 6 - width));
    const middle = 0.5 * (low + high);
    add(key, label, "var(--ink)", [x, middle], left, middle, 0.5 * (high - low));
  };
  const shown = (t) => !t.species || on.shown(t.species);
  (diagram.traces ?? []).forEach((t, i) => {
    const last = lastSeen(t, on);
    if (last < 0 || !shown(t)) return;
    const anchor = on.at(t.x[last], t.V[last]);
    const colour = t.species ? on.colour(t.species) : "var(--ink)";
    if (reaches(t, on)) add(`t${i}`, text(t), colour, anchor, () => on.width + 7, anchor[1]);
    else
      add(
        `t${i}`,
        text(t),
        colour,
        anchor,
        inside((w) => anchor[0] - w - 2),
        anchor[1] + 0.6 * LINE,
      );
  });
  (diagram.gaps ?? []).forEach((g, i) => {
    if (g.label) upright(`g${i}`, g.label, g.x, [g.start, g.end]);
  });
  (diagram.currents ?? []).forEach((c, i) => {
    if (!c.label || !on.shown(c.species)) return;
    const [[x, y], [x2, y2]] = [on.at(c.x_start, c.V_start), on.at(c.x_end, c.V_end)];
    const at = [0.5 * (x + x2), 0.5 * (y + y2)];
    add(
      `c${i}`,
      species(c.label),
      "var(--charge)",
      at,
      inside((w) => at[0] - 0.5 * w),
      at[1] + 0.6 * LINE,
    );
  });
  (diagram.reactions ?? []).forEach((r, i) => {
    const V = r.levels.filter((l) => on.shown(l.species)).map((l) => l.V);
    if (!r.equation || !V.length) return;
    upright(`r${i}`, equation(r.equation, r.direction), r.x, V);
  });
  return found.filter(
    (b) => b.anchor[0] > -2 && b.anchor[0] < on.width + 2 && b.anchor[1] > -2 && b.anchor[1] < on.height + 2,
  );
}

/** The boxes with their `centre`s, none on another. */
export function named(on) {
  const boxes = wanted(on).map((b) => ({ ...b, centre: b.y, right: b.left + b.width + APART, height: LINE }));
  for (const group of groups(boxes)) {
    const aims = group.map((i) => boxes[i].y);
    const centres = place(
      aims,
      aims.map(() => LINE),
      0,
      on.height,
    );
    group.forEach((i, k) => (boxes[i].centre = centres[k]));
  }
  const aims = boxes.map((b) => b.y);
  const costs = boxes.map((b) => covered(b, on));
  const centres = settle(boxes, aims, costs, 0);
  boxes.forEach((b, i) => {
    b.centre = centres[i];
    b.moved = Math.abs(b.centre - b.y) > 0.5 * LINE + b.reach;
  });
  return boxes;
}

/** Height at which every stack of names has room. */
export function neededHeight(on) {
  return Math.max(0, ...groups(wanted(on)).map((g) => g.length * (LINE + 1)));
}

/** Width of the names beyond the right end. */
export function margin(on) {
  const ends = (on.diagram.traces ?? []).filter((t) => reaches(t, on)).map((t) => on.measure(text(t)));
  return Math.max(0, ...ends) + 10;
}

const groups = (boxes) =>
  stacks(
    boxes.map((b) => b.left),
    boxes.map((b) => b.left + b.width),
    APART,
  );

function lastSeen({ x, V }, on) {
  const [low, high] = on.domain;
  let k = x.length - 1;
  while (k >= 0 && !(there(V[k]) && x[k] >= low && x[k] <= high + 1e-9 * (high - low))) k--;
  return k;
}

function reaches(t, on) {
  const last = lastSeen(t, on);
  const [low, high] = on.domain;
  const on_ = last >= 0 && t.x[last] >= high - 1e-6 * (high - low);
  // zoomed in, a line that goes on beyond the right end reaches it too
  return on_ || (last >= 0 && last < t.x.length - 1 && there(t.V[last + 1]));
}

/** Cost of every height for a name that would stand on lines there. */
function covered(box, on) {
  const cost = new Float64Array(Math.floor(on.height) + 1);
  const lines = [...(on.diagram.traces ?? []), ...(on.diagram.currents ?? []).map(asLine)];
  for (let s = 0; s < SAMPLES; s++) {
    const x = on.invert(box.left + (box.width * s) / (SAMPLES - 1));
    for (const t of lines) {
      const V = level(t, x);
      if (!there(V)) continue;
      const y = on.at(x, V)[1];
      for (let j = Math.max(0, Math.ceil(y - 0.5 * LINE)); j < Math.min(cost.length, y + 0.5 * LINE); j++)
        cost[j] += COVERED;
    }
  }
  cost.fill(Infinity, 0, Math.ceil(0.5 * LINE));
  cost.fill(Infinity, Math.floor(on.height - 0.5 * LINE) + 1);
  return cost;
}

function asLine({ x_start: a, V_start: V, x_end: b, V_end: W }) {
  return a <= b ? { x: [a, b], V: [V, W] } : { x: [b, a], V: [W, V] };
}

/** A trace's voltage at a position; NaN where it has none. */
export function level({ x, V }, at) {
  const last = x.length - 1;
  if (at < x[0] || at > x[last]) return NaN;
  let [low, high] = [0, last];
  while (high - low > 1) {
    const k = (low + high) >> 1;
    if (x[k] < at) low = k;
    else high = k;
  }
  if (x[high] === at) return there(V[high]) ? V[high] : NaN;
  if (x[low] === at) return there(V[low]) ? V[low] : NaN;
  if (!there(V[low]) || !there(V[high])) return NaN;
  return V[low] + ((at - x[low]) / (x[high] - x[low])) * (V[high] - V[low]);
}
