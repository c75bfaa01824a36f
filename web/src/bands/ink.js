/** What is drawn on the levels' rectangle besides names, as points that a name should not cover (ink.py). */

const STEP = 4;
/** Pixels between the places where a line is looked at. */
export const COST = { line: 300, arrow: 2000, interface: 50, break: 4, dot: 2000 };
/** Of covering one of them, in square pixels of distance. */
const NARROW = 12;
const TAIL = 12;
/** A gap less high has no room for heads; they point at it from outside, with such a tail. */

/** `[{x, y, cost}]` in pixels from the lower left corner, by x. `on`: see `Chart.plane`. */
export function ink(on) {
  const { diagram } = on;
  const found = [];
  const along = (points, cost) => found.push(...traced(points, cost));
  for (const t of diagram.traces ?? [])
    if (!t.species || on.shown(t.species)) for (const run of pieces(t, on)) along(run, COST.line);
  for (const { x } of diagram.interfaces ?? []) {
    const at = on.at(x, 0)[0];
    along([[at, 0], [at, on.height]], COST.interface); // prettier-ignore
  }
  for (const y of on.edges) along([[0, y], [on.width, y]], COST.break); // prettier-ignore
  for (const g of diagram.gaps ?? []) {
    const { x, low, high } = upright(on, g);
    along([[x, low], [x, high]], COST.arrow); // prettier-ignore
  }
  for (const r of diagram.reactions ?? []) {
    const points = r.levels.filter((l) => on.shown(l.species)).map((l) => on.at(r.x, l.V));
    points.sort((p, q) => p[1] - q[1]);
    along(points, COST.arrow);
    for (const [x, y] of points) found.push({ x, y, cost: COST.dot });
  }
  for (const c of diagram.currents ?? []) if (on.shown(c.species)) along(beside(on, c), COST.arrow);
  return found.sort((p, q) => p.x - q.x);
}

/** Places along a line through points, a few pixels apart. */
export function traced(points, cost) {
  const found = [];
  for (let k = 1; k < points.length; k++) {
    const [[a, b], [c, d]] = [points[k - 1], points[k]];
    const steps = Math.max(1, Math.ceil(Math.hypot(c - a, d - b) / STEP));
    for (let i = k > 1 ? 1 : 0; i <= steps; i++)
      found.push({ x: a + ((c - a) * i) / steps, y: b + ((d - b) * i) / steps, cost });
  }
  return found;
}

/** What a box covers whose centre is at the whole numbers from 0 up, `most` of them. */
export function under(points, left, width, height, most) {
  const found = new Float64Array(most + 1);
  const put = (edge, cost) => (found[Math.min(Math.max(Math.ceil(edge), 0), most)] += cost);
  for (let k = after(points, left); k < points.length && points[k].x < left + width; k++) {
    const { y, cost } = points[k];
    put(y - 0.5 * height, cost);
    put(y + 0.5 * height, -cost);
  }
  for (let k = 1; k < most; k++) found[k] += found[k - 1];
  return found.subarray(0, most);
}

/** The first of points beyond a position. */
function after(points, left) {
  let [low, high] = [0, points.length];
  while (low < high) {
    const k = (low + high) >> 1;
    if (points[k].x > left) high = k;
    else low = k + 1;
  }
  return low;
}

/** x, lower and upper end of a gap's arrow with its tails; whether it is too narrow for heads. */
export function upright(on, g) {
  const [[x, a], [, b]] = [on.at(g.x, g.start), on.at(g.x, g.end)];
  const narrow = Math.abs(b - a) <= NARROW;
  const tail = narrow ? TAIL : 0;
  return { x, low: Math.min(a, b) - tail, high: Math.max(a, b) + tail, narrow, tail };
}

const ASIDE = 7;

/** Start and end of a current's arrow, a little above (or right of) the line that it follows. */
export function beside(on, c) {
  const [[x, y], [x2, y2]] = [on.at(c.x_start, c.V_start), on.at(c.x_end, c.V_end)];
  const length = Math.hypot(x2 - x, y2 - y);
  if (!length) return [[x, y], [x2, y2]]; // prettier-ignore
  let [dx, dy] = [(-(y2 - y) / length) * ASIDE, ((x2 - x) / length) * ASIDE];
  if (dy < 0 || (dy === 0 && dx < 0)) [dx, dy] = [-dx, -dy];
  return [[x + dx, y + dy], [x2 + dx, y2 + dy]]; // prettier-ignore
}

/** A trace's unbroken pieces, as lists of points. */
export function pieces({ x, V }, on) {
  const found = [];
  let run = [];
  for (let k = 0; k <= x.length; k++) {
    const seen = k < x.length && V[k] !== null && V[k] === V[k];
    if (seen) run.push(on.at(x[k], V[k]));
    else if (run.length) {
      found.push(run);
      run = [];
    }
  }
  return found;
}
