import { readFileSync } from 'node:fs';
import path from 'node:path';
import { drawsFrom } from '../../../bench/lib-seeds.mjs';
import { held } from '../../../src/core/compare/move.js';
import type { RunRecord } from '../../../src/core/generated/types.js';
import { judged, policy, production, seeds } from './support.js';

const PAGE = readFileSync(path.resolve(import.meta.dirname, '../../../docs/policy.md'), 'utf8');
const [SECTION = ''] = PAGE.split('### Noise\n').slice(1);

const numbersIn = (text: string) =>
  [...text.replaceAll('−', '-').matchAll(/-?\d+(?:\.\d+)?/g)].map(([number]) => Number(number));

/** Rows of the table that has this head, as texts of their cells. */
function rowsOf(head: string): string[][] {
  const [, table = ''] = SECTION.split(`${head}\n`);
  const [body = ''] = table.split('\n\n');
  const [, ...rows] = body.split('\n');
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** Runs of the seeds 1, 2, …; or of others. */
const seeded = (values: readonly number[], first = 1): RunRecord[] =>
  seeds('val_auc', values).map((run, index) => ({
    ...run,
    inputs: { ...run.inputs, seeds: { seed: first + index } },
  }));

const EXAMPLES = rowsOf('| new runs | change, 90 % interval | finding |');
const FIVE = numbersIn(/baseline of five seeds: (.*):\n/.exec(SECTION)?.[1] ?? '');
const [NOISE = 0] = numbersIn(/noise: \{ val_auc: ([\d.]+) \}/.exec(SECTION)?.[0] ?? '');

test('the examples of docs/policy.md were found', () => {
  expect(EXAMPLES).toHaveLength(5);
  expect(FIVE).toHaveLength(5);
  expect(NOISE).toBeGreaterThan(0);
});

test.each(EXAMPLES)('the example of docs/policy.md: %s', (what, change, finding) => {
  const isOne = /^(?:one|likewise)/.test(what);
  const values = numbersIn(what.replace('90 %', '')).filter((value) => value > NOISE);
  const [value = 0, baseline = 0] = values.length > 0 ? values : numbersIn(EXAMPLES[3]?.[0] ?? '');
  const noise: Record<string, number> = what.includes('`noise') ? { val_auc: NOISE } : {};
  const file = { metrics: { val_auc: { max_drop: 0.01 } }, noise };
  const judgement = judged(policy(file), {
    runs: isOne ? seeded([value]) : seeded(values, what.startsWith('other') ? 101 : 1),
    baseline: production(isOne ? seeded([baseline], 201) : seeded(FIVE)),
  });
  const [metric] = judgement.metrics;
  const told = [metric?.change ?? 0, ...(metric?.compared?.interval ?? [])];
  expect(told.map((number) => number.toFixed(4))).toEqual(
    numbersIn(change).map((number) => number.toFixed(4)),
  );
  const found = judgement.findings.map(({ rule }) => rule.replace('metrics.val_auc.', ''));
  expect(found).toEqual(finding === 'none' ? [] : [finding?.replaceAll('`', '')]);
});

test('the false alarms of five metrics of docs/policy.md', () => {
  const [, ...limits] = ['limit', 0, 0.25, 0.5, 1];
  const [row = []] = rowsOf('| limit | 0 | ¼ noise | ½ noise | noise |');
  const documented = row.slice(1).flatMap(numbersIn);
  expect(documented).toHaveLength(limits.length);
  const draw = drawsFrom(11);
  const cell = { shape: 'normal' as const, n: 3, correlation: 0.5, drop: 0 };
  const draws = Array.from({ length: 10_000 }, () => draw(cell));
  limits.forEach((value, index) => {
    const limit = { value: Number(value), isRelative: false, text: '' };
    const found = draws.filter(
      (sides) => held({ ...sides, isPaired: true }, limit, { sign: -1, noise: undefined }).isBeyond,
    );
    const ofFive = 100 * (1 - (1 - found.length / draws.length) ** 5);
    expect(Math.abs(ofFive - (documented[index] ?? Number.NaN))).toBeLessThan(1.5);
  });
});
