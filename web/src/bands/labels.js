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
 * As `place`, and clear of what is drawn: `cost[box][place]` is added to the squared distances. Places are the
 * whole numbers from `low` up. The best placement in the order of `wanted`, by dynamic programming; that of
 * `place` where the boxes don't fit.
 */
export function placeClear(wanted, sizes, low, high, cost) {
  if (!wanted.length) return [];
  const order = [...wanted.keys()].sort((a, b) => wanted[a] - wanted[b]);
  const count = cost[0].length;
  const reached = order.map((i) => {
    const half = 0.5 * sizes[i];
    return Float64Array.from({ length: count }, (_, j) => {
      const at = low + j;
      return at >= low + half && at <= high - half ? (at - wanted[i]) ** 2 + cost[i][j] : Infinity;
    });
  });
  const apart = (k) => Math.ceil(0.5 * (sizes[order[k]] + sizes[order[k - 1]]));
  for (let k = 1; k < order.length; k++) {
    let least = Infinity;
    for (let j = 0; j < count; j++) {
      if (j >= apart(k)) least = Math.min(least, reached[k - 1][j - apart(k)]);
      reached[k][j] += least;
    }
  }
  const placed = new Array(order.length);
  let limit = count;
  for (let k = order.length - 1; k >= 0; k--) {
    let best = 0;
    for (let j = 1; j < limit; j++) if (reached[k][j] < reached[k][best]) best = j;
    if (!(reached[k][best] < Infinity)) return place(wanted, sizes, low, high);
    placed[order[k]] = low + best;
    if (k) limit = best - apart(k) + 1;
  }
  return placed;
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
