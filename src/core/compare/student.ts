/** Share of the distribution that lies beyond the two ends together. */
const OUTSIDE = 0.1;
const MOST_STEPS = 100;
const SMALLEST_STEP = 1e-14;
const LARGEST_STIRLING_ERROR_BELOW = 12;
const SMALLEST_TERM = 1e-17;

/** As {@link critical90} of a normal distribution, whose spread is known. */
export const CRITICAL_90_NORMAL = 1.6448536269514722;

/**
 * The number of standard errors on either side of a mean that hold 90 % of Student's t distribution: 95 % of it lies on this side
 * of either end.
 * @param freedom degrees of freedom, at least 1; whole or not
 */
export function critical90(freedom: number): number {
  const a = freedom / 2;
  const logBeta = logGamma(a) + Math.log(Math.PI) / 2 - logGamma(a + 0.5);
  // The tails are thicker than those of a normal distribution and bend upwards, so that Newton's steps never lead too far.
  let t = CRITICAL_90_NORMAL;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    // In x, which is 1 at t = 0, the two tails together are the incomplete beta function.
    const x = freedom / (freedom + t ** 2);
    const slope = (2 * Math.exp((a + 0.5) * Math.log(x) - logBeta)) / Math.sqrt(freedom);
    const further = (Math.exp(a * Math.log(x) + Math.log(seriesOf(x, a)) - logBeta) - OUTSIDE) / slope;
    t += further;
    if (Math.abs(further) <= SMALLEST_STEP * t) break;
  }
  return t;
}

/** The power series of the incomplete beta function B_x(a, 1 / 2) without its power of x. */
function seriesOf(x: number, a: number): number {
  let factor = 1;
  let sum = 1 / a;
  for (let k = 1; ; k += 1) {
    factor *= ((k - 0.5) / k) * x;
    const term = factor / (a + k);
    sum += term;
    // The terms after this one are below those of a geometric series.
    if (term <= SMALLEST_TERM * sum * (1 - x)) return sum;
  }
}

/** Stirling's series, where it is exact to the last digits; smaller arguments are brought there by Γ(z + 1) = z Γ(z). */
function logGamma(argument: number): number {
  let z = argument;
  let shift = 0;
  for (; z < LARGEST_STIRLING_ERROR_BELOW; z += 1) shift += Math.log(z);
  const series = 1 / (12 * z) - 1 / (360 * z ** 3) + 1 / (1260 * z ** 5) - 1 / (1680 * z ** 7);
  return (z - 0.5) * Math.log(z) - z + Math.log(2 * Math.PI) / 2 + series - shift;
}
