import type { Compared, MetricComparison } from '../../../src/core/judgement.js';
import { comparedLine } from '../../../src/report/compared.js';
import { movedLine } from '../../../src/report/gate/metric-lines.js';
import { judgement, metric, one, seeds } from './views.js';

const DETAIL = { rows: 10, text: 100, charts: 0, values: true };
const NONE = { current: 0, baseline: 0 };
const line = (...metrics: MetricComparison[]) => comparedLine(judgement({ metrics }), DETAIL);
const by = (how: Compared['by'], left_out = NONE, interval: Compared['interval'] = null): Compared => ({
  by: how,
  interval,
  left_out,
});
const three = { ...seeds([1, 2, 3], 1), interval: null };

test.each<[Compared, string]>([
  [by('paired'), "Compared: 3 pairs of runs of one seed, by Student's t."],
  [
    by('paired', { current: 0, baseline: 2 }),
    "Compared: 3 pairs of runs of one seed (2 baseline runs without a partner left out), by Student's t.",
  ],
  [
    by('both-pairs', { current: 1, baseline: 0 }),
    'Compared: 3 pairs of runs of one seed (1 current run without a partner left out), where a move counts when both made it.',
  ],
  [by('welch'), "Compared: 3 runs with 3, by Welch's t."],
  [by('separate'), 'Compared: 3 runs with 3, where a move counts when it lies between any two.'],
  [by('noise'), 'Compared: 3 runs with 3, by the `noise` of the policy.'],
])('%j is said as "%s"', (compared, text) => {
  expect(line(metric('a', three, { baseline: three, compared, change: 1 }))).toBe(text);
});

test('what most metrics share is said once, the others with their names, and what ± means', () => {
  const interval = by('paired', NONE, [0, 1]);
  const paired = (key: string) => metric(key, three, { baseline: three, compared: interval });
  const single = metric('x|y', [1], { baseline: one(2), compared: by('means') });
  expect(line(single, paired('a'), paired('b'))).toBe(
    "Compared: 3 pairs of runs of one seed, by Student's t; `x|y`: 1 run with 1, as they are. ± is half of a 90 % interval.",
  );
  expect(line(metric('a', seeds([1, 2], 1)))).toBe('± is half of a 90 % interval.');
  expect(line(metric('a', [1]))).toBe('');
});

test('a seed that changes nothing is said of metrics that somebody looks at', () => {
  const same = { seed_without_effect: ['baseline'] as const };
  const auc = metric('auc', [1], { ...same, guess: 'higher' });
  expect(line(auc, metric('steps', [1], same))).toBe(
    'The seed changes nothing in `auc` of the baseline runs.',
  );
  expect(line(metric('steps', [1], same))).toBe('');
});

test('what moved without a limit is named with its move, and a guess called one', () => {
  const moved = (key: string, changes: Partial<MetricComparison>) =>
    metric(key, [0.5], { baseline: one(0.9), change: -0.4, moved_unjudged: true, ...changes });
  const said = (...metrics: MetricComparison[]) => movedLine(judgement({ metrics }), DETAIL);
  expect(said(moved('auc', { guess: 'higher' }), metric('time', [1]))).toBe(
    '⚠️ Also moved, without a limit: `auc` fell from 0.9 to 0.5. Which way is better is guessed by the name.',
  );
  expect(said(moved('cost', { direction: 'lower', change: 0.4 }))).toBe(
    '⚠️ Also moved, without a limit: `cost` rose from 0.9 to 0.5.',
  );
  expect(said(...['a', 'b', 'c', 'd', 'e', 'f'].map((key) => moved(key, { direction: 'higher' })))).toMatch(
    /, `e` fell from 0\.9 to 0\.5, 1 more\.$/,
  );
  expect(said(metric('time', [1]))).toBe('');
});
