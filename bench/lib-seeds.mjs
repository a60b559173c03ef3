/* Draws the values that runs of one metric give under several seeds. The same seed gives the same draws. */

/** Standard deviation of one run; of the accuracy that of 200 rows of which 90 % are right. */
export const SIGMA = { normal: 1, t3: 1, skewed: 1, accuracy: Math.sqrt((0.9 * 0.1) / 200) };
const ROWS = 200;
const RIGHT = 0.9;

/**
 * @returns what draws both sides of a cell: value i of either is of one seed. The baseline's mean is 0, or 0.9 of an accuracy.
 */
export function drawsFrom(seed) {
  const uniform = uniformFrom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const shapes = {
    normal,
    // Variance 3 before it is divided.
    t3: () => normal() / Math.sqrt((normal() ** 2 + normal() ** 2 + normal() ** 2) / 3) / Math.sqrt(3),
    skewed: () => -Math.log(1 - uniform()) - 1,
  };
  const scattered =
    (shape) =>
    ({ correlation, drop }) => {
      const shared = Math.sqrt(correlation) * shape();
      const own = () => Math.sqrt(1 - correlation) * shape();
      return [shared + own(), shared + own() - drop];
    };
  // Of rows that both models see alike, either is right by the same chance.
  const accuracy = ({ correlation, drop }) => {
    let [before, now] = [0, 0];
    for (let row = 0; row < ROWS; row++) {
      const chance = uniform();
      const other = uniform() < correlation ? chance : uniform();
      if (chance < RIGHT) before += 1;
      if (other < RIGHT - drop) now += 1;
    }
    return [before / ROWS, now / ROWS];
  };
  return (cell) => {
    const pair = cell.shape === 'accuracy' ? accuracy : scattered(shapes[cell.shape]);
    const pairs = Array.from({ length: cell.n }, () => pair(cell));
    return { baseline: pairs.map(([before]) => before), current: pairs.map(([, now]) => now) };
  };
}

/** @returns how often something was found, of 1 */
export function shareOf(draws, isFound) {
  let found = 0;
  for (let draw = 0; draw < draws; draw++) if (isFound()) found += 1;
  return found / draws;
}

/** Mulberry32: small, and good enough for shares of thousands of draws. */
function uniformFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
