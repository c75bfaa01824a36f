/** The voltage axis: one scale, with empty stretches cut out (mubar.diagrams.bands.scale). */

const CUT = 0.07;
const ROOM = 0.07;

export class VoltageScale {
  /** Of levels between `low` and `high`, without what lies in `breaks`. */
  constructor([low, high], breaks = []) {
    const cuts = breaks.filter(([a, b]) => low < a && b < high);
    const span = high - low - cuts.reduce((total, [a, b]) => total + b - a, 0);
    const room = span > 1e-9 ? ROOM * span : 0.5;
    const drawn = span + 2 * room;
    this.knots = [low - room, ...cuts.flat(), high + room];
    this.heights = [0];
    for (let k = 1; k < this.knots.length; k++) {
      const step = k % 2 ? this.knots[k] - this.knots[k - 1] : CUT * drawn;
      this.heights.push(this.heights[k - 1] + step);
    }
    const total = this.heights.at(-1);
    this.heights = this.heights.map((h) => h / total);
  }

  /** 0 at the bottom to 1 at the top. */
  height(V) {
    return through(V, this.knots, this.heights);
  }

  voltage(height) {
    return through(height, this.heights, this.knots);
  }

  /** The voltages drawn to scale, from below: [from, to]. */
  get stretches() {
    const found = [];
    for (let k = 0; k < this.knots.length; k += 2) found.push([this.knots[k], this.knots[k + 1]]);
    return found;
  }

  /** Round voltages of one step between two heights. */
  ticks([from, to], most = 7) {
    const [low, high] = [this.voltage(from), this.voltage(to)];
    const seen = this.stretches
      .map(([a, b]) => [Math.max(a, low), Math.min(b, high)])
      .filter(([a, b]) => b > a);
    const step = round(seen.reduce((total, [a, b]) => total + b - a, 0) / most);
    return seen.flatMap(([a, b]) => {
      const found = [];
      let own = step;
      while (Math.floor(b / own + 1e-9) < Math.ceil(a / own - 1e-9)) own /= 2; // a short one has one as well
      for (let k = Math.ceil(a / own - 1e-9); k <= b / own + 1e-9; k++)
        found.push(Number((k * own).toPrecision(12)));
      return found;
    });
  }
}

/** The widest stretch [from, to] without levels, with room beside them, where it is most of the axis; or none. */
export function emptyStretch(levels) {
  const V = [...new Set(levels)].sort((a, b) => a - b);
  const gaps = V.slice(1).map((b, k) => [b - V[k], V[k], b]);
  const [size, a, b] = gaps.reduce((most, gap) => (gap[0] > most[0] ? gap : most), [0]);
  const whole = V.at(-1) - V[0];
  if (size < EMPTY * whole || size >= whole) return [];
  const room = 0.12 * (whole - size);
  return [[a + room, b - room]];
}

const EMPTY = 0.6;

/** The next of 1, 2, 2.5, 5 times a power of ten. */
function round(value) {
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 2.5, 5, 10].find((s) => s * power >= value * (1 - 1e-9)) ?? 10);
}

function through(at, xs, ys) {
  let k = 0;
  while (k < xs.length - 2 && xs[k + 1] < at) k++;
  return ys[k] + ((at - xs[k]) * (ys[k + 1] - ys[k])) / (xs[k + 1] - xs[k]);
}
