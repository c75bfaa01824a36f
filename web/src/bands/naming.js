/** Which names a diagram has and where they stand; as mubar.diagrams.bands.naming. */
import { beside, ink, pieces, under } from "./ink.js";
import { place, settle, stacks } from "./labels.js";
import { equation, species } from "./names.js";

export const LINE = 18;
/** Height of a line of text, in pixels. */
const APART = 5;
const OFF = 0.75 * LINE;
/** From a line to the middle of a name above or below it. */
const BEYOND = 7;
/** From the right end to the names there. */
const [BELOW, ASIDE] = [35, 70];
/** What it costs, in square pixels, to stand below a line, or not at its end. */

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

/**
 * What wants a name: {key, label, colour, width, reach, spots}, spots {left, centre, anchor, cost} the best
 * first, in pixels from the lower left corner.
 */
export function wanted(on) {
  const { diagram } = on;
  const found = [];
  const add = (key, label, colour, spotsOf, reach = 0) => {
    const width = on.measure(label);
    const spots = spotsOf(width).filter(({ anchor: [x, y] }) => inside(x, on.width) && inside(y, on.height));
    if (spots.length) found.push({ key, label, colour, width, reach, spots });
  };
  const upright = (key, label, colour, x, ends) => {
    const [low, high] = [Math.min(...ends), Math.max(...ends)];
    const spots = (width) => sides(x, 0.5 * (low + high), width, on);
    add(key, label, colour, spots, 0.5 * (high - low));
  };
  (diagram.traces ?? []).forEach((t, i) => {
    if ((t.species && !on.shown(t.species)) || goesOn(t, on)) return;
    const run = pieces(seen(t, on), on).at(-1);
    if (!run) return;
    const colour = t.species ? on.colour(t.species) : "var(--ink)";
    const end = run.at(-1);
    const beyond = [{ left: on.width + BEYOND, centre: end[1], anchor: end, cost: 0 }];
    add(`t${i}`, text(t), colour, reaches(t, on) ? () => beyond : (w) => atEnd(run, w, on));
  });
  (diagram.gaps ?? []).forEach((g, i) => {
    const [[x, a], [, b]] = [on.at(g.x, g.start), on.at(g.x, g.end)];
    if (g.label) upright(`g${i}`, g.label, "var(--ink)", x, [a, b]);
  });
  (diagram.currents ?? []).forEach((c, i) => {
    const line = beside(on, c).sort(([a], [b]) => a - b);
    const [[x, y], [x2, y2]] = line;
    const nothing = x === x2 && y === y2;
    if (!c.label || nothing || !on.shown(c.species)) return;
    const label = species(c.label);
    if (x2 - x < 0.5 * on.measure(label)) upright(`c${i}`, label, "var(--charge)", 0.5 * (x + x2), [y, y2]);
    else {
      const lefts = (w) => [0.5, 0.75, 0.25].map((share) => x + share * (x2 - x) - 0.5 * w);
      add(`c${i}`, label, "var(--charge)", (w) => along(line, lefts(w), w, on));
    }
  });
  (diagram.reactions ?? []).forEach((r, i) => {
    const levels = r.levels.filter((l) => on.shown(l.species)).map((l) => on.at(r.x, l.V));
    if (!r.equation || !levels.length) return;
    const heights = levels.map(([, y]) => y);
    upright(`r${i}`, equation(r.equation, r.direction), "var(--ink)", levels[0][0], heights);
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
    const { spots, reach, ...name } = all[i];
    const spot = spots[choice];
    const moved = Math.abs(centre - spot.centre) > 0.5 * LINE + reach;
    return { ...name, left: spot.left, anchor: spot.anchor, centre, moved };
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
function box({ width, spots, reach }, centre, drawn, on) {
  const count = Math.floor(on.height) + 1;
  const cost = spots.map((spot) => {
    const row = under(drawn, spot.left, width, LINE, count);
    for (let y = 0; y < count; y++) {
      const off = Math.abs(y - spot.centre);
      const outside = y < 0.5 * LINE || y > on.height - 0.5 * LINE;
      row[y] = outside ? Infinity : row[y] + spot.cost + Math.max(off - reach, 0) ** 2 + 0.02 * off ** 2;
    }
    return row;
  });
  return { width: width + APART, height: LINE, centre, lefts: spots.map((s) => s.left), cost };
}

/** Within the drawing. */
const kept = (left, width, on) => Math.max(Math.min(left, on.width - width - 2), 2);

/** To the right of the middle of an upright line, to its left. */
function sides(x, y, width, on) {
  const both = [
    { left: x + 6, cost: 0 },
    { left: x - 6 - width, cost: BELOW },
  ].filter(({ left }) => left >= 2 && left <= on.width - width - 2);
  const chosen = both.length ? both : [{ left: kept(x + 6, width, on), cost: 0 }];
  return chosen.map((s) => ({ ...s, centre: y, anchor: [x, y] }));
}

function atEnd(run, width, on) {
  const [first, last] = [run[0][0], run.at(-1)[0]];
  const free = Math.max(last - first - width - 4, 0);
  const lefts = (free ? [0, 0.5, 1] : [0]).map((share) => last - width - 2 - share * free);
  return along(run, lefts, width, on);
}

/** Above and below a line at several places, so far off that a name there leaves the line free. */
function along(run, lefts, width, on) {
  return lefts.flatMap((wish, k) => {
    const left = kept(wish, width, on);
    const ends = [height(run, left), height(run, left + width)];
    const between = run.filter(([x]) => x > left && x < left + width).map(([, y]) => y);
    const middle = Math.min(Math.max(left + 0.5 * width, run[0][0]), run.at(-1)[0]);
    const anchor = [middle, height(run, middle)];
    const aside = k > 0 ? ASIDE : 0;
    return [
      { left, centre: Math.max(...ends, ...between) + OFF, anchor, cost: aside },
      { left, centre: Math.min(...ends, ...between) - OFF, anchor, cost: aside + BELOW },
    ];
  });
}

/** Of a line through points, its ends going on evenly. */
function height(run, x) {
  let k = 1;
  if (x <= run[0][0] || run.length === 1) return run[0][1];
  while (k < run.length - 1 && run[k][0] < x) k++;
  const [[a, b], [c, d]] = [run[k - 1], run[k]];
  return x >= c ? d : b + ((x - a) / (c - a)) * (d - b);
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
