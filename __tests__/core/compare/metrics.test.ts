import fc from 'fast-check';
import type { RunRecord } from '../../../src/core/generated/types.js';
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

describe('what was compared', () => {
  const pairs = (values: readonly number[]) =>
    seeds('m', values).map((one, index) => ({
      ...one,
      inputs: { ...one.inputs, seeds: { seed: index } },
    }));
  const compared = (now: readonly RunRecord[], before: readonly RunRecord[], file = {}) =>
    judged(policy({ metrics: { m: { max_drop: 0.01 } }, ...file }), {
      runs: now,
      baseline: production(before),
    });

  test('verdict and report have it from one place', () => {
    const before = [0.93, 0.91, 0.95, 0.92, 0.94];
    const judgement = compared(pairs(before.map((value) => value - 0.02 + 0.001 * value)), pairs(before));
    const [metric] = judgement.metrics;
    expect(metric).toMatchObject({ outcome: 'worse', compared: { by: 'paired' } });
    const [low = 0, high = 0] = metric?.compared?.interval ?? [];
    // Both ends lie beyond the limit, and so there is a finding.
    expect(Math.max(low, high)).toBeLessThan(-0.01);
    expect(judgement.findings.map(({ rule }) => rule)).toEqual(['metrics.m.max_drop']);
    // The same numbers without their seeds scatter too far.
    const unpaired = compared(
      seeds(
        'm',
        before.map((value) => value - 0.02),
      ),
      seeds('m', before),
    );
    expect(unpaired).toMatchObject({ verdict: 'pass', metrics: [{ compared: { by: 'welch' } }] });
  });

  test('a limit of 0 is broken by what the report calls worse, and by nothing else', () => {
    const value = fc.integer({ min: -50, max: 50 }).map((number) => number / 7);
    const values = fc.array(value, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        values,
        values,
        fc.constantFrom(undefined, 0.1, 3),
        fc.boolean(),
        (now, before, noise, isSeeded) => {
          const side = (all: readonly number[]) => (isSeeded ? pairs(all) : seeds('m', all));
          const { metrics, verdict } = judged(
            policy({ metrics: { m: { max_drop: 0 } }, noise: noise === undefined ? {} : { m: noise } }),
            { runs: side(now), baseline: production(side(before)) },
          );
          expect(metrics[0]?.outcome === 'worse').toBe(verdict === 'fail');
        },
      ),
    );
  });

  test('the columns are of what was compared, so that they subtract to the change', () => {
    const [metric] = compared(pairs([0.9, 0.8, 0.7, 0.1]), pairs([0.8, 0.7, 0.6])).metrics;
    expect(metric?.compared).toMatchObject({ by: 'paired', left_out: { current: 1, baseline: 0 } });
    expect(metric?.current?.values).toEqual([0.9, 0.8, 0.7]);
    expect((metric?.current?.mean ?? 0) - (metric?.baseline?.mean ?? 0)).toBeCloseTo(metric?.change ?? 0, 12);
  });

  test('with noise all of few runs count, and pairs are not made', () => {
    const { metrics } = compared(pairs([0.9, 0.8]), pairs([0.8, 0.7, 0.6]), { noise: { m: 0.05 } });
    expect(metrics[0]?.compared).toMatchObject({ by: 'noise', left_out: { baseline: 0 } });
    expect(metrics[0]?.baseline?.values).toHaveLength(3);
  });

  test('a seed that changes nothing is said, of its side', () => {
    const [metric] = compared(pairs([0.9, 0.9, 0.9]), pairs([0.9, 0.91, 0.9])).metrics;
    expect(metric?.seed_without_effect).toEqual(['current']);
  });
});

describe('moves that no limit judges', () => {
  const moved = (key: string, [from, to]: readonly number[], file: Parameters<typeof policy>[0] = {}) => {
    const facts = { runs: [run({ [key]: to ?? 0 })], baseline: production([run({ [key]: from ?? 0 })]) };
    const { metrics, verdict } = judged(policy(file), facts);
    expect(verdict).toBe('pass');
    return metrics[0];
  };

  test.each<[string, string, [number, number], boolean]>([
    ['a loss that rose by more than 5 %', 'val_loss', [1, 1.06], true],
    ['a loss that rose by 5 %', 'val_loss', [1, 1.05], false],
    ['a loss that fell', 'val_loss', [1, 0.5], false],
    ['a share that lost more than 25 % of what it lacked', 'val_auc', [0.996, 0.9949], true],
    ['a share that lost less', 'val_auc', [0.996, 0.9951], false],
    ['a share that lost 5 % of little', 'val_auc', [0.6, 0.56], true],
    ['a score that is no share', 'val_auc', [96, 93], false],
    ['what is turned', 'neg_rmse', [-2, -2.2], true],
    ['what nobody knows', 'train_s', [10, 100], false],
  ])('%s', (_, key, values, expected) => {
    expect(moved(key, values)?.moved_unjudged).toBe(expected);
  });

  test('three times the noise where it is given', () => {
    const file = { noise: { val_auc: 0.01 } };
    expect(moved('val_auc', [0.996, 0.967], file)?.moved_unjudged).toBe(false);
    expect(moved('val_auc', [0.996, 0.965], file)?.moved_unjudged).toBe(true);
  });

  test('a limit judges it, whatever it says; the direction of the policy is no guess', () => {
    expect(moved('val_auc', [0.99, 0.5], { metrics: { val_auc: { min: 0 } } })).toMatchObject({
      moved_unjudged: false,
    });
    expect(moved('val_auc', [0.99, 0.5])).toMatchObject({ guess: 'higher', direction: null });
    const file = { metrics: { speed: { higher_is_better: true } } };
    expect(moved('speed', [10, 5], file)).toMatchObject({ moved_unjudged: true, guess: null });
  });

  test('a move within the noise of several runs is none', () => {
    const facts = {
      runs: seeds('loss', [1.5, 0.9, 1.2]),
      baseline: production(seeds('loss', [1.4, 0.8, 1.1])),
    };
    expect(judged(policy({}), facts).metrics[0]).toMatchObject({
      outcome: 'within noise',
      moved_unjudged: false,
    });
  });
});
