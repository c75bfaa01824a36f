/** What laws printed by mubar.core.javascript need beyond Math. All values are right to rounding. */

const TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

/** The error function. */
export function erf(x) {
  const a = Math.abs(x);
  return a < 1.5 ? series(x) : Math.sign(x) * (1 - tail(a));
}

/** 1 - erf(x), as exact for large x as for small. */
export function erfc(x) {
  if (x < 1.5) return x < -1.5 ? 2 - tail(-x) : 1 - series(x);
  return tail(x);
}

/** erf as 2/√π e^{-x²} Σ 2ⁿ x^{2n+1}/(2n+1)!!, whose terms all have one sign (DLMF 7.6.2). */
function series(x) {
  const xx = x * x;
  let term = x;
  let total = x;
  for (let n = 1; Math.abs(term) > 1e-17 * Math.abs(total); n++) {
    term *= (2 * xx) / (2 * n + 1);
    total += term;
  }
  return TWO_OVER_ROOT_PI * Math.exp(-xx) * total;
}

/** erfc for x ≥ 1.5 by its continued fraction (DLMF 7.9.1), from the inside out. */
function tail(x) {
  if (!(x < 27)) return Number.isNaN(x) ? NaN : 0;
  let f = x;
  for (let n = 120; n > 0; n--) f = x + n / 2 / f;
  // e^{-x²} without the rounding of x²: the square of a short number is exact
  const short = Math.fround(x);
  const gauss = Math.exp(-short * short) * Math.exp((short - x) * (short + x));
  return (gauss * TWO_OVER_ROOT_PI) / 2 / f;
}

/** A piecewise polynomial [knots, coefficients], or its derivative; linear beyond its ends. */
export function lookUp([knots, coefficients], x, order) {
  const last = knots.length - 1;
  const at = Math.min(Math.max(x, knots[0]), knots[last]);
  let low = 0;
  let high = last - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (knots[middle] <= at) low = middle;
    else high = middle - 1;
  }
  const s = at - knots[low];
  const c = coefficients[low];
  if (x === at || Number.isNaN(x)) return polynomial(c, s, order);
  if (order === 0) return polynomial(c, s, 0) + (x - at) * polynomial(c, s, 1);
  return order === 1 ? polynomial(c, s, 1) : 0;
}

function polynomial(c, s, order) {
  let total = 0;
  for (let p = c.length - 1; p >= order; p--) {
    let factor = 1;
    for (let k = 0; k < order; k++) factor *= p - k;
    total = total * s + factor * c[p];
  }
  return total;
}

/** ln ∫ e^term(u) du by the trapezoidal rule; relative to the largest term, so that nothing overflows. */
export function logIntegral(start, step, count, term) {
  let peak = -Infinity;
  let total = 0;
  for (let k = 0; k < Math.floor(count); k++) {
    const value = term(start + k * step);
    if (value > peak) {
      total = total * Math.exp(peak - value) + 1;
      peak = value;
    } else {
      total += Math.exp(value - peak);
    }
  }
  return peak + Math.log(step * total);
}

/** Where a function that rises through zero between low and high does so: Newton's method within the bracket. */
export function root(low, high, start, valueAndSlope) {
  let y = start;
  let moved = Infinity;
  for (let n = 0; n < 100; n++) {
    const [value, slope] = valueAndSlope(y);
    if (value > 0) high = y;
    else low = y;
    const was = y;
    y = was - value / slope;
    if (y < low || y > high || Math.abs(y - was) > 0.5 * moved) {
      y = 0.5 * (low + high);
      if (high - low <= 4e-16 * Math.abs(y)) break;
    } else if (!(Math.abs(y - was) > 1e-8 * Math.abs(y))) {
      break;
    }
    moved = Math.abs(y - was);
  }
  return y;
}

export const runtime = { erf, erfc, lookUp, logIntegral, root };
