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
 * Centres after each box `{left, right, centre, height}` has moved, in turns, to the best height that no other
 * takes. `cost[box]`, for centres at the whole numbers from `low` up, is added to the squared distance from
 * `wanted`; it is infinite where a box may not be.
 */
export function settle(boxes, wanted, cost, low) {
  const centre = boxes.map((b) => b.centre);
  for (let turn = 0; turn < TURNS; turn++) {
    let moved = false;
    boxes.forEach((box, i) => {
      const rivals = [...boxes.keys()].filter(
        (j) => j !== i && boxes[j].left < box.right && boxes[j].right > box.left,
      );
      const free = (y) =>
        rivals.every((j) => Math.abs(y - centre[j]) >= 0.5 * (boxes[j].height + box.height));
      const own = (j) => (low + j - wanted[i]) ** 2 + cost[i][j];
      const here = Math.min(Math.max(even(centre[i] - low), 0), cost[i].length - 1);
      let least = (centre[i] - wanted[i]) ** 2 + cost[i][here];
      let best = null;
      for (let j = 0; j < cost[i].length; j++) {
        const total = own(j);
        if (total < least && free(low + j)) [least, best] = [total, low + j];
      }
      if (best === null) return;
      moved ||= best !== centre[i];
      centre[i] = best;
    });
    if (!moved) break;
  }
  return centre;
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
