const HALVINGS = 60;
const LARGEST_STIRLING_ERROR_BELOW = 12;
const SMALLEST_TERM = 1e-17;

/**
 * The number of standard errors on either side of a mean that hold 95 % of Student's t distribution.
 * @param freedom degrees of freedom, at least 1; whole or not
 */
export function critical95(freedom: number): number {
  let low = 0;
  let high = 1;
  // In x = freedom / (freedom + t²), which is 1 at t = 0, the two tails together are the incomplete beta function.
  for (let step = 0; step < HALVINGS; step += 1) {
    const middle = (low + high) / 2;
    if (tails(middle, freedom) > 0.05) high = middle;
    else low = middle;
  }
  const x = (low + high) / 2;
  return Math.sqrt((freedom * (1 - x)) / x);
}

/** The regularised incomplete beta function I_x(freedom / 2, 1 / 2), by its power series. */
function tails(x: number, freedom: number): number {
  const a = freedom / 2;
  let factor = 1;
  let sum = 1 / a;
  for (let k = 1; ; k += 1) {
    factor *= ((k - 0.5) / k) * x;
    const term = factor / (a + k);
    sum += term;
    // The terms after this one are below those of a geometric series.
    if (term <= SMALLEST_TERM * sum * (1 - x) || x === 1) break;
  }
  const logBeta = logGamma(a) + Math.log(Math.PI) / 2 - logGamma(a + 0.5);
  return Math.exp(a * Math.log(x) + Math.log(sum) - logBeta);
}

/** Stirling's series, where it is exact to the last digits; smaller arguments are brought there by Γ(z + 1) = z Γ(z). */
function logGamma(argument: number): number {
  let z = argument;
  let shift = 0;
  for (; z < LARGEST_STIRLING_ERROR_BELOW; z += 1) shift += Math.log(z);
  const series = 1 / (12 * z) - 1 / (360 * z ** 3) + 1 / (1260 * z ** 5) - 1 / (1680 * z ** 7);
  return (z - 0.5) * Math.log(z) - z + Math.log(2 * Math.PI) / 2 + series - shift;
}
