/** Where a name would like to stand, as mubar.diagrams.bands.spots: {left, centre, anchor, cost, reach}. */

export const LINE = 18;
/** Height of a line of text, in pixels. */
const OFF = 0.75 * LINE;
/** From a line to the middle of a name above or below it. */
const [BELOW, ASIDE] = [45, 90];
/** What it costs, in square pixels, to stand below a line or at the second side, or not at a line's end. */
const EDGE = 4;
/** From the end of a line to that of a name over it. */
const STRANGER = 900;
/** ... for each other line between a name and its own. */

/** Shares of a line: from its end; from its middle. */
export const ALONG = [0, 0.5, 1, 0.25, 0.75];
export const CENTRED = [0.5, 0.25, 0.75];

/**
 * Adds to a row what a name's centre at the whole numbers from 0 up costs, whatever is drawn there; infinite
 * where a name `high` would leave the drawing, which is `tall`.
 */
export function addCosts(row, { centre, anchor, cost = 0, reach = 0, strangers = [] }, high, tall) {
  const own = anchor[1];
  for (let y = 0; y < row.length; y++) {
    const off = Math.abs(y - centre);
    const beyond = off > reach ? off - reach : 0;
    const outside = y < 0.5 * high || y > tall - 0.5 * high;
    row[y] = outside ? Infinity : row[y] + cost + beyond * beyond + 0.02 * off * off;
  }
  for (const level of strangers) {
    if (level === own) continue;
    const [from, to] = level > own ? [Math.floor(level) + 1, row.length] : [0, Math.ceil(level)];
    for (let y = Math.max(from, 0); y < Math.min(to, row.length); y++) row[y] += STRANGER;
  }
  return row;
}

/** Within the drawing. */
const kept = (left, width, on) => Math.max(Math.min(left, on.width - width - 2), 2);

/**
 * Above and below a line through points, so far off that a name there leaves the line free. `shares` of what
 * a name can move from the line's end to its start; the first costs nothing.
 */
export function along(shares, run, width, on) {
  const [first, last] = [run[0][0], run.at(-1)[0]];
  const free = Math.max(last - first - width - 2 * EDGE, 0);
  return (free ? shares : shares.slice(0, 1)).flatMap((share, k) => {
    const left = kept(last - width - EDGE - share * free, width, on);
    const ends = [height(run, left), height(run, left + width)];
    const between = run.filter(([x]) => x > left && x < left + width).map(([, y]) => y);
    const middle = Math.min(Math.max(left + 0.5 * width, first), last);
    const anchor = [middle, height(run, middle)];
    const aside = k > 0 ? ASIDE : 0;
    return [
      { left, centre: Math.max(...ends, ...between) + OFF, anchor, cost: aside },
      { left, centre: Math.min(...ends, ...between) - OFF, anchor, cost: aside + BELOW },
    ];
  });
}

/** After a line's end and before its start, on its height. */
export function beyond(run, width, on) {
  const [start, end] = [run[0], run.at(-1)];
  return [
    { left: end[0] + 6, centre: end[1], anchor: end, cost: BELOW + ASIDE },
    { left: start[0] - 6 - width, centre: start[1], anchor: start, cost: 2 * ASIDE },
  ].filter((spot) => fits(spot, width, on));
}

/** To the right or left of an upright line, anywhere along it; over its upper end, under its lower one. */
export function besides(x, from, to, width, on) {
  const [low, high] = [Math.max(from, 0), Math.min(to, on.height)]; // what is seen of it
  if (low > high) return [];
  const [centre, reach] = [0.5 * (low + high), 0.5 * (high - low)];
  const sides = [
    { left: x + 7, cost: 0 },
    { left: x - 7 - width, cost: BELOW },
  ].filter((spot) => fits(spot, width, on));
  const left = kept(x - 0.5 * width, width, on);
  return [
    ...sides.map((spot) => ({ ...spot, centre, anchor: [x, centre], reach })),
    { left, centre: high + 0.6 * LINE, anchor: [x, high], cost: 2 * ASIDE },
    { left, centre: low - 0.6 * LINE, anchor: [x, low], cost: 2 * ASIDE },
  ];
}

const fits = ({ left }, width, on) => left >= 2 && left <= on.width - width - 2;

/** Of a line through points, at a place; beyond its ends theirs. */
export function height(run, x) {
  let k = 1;
  if (x <= run[0][0] || run.length === 1) return run[0][1];
  while (k < run.length - 1 && run[k][0] < x) k++;
  const [[a, b], [c, d]] = [run[k - 1], run[k]];
  return x >= c ? d : b + ((x - a) / (c - a)) * (d - b);
}
