/** Where the names of a plot's curves stand: beside them, on none and not on each other. */
import { COST, traced, under } from "../bands/ink.js";
import { settle } from "../bands/labels.js";
import { addCosts, height as at } from "../bands/spots.js";

const LINE = 15;
/** Height of a name, in pixels. */
const [OFF, ASIDE] = [11, 7];
/** From a curve to the middle of a name above or below it, to the end of one beside it. */
const BELOW = 40;
const AWAY = 1500;
/** What it costs, in square pixels, to stand below a curve, or as far off as it is long. */
const PLACES = 16;

/**
 * Lefts and centres of names `{run, share, width}` of curves in a plot of `wide` by `tall` pixels, from its
 * lower left corner. `run`: the points of the curve's longest piece that is seen; `share`: how far along it
 * the name would like to stand. `lines`: all that is drawn, as lists of points; `dots`: [x, y] of marks.
 */
export function namesOf(named, lines, dots, wide, tall) {
  const drawn = lines.flatMap((points) => traced(points, COST.line));
  for (const [x, y] of dots)
    for (const [a, b] of [
      [0, 0],
      [5, 0],
      [-5, 0],
      [0, 5],
      [0, -5],
    ])
      // prettier-ignore
      drawn.push({ x: x + a, y: y + b, cost: COST.arrow });
  drawn.sort((p, q) => p.x - q.x);
  const spots = named.map(({ run, share, width }, i) => {
    const others = named.filter((_, j) => j !== i).map((other) => other.run);
    return wishes(run, share, width, wide).map((spot) => ({
      ...spot,
      strangers: levels(others, spot.anchor[0]),
    }));
  });
  const boxes = named.map(({ width }, i) => box(spots[i], width, drawn, tall));
  return settle(boxes).map(([choice, centre], i) => ({ left: spots[i][choice].left, centre }));
}

/** Over, under, to the right and to the left of places along a curve. */
function wishes(run, share, width, wide) {
  const found = [];
  for (let k = 0; k <= PLACES; k++) {
    const anchor = run[Math.round((k / PLACES) * (run.length - 1))];
    const [x, y] = anchor;
    const cost = AWAY * Math.abs(k / PLACES - share) ** 2;
    found.push(
      { left: x - 0.5 * width, centre: y + OFF, anchor, cost },
      { left: x - 0.5 * width, centre: y - OFF, anchor, cost: cost + BELOW },
      { left: x + ASIDE, centre: y, anchor, cost },
      { left: x - ASIDE - width, centre: y, anchor, cost },
    );
  }
  const fitting = found.filter(({ left }) => left >= 2 && left <= wide - width - 2);
  return fitting.length ? fitting : [{ ...found[0], left: 2 }];
}

function levels(runs, x) {
  return runs.filter((run) => run[0][0] <= x && x <= run.at(-1)[0]).map((run) => at(run, x));
}

function box(spots, width, drawn, tall) {
  const count = Math.floor(tall) + 1;
  const cost = spots.map((spot) => {
    const row = under(drawn, spot.left - 2, width + 4, LINE + 4, count);
    return addCosts(row, spot, LINE, tall);
  });
  // it starts beyond the others, from where any free place is better
  return { width: width + 4, height: LINE, centre: -1e6, lefts: spots.map((s) => s.left), cost };
}
