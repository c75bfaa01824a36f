/** Which names a diagram has and where they stand; as mubar.diagrams.bands.naming. */
import { beside, ink, pieces, under, upright } from "./ink.js";
import { place, settle, stacks } from "./labels.js";
import { equation, species } from "./names.js";
import { ALONG, CENTRED, LINE, addCosts, along, besides, beyond } from "./spots.js";

const APART = 5;
const CLEAR = 3;
/** Of lines and arrows to both sides. */
const BEYOND = 7;
/** From the right end to the names there. */

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

/** What wants a name: {key, label, colour, width, spots}, the best spot first (spots.js). */
export function wanted(on) {
  const { diagram } = on;
  const found = [];
  const add = (key, label, colour, spotsOf) => {
    const width = on.measure(label);
    const spots = spotsOf(width).filter(({ anchor: [x, y] }) => inside(x, on.width) && inside(y, on.height));
    if (spots.length) found.push({ key, label, colour, width, spots });
  };
  const traces = (diagram.traces ?? []).map((t, i) => ({ t, i, drawn: seen(t, on) }));
  const shown = traces.filter(({ t }) => !t.species || on.shown(t.species));
  for (const { t, i, drawn } of shown) {
    const run = pieces(drawn, on).at(-1);
    if (!run || goesOn(t, on)) continue;
    const colour = t.species ? on.colour(t.species) : "var(--ink)";
    const end = run.at(-1);
    const margin = [{ left: on.width + BEYOND, centre: end[1], anchor: end }];
    const others = shown.filter((other) => other.t !== t).map((other) => other.drawn);
    const within = (w) =>
      [...along(ALONG, run, w, on), ...beyond(run, w, on)].map((spot) => {
        const at = on.invert(spot.anchor[0]);
        const levels = others.map((line) => level(line, at)).filter(there);
        return { ...spot, strangers: levels.map((V) => on.at(at, V)[1]) };
      });
    add(`t${i}`, text(t), colour, reaches(t, on) ? () => margin : within);
  }
  (diagram.gaps ?? []).forEach((g, i) => {
    const { x, low, high } = upright(on, g);
    if (g.label) add(`g${i}`, g.label, "var(--ink)", (w) => besides(x, low, high, w, on));
  });
  (diagram.currents ?? []).forEach((c, i) => {
    const line = beside(on, c).sort(([a], [b]) => a - b);
    const [[x, y], [x2, y2]] = line;
    if (!c.label || (x === x2 && y === y2) || !on.shown(c.species)) return;
    const steep = (w) => besides(0.5 * (x + x2), Math.min(y, y2), Math.max(y, y2), w, on);
    const spots = (w) => (x2 - x < 0.5 * w ? steep(w) : along(CENTRED, line, w, on));
    add(`c${i}`, species(c.label), "var(--charge)", spots);
  });
  (diagram.reactions ?? []).forEach((r, i) => {
    const levels = r.levels.filter((l) => on.shown(l.species)).map((l) => on.at(r.x, l.V));
    if (!r.equation || !levels.length) return;
    const heights = levels.map(([, y]) => y);
    const [x, low, high] = [levels[0][0], Math.min(...heights), Math.max(...heights)];
    add(`r${i}`, equation(r.equation, r.direction), "var(--ink)", (w) => besides(x, low, high, w, on));
  });
  return found;
}

/** The names {key, label, colour, left, width, centre, anchor, moved}, none on another. */
export function named(on) {
  const all = wanted(on);
  const centres = all.map((w) => w.spots[0].centre);
  for (const group of groups(all)) {
    const aims = group.map((i) => centres[i]);
    const sizes = aims.map(() => LINE);
    place(aims, sizes, 0, on.height).forEach((y, k) => (centres[group[k]] = y));
  }
  const drawn = ink(on);
  return settle(all.map((w, i) => box(w, centres[i], drawn, on))).map(([choice, centre], i) => {
    const { spots, ...name } = all[i];
    const { left, centre: wish, anchor, reach = 0 } = spots[choice];
    const [x, y] = anchor;
    const nearest = [x, y + Math.max(Math.min(centre - y, reach), -reach)];
    return { ...name, left, anchor: nearest, centre, moved: Math.abs(centre - wish) > 0.5 * LINE + reach };
  });
}

/** Height at which every stack of names has room. */
export function neededHeight(on) {
  return Math.max(0, ...groups(wanted(on)).map((g) => g.length * (LINE + 1)));
}

/** Width of the names beyond the right end. */
export function margin(on) {
  const ends = (on.diagram.traces ?? []).filter((t) => reaches(t, on)).map((t) => on.measure(text(t)));
  return Math.max(0, ...ends) + BEYOND + 3;
}

const groups = (all) =>
  stacks(
    all.map((w) => w.spots[0].left),
    all.map((w) => w.spots[0].left + w.width + APART),
  );

const inside = (v, most) => v > -2 && v < most + 2;

/** The name as a box that looks for its place. */
function box({ width, spots }, centre, drawn, on) {
  const count = Math.floor(on.height) + 1;
  const cost = spots.map((spot) => {
    const row = under(drawn, spot.left - CLEAR, width + 2 * CLEAR, LINE, count);
    return addCosts(row, spot, LINE, on.height);
  });
  return { width: width + APART, height: LINE, centre, lefts: spots.map((s) => s.left), cost };
}

/** The part of a trace within the drawing's x, cut where it leaves it. */
function seen(t, on) {
  const [low, high] = on.domain;
  const own = [...t.x.keys()].filter((k) => t.x[k] >= low && t.x[k] <= high);
  const points = own.map((k) => [t.x[k], t.V[k]]);
  if (t.x[0] < low) points.unshift([low, level(t, low)]);
  if (t.x.at(-1) > high) points.push([high, level(t, high)]);
  return { x: points.map(([x]) => x), V: points.map(([, V]) => V) };
}

function reaches(t, on) {
  const [low, high] = on.domain;
  const nearby = 1e-6 * (high - low);
  return there(level(t, high - nearby)) || (t.x.at(-1) >= high - nearby && there(t.V.at(-1)));
}

/** Whether a line of the same name begins where this one ends: the name stands once, at the end of both. */
function goesOn(trace, on) {
  const { traces, limits } = on.diagram;
  const [end, V] = [trace.x.at(-1), trace.V.at(-1)];
  const nearby = 1e-6 * (limits ? limits[1] - limits[0] : 1);
  return traces.some(
    (other) =>
      other !== trace &&
      other.species === trace.species &&
      text(other) === text(trace) &&
      there(V) &&
      there(other.V[0]) &&
      Math.abs(other.x[0] - end) <= nearby &&
      other.x.at(-1) - end > nearby &&
      Math.abs(other.V[0] - V) <= 1e-6,
  );
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
