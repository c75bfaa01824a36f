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
 * Which of its `lefts` each box `{width, height, centre, lefts, cost}` has taken, and its centre, as
 * [choice, centre], after all moved in turns to the cheapest place that no other takes. `cost[choice]`: of a
 * centre at the whole numbers from 0 up; infinite where a box may not be.
 */
export function settle(boxes) {
  const choice = boxes.map(() => 0);
  const centre = boxes.map((b) => b.centre);
  for (let turn = 0; turn < TURNS; turn++) {
    let moved = false;
    boxes.forEach((box, i) => {
      const here = Math.min(Math.max(even(centre[i]), 0), box.cost[0].length - 1);
      let least = box.cost[choice[i]][here];
      let best = null;
      box.lefts.forEach((left, c) => {
        const rivals = [];
        boxes.forEach((other, j) => {
          const at = other.lefts[choice[j]];
          if (j !== i && left < at + other.width && at < left + box.width)
            rivals.push([centre[j], 0.5 * (box.height + other.height)]);
        });
        const free = (y) => rivals.every(([at, apart]) => Math.abs(y - at) >= apart);
        const cost = box.cost[c];
        for (let y = 0; y < cost.length; y++)
          if (cost[y] < least && free(y)) [least, best] = [cost[y], [c, y]];
      });
      if (best === null) return;
      [choice[i], centre[i]] = best;
      moved = true;
    });
    if (!moved) break;
  }
  return boxes.map((_, i) => [choice[i], centre[i]]);
}

const TURNS = 12;

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
