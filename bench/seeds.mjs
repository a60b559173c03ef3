/*
 * How often the comparison of seeds (src/core/compare/move.ts) finds what is not there, and what is. Every cell has draws of its
 * own with a fixed seed, so that a run on any machine gives the same shares.
 * Usage: node bench/seeds.mjs [DRAWS]
 */

import { table } from './lib.mjs';
import { drawsFrom, SIGMA, shareOf } from './lib-seeds.mjs';
import { compileSource, sourceModule } from './source.mjs';

const DRAWS = Number(process.argv[2] ?? 20_000);
const MOST_FALSE = 0.055;
const LEAST_POWER = 0.9;

const { held } = await sourceModule(compileSource(), 'core/compare/move');
const missed = [];
let cells = 0;

/** Share of findings. @param cell with `limit`, `isPaired`, and `noise` where the policy says it */
function findings({ limit, isPaired, noise, ...cell }) {
  cells += 1;
  const draw = drawsFrom(20_261_128 + cells);
  const absolute = { value: limit, isRelative: false, text: '' };
  return shareOf(DRAWS, () => held({ ...draw(cell), isPaired }, absolute, { sign: -1, noise }).isBeyond);
}

const percent = (share) => `${(share * 100).toFixed(1)} %`;

function goal(name, share, isMet) {
  if (!isMet) missed.push(`${name}: ${percent(share)}`);
  return percent(share);
}

/** Four rows of an accuracy, else one standard deviation. */
const limitOf = (shape) => (shape === 'accuracy' ? 0.02 : SIGMA[shape]);
const SHAPES = Object.keys(SIGMA);
const CORRELATIONS = [0, 0.5, 0.95];

console.log(
  `${DRAWS} draws a cell\n\nFalse alarms: the true drop is the limit (goal: at most ${percent(MOST_FALSE)})`,
);
const falseAlarms = SHAPES.flatMap((shape) =>
  [3, 5].flatMap((n) =>
    [true, false].map((isPaired) => [
      shape,
      n,
      isPaired ? 'pairs' : 'no pairs',
      ...CORRELATIONS.map((correlation) => {
        const limit = limitOf(shape);
        const share = findings({ shape, n, correlation, drop: limit, limit, isPaired });
        const name = `${shape}, n = ${n}, ${isPaired ? 'pairs' : 'no pairs'}, correlation ${correlation}`;
        return goal(name, share, share <= MOST_FALSE);
      }),
    ]),
  ),
);
console.log(table(['values', 'n', '', ...CORRELATIONS.map((one) => `correlation ${one}`)], falseAlarms));

console.log(
  `\nPower: the true drop is three times the limit, which is one standard deviation (goal for n = 3 pairs and 0.8: at least ${percent(LEAST_POWER)})`,
);
const power = [3, 5].flatMap((n) =>
  [true, false].map((isPaired) => [
    n,
    isPaired ? 'pairs' : 'no pairs',
    ...[0, 0.5, 0.8, 0.95].map((correlation) => {
      const share = findings({ shape: 'normal', n, correlation, drop: 3, limit: 1, isPaired });
      const isGoal = n === 3 && isPaired && correlation === 0.8;
      return isGoal ? goal('power', share, share >= LEAST_POWER) : percent(share);
    }),
  ]),
);
console.log(table(['n', '', 'correlation 0', '0.5', '0.8', '0.95'], power));

console.log('\nTwo runs on each side, and one or two by `noise`; the limit is one standard deviation');
const few = [
  { name: 'n = 2, both pairs', n: 2, isPaired: true },
  { name: 'n = 2, no pairs', n: 2, isPaired: false },
  { name: 'n = 2, noise', n: 2, isPaired: false, noise: 1 },
  { name: 'n = 1, noise', n: 1, isPaired: false, noise: 1 },
  { name: 'n = 1, means', n: 1, isPaired: false },
].flatMap(({ name, ...cell }) =>
  [0, 0.8].map((correlation) => [
    name,
    correlation,
    ...[0, 1, 3].map((drop) => percent(findings({ ...cell, shape: 'normal', correlation, drop, limit: 1 }))),
  ]),
);
console.log(table(['', 'correlation', 'nothing changed', 'drop = limit', 'drop = 3 x limit'], few));

console.log('\nAt least one false alarm when nothing changed, in five independent metrics of three pairs');
const many = [0, 0.25, 0.5, 1].map((limit) => [
  `${limit} x noise`,
  ...[0, 0.5, 0.8].map((correlation) => {
    const one = findings({ shape: 'normal', n: 3, correlation, drop: 0, limit, isPaired: true });
    return percent(1 - (1 - one) ** 5);
  }),
]);
console.log(table(['limit', 'correlation 0', '0.5', '0.8'], many));

console.log(
  '\nFalse alarms of a limit in per cent: a true rise of 20 % with `max_increase: 20%`, standard deviation 5 %, three pairs',
);
const relative = CORRELATIONS.map((correlation) => {
  const draw = drawsFrom(1_128 + correlation * 100);
  const share = shareOf(DRAWS, () => {
    const { current, baseline } = draw({ shape: 'normal', n: 3, correlation, drop: 0 });
    const sides = {
      baseline: baseline.map((value) => 1 + 0.05 * value),
      current: current.map((value) => 1.2 + 0.05 * value),
      isPaired: true,
    };
    return held(sides, { value: 0.2, isRelative: true, text: '' }, { sign: 1, noise: undefined }).isBeyond;
  });
  return [correlation, goal(`per cent, correlation ${correlation}`, share, share <= MOST_FALSE)];
});
console.log(table(['correlation', 'false alarms'], relative));

if (missed.length > 0) {
  console.log(`\nGoals that are missed:\n${missed.join('\n')}`);
  process.exitCode = 1;
}
