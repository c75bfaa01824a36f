/** Labels that don't overlap: the same placement as mubar.diagrams.bands.labels, see there. */

/** Centres along a line as near to `wanted` as can be, boxes of `sizes` at least `gap` apart, within bounds. */
export function place(wanted, sizes, low, high, gap = 0) {
  const n = wanted.length;
  if (!n) return [];
  const order = [...wanted.keys()].sort((a, b) => wanted[a] - wanted[b]);
  const offset = [0];
  for (let k = 1; k < n; k++) {
    offset.push(offset[k - 1] + 0.5 * (sizes[order[k]] + sizes[order[k - 1]]) + gap);
  }
  let first = low + 0.5 * sizes[order[0]];
  let last = high - 0.5 * sizes[order[n - 1]] - offset[n - 1];
  if (last < first) first = last = 0.5 * (first + last);
  const nearest = isotonic(order.map((i, k) => wanted[i] - offset[k]));
  const placed = new Array(n);
  order.forEach((i, k) => {
    placed[i] = Math.min(Math.max(nearest[k], first), last) + offset[k];
  });
  return placed;
}

/**
 * Where boxes `{width, height, centre, lefts, cost}` stand after all moved to the cheapest free places, as
 * [which of its lefts, centre]: in turns, then two at once, one to where the other was in its way.
 * `cost[choice]`: of a centre at the whole numbers from 0 up; infinite where a box may not be.
 */
export function settle(boxes) {
  let places = descend(
    boxes,
    boxes.map((b) => [0, b.centre]),
  );
  for (let turn = 0; turn < TURNS; turn++) {
    const better = exchange(boxes, places);
    if (!better) break;
    places = descend(boxes, better);
  }
  return places;
}

const TURNS = 12;
const GAIN = 1e-6;
/** Of the total, least of a move of two. */

/** Each in turn to its cheapest free place, until none moves. */
function descend(boxes, from) {
  const places = [...from];
  const lowest = boxes.map(leastOf);
  for (let turn = 0; turn < TURNS; turn++) {
    let moved = false;
    boxes.forEach((box, i) => {
      const here = costOf(box, places[i]);
      if (here <= lowest[i]) return;
      const [least, place] = best(boxes, places, i);
      if (least >= here) return;
      places[i] = place;
      moved = true;
    });
    if (!moved) break;
  }
  return places;
}

/** The places after the move of two that lowers the total most; null where none does. */
function exchange(boxes, places) {
  let [most, found] = [GAIN, null];
  boxes.forEach((box, i) => {
    const here = costOf(box, places[i]);
    if (here - leastOf(box) <= most) return;
    boxes.forEach((other, j) => {
      if (i === j || !(cheapest(box, taken(box, other, places[j])) < here - most)) return;
      const [least, place] = best(boxes, places, i, j);
      if (here - least <= most) return;
      const after = [...places];
      after[i] = place;
      let leastOther;
      [leastOther, after[j]] = best(boxes, after, j);
      const gain = leastOther < Infinity ? here + costOf(other, places[j]) - least - leastOther : 0;
      if (gain > most) [most, found] = [gain, after];
    });
  });
  return found;
}

function leastOf(box) {
  if (box.least === undefined) {
    box.least = Infinity;
    for (const row of box.cost) for (const cost of row) if (cost < box.least) box.least = cost;
  }
  return box.least;
}

function costOf({ cost }, [choice, centre]) {
  return cost[choice][Math.min(Math.max(even(centre), 0), cost[0].length - 1)];
}

/** What a box's cheapest place costs that none takes, `but` one that doesn't count; and the place. */
function best(boxes, places, i, but = -1) {
  const { cost, lefts } = boxes[i];
  const rivals = lefts.map(() => []);
  boxes.forEach((other, j) => {
    if (j === i || j === but) return;
    const { over, low, high } = taken(boxes[i], other, places[j]);
    for (const c of over) rivals[c].push([low, high]);
  });
  const full = new Uint8Array(cost[0].length);
  let [least, choice, centre] = [Infinity, 0, 0];
  cost.forEach((row, c) => {
    full.fill(0);
    for (const [low, high] of rivals[c]) full.fill(1, Math.max(low, 0), Math.max(high, 0));
    for (let y = 0; y < row.length; y++)
      if (row[y] < least && !full[y]) [least, choice, centre] = [row[y], c, y];
  });
  return [least, [choice, centre]];
}

/** Choices, and heights from `low` to below `high`, at which a box would be over another one. */
function taken(box, other, [choice, centre]) {
  const left = other.lefts[choice];
  const apart = 0.5 * (box.height + other.height);
  const over = [];
  box.lefts.forEach((own, c) => own < left + other.width && left < own + box.width && over.push(c));
  return { over, low: Math.floor(centre - apart) + 1, high: Math.ceil(centre + apart) };
}

function cheapest({ cost }, { over, low, high }) {
  let least = Infinity;
  for (const c of over)
    for (let y = Math.max(low, 0); y < Math.min(high, cost[c].length); y++)
      if (cost[c][y] < least) least = cost[c][y];
  return least;
}

/** Rounded as Python does it: halves to the even number. */
function even(v) {
  const floor = Math.floor(v);
  return v - floor === 0.5 ? floor + (floor % 2) : Math.round(v);
}

/** Indices of boxes in groups; boxes of different groups are `gap` apart along the other direction. */
export function stacks(lefts, rights, gap = 0) {
  const found = [];
  let reach = -Infinity;
  for (const i of [...lefts.keys()].sort((a, b) => lefts[a] - lefts[b])) {
    if (found.length && lefts[i] < reach + gap) {
      found.at(-1).push(i);
    } else {
      found.push([i]);
      reach = -Infinity;
    }
    reach = Math.max(reach, rights[i]);
  }
  return found.map((group) => group.sort((a, b) => a - b));
}

/** The nondecreasing sequence nearest to `z`: pool adjacent violators. */
function isotonic(z) {
  const blocks = [];
  for (const value of z) {
    let block = { mean: value, size: 1 };
    while (blocks.length && blocks.at(-1).mean > block.mean) {
      const before = blocks.pop();
      const size = before.size + block.size;
      block = { mean: (before.mean * before.size + block.mean * block.size) / size, size };
    }
    blocks.push(block);
  }
  return blocks.flatMap(({ mean, size }) => new Array(size).fill(mean));
}
