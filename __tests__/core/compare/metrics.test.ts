import { baseBranch, judged, policy, production, run, seeds } from '../policy/support.js';

function outcome(rule: object, now: readonly number[], before: readonly number[]): string | undefined {
  const rules = policy({ metrics: { m: rule } });
  const baseline = before.length === 0 ? null : production(seeds('m', before));
  return judged(rules, { runs: seeds('m', now), baseline }).metrics[0]?.outcome;
}

test('metrics with rules come first in the order of the policy, then all others by name', () => {
  const rules = policy({ metrics: { z: { min: 0 }, loss: { max: 1 } } });
  const { metrics } = judged(rules, {
    runs: [run({ a: 1, z: 2, loss: 2 })],
    baseline: production([run({ gone: 1, z: 1 })]),
  });
  expect(metrics.map(({ key }) => key)).toEqual(['z', 'loss', 'a', 'gone']);
  expect(metrics[0]).toMatchObject({ change: 1, direction: 'higher', rules: ['≥ 0'], findings: [] });
  expect(metrics[1]).toMatchObject({ direction: 'lower', baseline: null, rules: ['≤ 1'] });
  expect(metrics[1]?.findings.map(({ rule }) => rule)).toEqual(['metrics.loss.max']);
  expect(metrics[3]).toMatchObject({ current: null, change: null, outcome: 'unknown' });
});

test('a single run is better, worse or the same by its number alone', () => {
  expect(outcome({ higher_is_better: true }, [2], [1])).toBe('better');
  expect(outcome({ higher_is_better: false }, [2], [1])).toBe('worse');
  expect(outcome({ higher_is_better: true }, [0.1 + 0.2], [0.3])).toBe('same');
  expect(outcome({}, [2], [1])).toBe('unknown');
  expect(outcome({}, [1], [])).toBe('unknown');
});

test('several runs are better or worse only beyond their noise', () => {
  const rule = { higher_is_better: true };
  expect(outcome(rule, [0.9, 0.92], [0.93, 0.91])).toBe('within noise');
  expect(outcome(rule, [0.8, 0.801, 0.802], [0.9, 0.901, 0.902])).toBe('worse');
  expect(outcome(rule, [0.9, 0.9], [0.8, 0.8])).toBe('better');
});

test('a metric may ask for another baseline than the others', () => {
  const rules = policy({
    metrics: { a: { baseline: 'main', min: 0 }, b: { min: 0 }, c: { baseline: 'none', min: 0 } },
  });
  const { metrics } = judged(rules, {
    runs: [run({ a: 5, b: 5, c: 5 })],
    baseline: production([run({ a: 1, b: 1, c: 1 })]),
    other_baseline: baseBranch([run({ a: 2, b: 2, c: 2 })]),
  });
  expect(metrics.map(({ baseline }) => baseline?.mean)).toEqual([2, 1, undefined]);
});
