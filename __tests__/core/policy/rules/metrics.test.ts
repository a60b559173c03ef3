import type { RunRecord } from '../../../../src/core/generated/types.js';
import type { MetricRule } from '../../../../src/core/policy/metric-rule.js';
import { baseBranch, judged, policy, production, run, seeds, told } from '../support.js';

const only = (rule: MetricRule) => policy({ metrics: { auc: rule } });

describe('presence', () => {
  test('a metric with a rule must be there, unless it says otherwise', () => {
    expect(told(judged(only({ min: 0.9 }), {}))).toEqual(['metrics.auc.required error']);
    expect(told(judged(only({}), {}))).toEqual(['metrics.auc.required error']);
    expect(told(judged(only({ required: false, min: 0.9 }), {}))).toEqual([]);
  });

  test('the mend names what the run has, the nearest first', () => {
    const near = judged(only({}), { runs: [run({ auk: 1, loss: 1 })] }).findings[0];
    expect(near?.mend).toMatch(/the run has `auk`$/);
    const apart = judged(only({}), { runs: [run({ 'eval/auc': 1, 'train/auc': 1, loss: 1 })] }).findings[0];
    expect(apart?.mend).toMatch(/the run has `eval\/auc`, `train\/auc`$/);
    const misspelt = judged(only({}), { runs: [run({ 'eval/auk': 1, 'train/loss': 1 })] }).findings[0];
    expect(misspelt?.mend).toMatch(/the run has `eval\/auk`$/);
    const far = judged(only({}), { runs: [run({ loss: 1, rmse: 1 })] }).findings[0];
    expect(far?.mend).toMatch(/the run has `loss`, `rmse`$/);
    expect(judged(only({}), {}).findings[0]?.mend).toMatch(/the run has no metrics$/);
  });

  test('it must be in all of several runs', () => {
    const { findings } = judged(only({ min: 0 }), { runs: [run({ auc: 1 }), run()] });
    expect(findings.map(({ message }) => message)).toEqual(['The metric `auc` is missing in 1 of 2 runs']);
  });

  test.each(['NaN', 'Infinity', '-Infinity'] as const)('%s passes no limit, and not in silence', (value) => {
    for (const rule of [{}, { min: 0 }, { max: 1 }, { max_drop: 1 }, { required: false }]) {
      const baseline = production([run({ auc: 0.9 })]);
      const judgement = judged(only(rule), { runs: [run({ auc: value })], baseline });
      expect(told(judgement)).toEqual(['metrics.auc.finite error']);
      expect(judgement.verdict).toBe('fail');
    }
  });

  test('numbers whose sum is none are held against the limits as well', () => {
    const runs = seeds('auc', [1.7e308, 1.7e308]);
    expect(told(judged(only({ max: 0.5 }), { runs }))).toEqual(['metrics.auc.max error']);
    const baseline = production([run({ auc: 0.2 })]);
    const drop = judged(only({ higher_is_better: false, max_increase: 0.01 }), { runs, baseline });
    expect(told(drop)).toEqual(['metrics.auc.max_increase error']);
  });

  test('one NaN among several seeds is enough', () => {
    const runs = [run({ auc: 0.9 }), run({ auc: 'NaN' }), run({ auc: 0.9 })];
    expect(told(judged(only({ min: 0 }), { runs }))).toEqual(['metrics.auc.finite error']);
  });
});

describe('bounds', () => {
  test('min and max hold, and their ends are allowed', () => {
    const rule = { min: 0.9, max: 0.99 };
    for (const [value, expected] of [
      [0.9, []],
      [0.99, []],
      [0.899, ['metrics.auc.min error']],
      [0.991, ['metrics.auc.max error']],
    ] as const) {
      expect(told(judged(only(rule), { runs: [run({ auc: value })] }))).toEqual(expected);
    }
  });

  test('of several seeds the mean counts', () => {
    expect(told(judged(only({ min: 0.9 }), { runs: seeds('auc', [0.85, 0.96]) }))).toEqual([]);
    const { findings } = judged(only({ min: 0.9 }), { runs: seeds('auc', [0.85, 0.93]) });
    expect(findings[0]?.message).toBe(
      'The mean of `auc` over 2 runs is 0.89, below the least that the policy allows, 0.9',
    );
    // (0.1 + 0.2 + 0.3) / 3 is a little more than 0.2.
    expect(told(judged(only({ max: 0.2 }), { runs: seeds('auc', [0.1, 0.2, 0.3]) }))).toEqual([]);
  });

  test('a warning does not fail', () => {
    const judgement = judged(only({ min: 0.9, severity: 'warning' }), { runs: [run({ auc: 0 })] });
    expect(told(judgement)).toEqual(['metrics.auc.min warning']);
    expect(judgement.verdict).toBe('pass');
  });
});

describe('regression', () => {
  const moved = (rule: MetricRule, from: readonly number[], to: readonly number[]) =>
    told(judged(only(rule), { runs: seeds('auc', to), baseline: production(seeds('auc', from)) }));

  test.each<[string, MetricRule, number, number, string[]]>([
    ['a drop as far as allowed', { max_drop: 0.01 }, 0.93, 0.92, []],
    ['a drop too far', { max_drop: 0.01 }, 0.93, 0.9199, ['metrics.auc.max_drop error']],
    ['a rise is no drop', { max_drop: 0.01 }, 0.93, 0.99, []],
    ['no drop at all is allowed', { max_drop: 0 }, 0.93, 0.9299, ['metrics.auc.max_drop error']],
    ['nothing moved', { max_drop: 0 }, 0.93, 0.93, []],
    ['a rise too far', { max_increase: 0.1 }, 0.3, 0.41, ['metrics.auc.max_increase error']],
    ['a rise as far as allowed', { max_increase: 0.1 }, 0.3, 0.4, []],
    ['a percentage, kept', { max_drop: '2%' }, 50, 49, []],
    ['a percentage, broken', { max_drop: '2%' }, 50, 48.9, ['metrics.auc.max_drop error']],
    ['a percentage of a negative number, kept', { max_drop: '10%' }, -10, -11, []],
    [
      'a percentage of a negative number, broken',
      { max_drop: '10%' },
      -10,
      -11.1,
      ['metrics.auc.max_drop error'],
    ],
    ['a percentage of 0', { max_increase: '10%' }, 0, 3, ['metrics.auc.baseline_zero error']],
    ['a percentage of 0, nothing moved', { max_increase: '10%' }, 0, 0, []],
    ['a percentage of 0, for the better', { max_increase: '10%' }, 0, -1, []],
    ['both ways', { max_drop: 1, max_increase: 1 }, 0, 2, ['metrics.auc.max_increase error']],
    ['another severity', { max_drop: 0, severity: 'warning' }, 1, 0, ['metrics.auc.max_drop warning']],
  ])('%s', (_, rule, from, to, expected) => {
    expect(moved(rule, [from], [to])).toEqual(expected);
  });

  test('one run on a side is compared as it is', () => {
    expect(moved({ max_drop: 0.01 }, [0.93], [0.93, 0.9])).toEqual(['metrics.auc.max_drop error']);
    expect(moved({ max_drop: 0.01 }, [0.94, 0.92], [0.91])).toEqual(['metrics.auc.max_drop error']);
  });

  test('the message says from where to where, by how much, and what was allowed', () => {
    const message = (rule: MetricRule, [from, to]: readonly RunRecord[][], noise = {}) =>
      judged(policy({ metrics: { auc: rule }, noise }), {
        runs: to ?? [],
        baseline: production(from ?? []),
      }).findings[0]?.message;
    const bare = (...sides: number[][]) => sides.map((values) => seeds('auc', values));
    const paired = (...sides: number[][]) =>
      bare(...sides).map((runs) =>
        runs.map((one, seed) => ({ ...one, inputs: { ...one.inputs, seeds: { seed } } })),
      );
    expect(message({ max_drop: '2%' }, bare([0.5], [0.4]))).toBe(
      'The metric `auc` fell from 0.5 to 0.4, by 0.1; the policy allows 2%, which is 0.01',
    );
    const wide = { max_increase: 0.1 };
    expect(message(wide, bare([1, 1.02, 1.01], [2, 2.02, 2.01]))).toMatch(
      /rose from 1\.01 to 2\.01, by 1 on average \(90 % interval 0\.98259\d to 1\.0174\d\); the policy allows 0\.1$/,
    );
    expect(message(wide, paired([1, 1.02, 1.04], [2, 2.03, 2.03]))).toMatch(
      /by 1 on average \(90 % interval 0\.98314\d to 1\.0168\d*, 3 pairs of one seed\)/,
    );
    expect(message(wide, bare([1, 1.02], [2, 2.02]))).toMatch(
      /by 1 on average \(at least 0\.98 between any two runs\)/,
    );
    expect(message(wide, paired([1, 1.02], [2, 2.04]))).toMatch(
      /by 1\.01 on average \(at least 1 in both pairs of one seed\)/,
    );
    // 1.645 · 0.1 · √2 = 0.2326.
    expect(message(wide, bare([1], [2]), { auc: 0.1 })).toMatch(
      /by 1 on average \(90 % interval 0\.767383 to 1\.23262 by its `noise`\)/,
    );
  });

  test('what is allowed within the noise of one run passes', () => {
    const told1 = (to: number) =>
      judged(policy({ metrics: { auc: { max_drop: 0.01 } }, noise: { auc: 0.003 } }), {
        runs: seeds('auc', [to]),
        baseline: production(seeds('auc', [0.93])),
      }).verdict;
    expect([told1(0.914), told1(0.912)]).toEqual(['pass', 'fail']);
  });
});

describe('limits that contradict each other', () => {
  test.each<[string, MetricRule, boolean]>([
    ['max with max_drop', { max: 1, max_drop: 0.01 }, true],
    ['max with max_drop, and a min', { min: 0, max: 1, max_drop: 0.01 }, true],
    ['min with max_increase', { min: 0, max_increase: 0.01 }, true],
    ['with a direction', { max: 1, max_drop: 0.01, higher_is_better: true }, false],
    ['a band', { min: 0, max: 1 }, false],
    ['a band about the baseline', { max_drop: 1, max_increase: 1, max: 9 }, false],
    ['one side', { min: 0, max_drop: 1 }, false],
  ])('%s', (_, rule, isOdd) => {
    const judgement = judged(only(rule), { runs: [run({ auc: 0.5 })] });
    expect(told(judgement)).toEqual(isOdd ? ['metrics.auc.direction warning'] : []);
    expect(judgement.verdict).toBe('pass');
    // Registration compares nothing.
    expect(told(judged(only(rule), { runs: [run({ auc: 0.5 })], purpose: 'register' }))).toEqual([]);
  });

  test('the mend says what to add', () => {
    const [finding] = judged(only({ max: 1, max_drop: 0.01 }), { runs: [run({ auc: 0.5 })] }).findings;
    expect(finding?.message).toContain(
      '`max` of `auc` says that lower is better, and `max_drop` that higher is',
    );
    expect(finding?.mend).toContain('Add `higher_is_better` to `metrics.auc` in the policy (p.yml): `true`');
  });
});

describe('tags only', () => {
  test('is a verdict by a policy that limits no metric of this model', () => {
    const runs = [run({ auc: 0.5 })];
    const isTagsOnly = (file: Parameters<typeof policy>[0]) => judged(policy(file), { runs }).tags_only;
    expect(isTagsOnly({})).toBe(true);
    expect(isTagsOnly({ metrics: { auc: {} } })).toBe(true);
    expect(isTagsOnly({ metrics: { auc: { min: 0 } } })).toBe(false);
    expect(isTagsOnly({ models: { clf_orders: { metrics: { auc: { max_drop: 0 } } } } })).toBe(false);
    expect(isTagsOnly({ models: { other: { metrics: { auc: { max_drop: 0 } } } } })).toBe(true);
    expect(isTagsOnly({ metrics: { auc: { min: 0 } }, models: { '*': { metrics: { auc: null } } } })).toBe(
      true,
    );
  });
});

describe('baseline', () => {
  const RUNS = [run({ auc: 0.9 })];

  test('that there is none is said, once, and fails nothing', () => {
    const rules = policy({ metrics: { auc: { max_drop: 0 }, loss: { required: false, max_increase: 0 } } });
    const judgement = judged(rules, { runs: RUNS, no_baseline: 'this is the first run of clf_orders' });
    expect(told(judgement)).toEqual(['baseline.missing notice']);
    expect(judgement.findings[0]?.message).toBe(
      'There is nothing to compare `auc`, `loss` with: this is the first run of clf_orders',
    );
    expect(judgement).toMatchObject({ verdict: 'pass', baseline: null });
  });

  describe('and what is to be done about it', () => {
    const none = { runs: RUNS, no_baseline: 'why' };
    const renamed = { branch: 'main', nearest: 'clf_order`s' };
    const missing = { why: 'no run of `x` on `main`', is_first: false, renamed: null };

    test('nothing only where it is a first run that later ones will be compared with', () => {
      const mend = (changes: object) =>
        judged(only({ max_drop: 0 }), { ...none, ...changes }).findings[0]?.mend;
      expect(mend({ missing: { ...missing, is_first: true } })).toMatch(
        /^Nothing is to be done for a first run/,
      );
      expect(mend({ missing })).toMatch(/^Train the base branch too/);
      const [own] = RUNS;
      const fork = { ...own, context: { ...own?.context, trust: 'fork' } };
      const [finding] = judged(only({ max_drop: 0 }), {
        ...none,
        runs: [fork as never],
        missing: { ...missing, is_first: true },
      }).findings.filter(({ rule }) => rule === 'baseline.missing');
      expect(finding?.mend).toMatch(/^Train the base branch too/);
    });

    test('runs under other names only: an error that names the nearest and both ways out', () => {
      const judgement = judged(only({ max_drop: 0 }), { ...none, missing: { ...missing, renamed } });
      expect(told(judgement)).toEqual(['baseline.missing error']);
      expect(judgement.verdict).toBe('fail');
      const [{ mend } = { mend: '' }] = judgement.findings;
      expect(mend).toContain("`experiment: clf_order's`");
      expect(mend).toContain("`models: { 'clf_orders': { metrics: { auc: { baseline: none } } } }`");
    });

    test('as grave as the limits; where the policy says `baseline: none`, or a waiver lets it pass, nothing', () => {
      const facts = { ...none, missing: { ...missing, renamed } };
      expect(told(judged(only({ max_drop: 0, severity: 'warning' }), facts))).toEqual([
        'baseline.missing warning',
      ]);
      const models = { clf_orders: { metrics: { auc: { baseline: 'none' as const } } } };
      const metrics = { auc: { max_drop: 0 } };
      expect(told(judged(policy({ metrics, models }), facts))).toEqual([]);
      const waivers = [{ rule: 'baseline.missing', reason: 'new', by: 'alice', expires: '2099-01-01' }];
      expect(judged(policy({ metrics, waivers }), facts)).toMatchObject({ verdict: 'pass', findings: [] });
    });

    test('a Production version is no way past a limit against the base branch', () => {
      const facts = { runs: RUNS, baseline: production(RUNS), missing: { ...missing, renamed } };
      const judgement = judged(only({ max_drop: 0, baseline: 'main' }), facts);
      expect(told(judgement)).toEqual(['baseline.missing error']);
      expect(judgement.findings[0]?.message).toContain('no run of `x` on `main`');
      expect(told(judged(only({ max_drop: 0 }), facts))).toEqual([]);
    });
  });

  test('where nothing is compared, or none was looked for, nothing is said of it', () => {
    expect(told(judged(only({ min: 0 }), { runs: RUNS, no_baseline: 'first' }))).toEqual([]);
    expect(told(judged(only({ max_drop: 0 }), { runs: RUNS }))).toEqual([]);
  });

  test('a baseline that lacks the metric, or has no number for it', () => {
    expect(told(judged(only({ max_drop: 0 }), { runs: RUNS, baseline: production([run()]) }))).toEqual([
      'metrics.auc.baseline notice',
    ]);
    const baseline = production([run({ auc: 'NaN' })]);
    expect(told(judged(only({ max_drop: 0 }), { runs: RUNS, baseline }))).toEqual([
      'metrics.auc.baseline warning',
    ]);
  });

  test('a metric may ask for one kind of baseline', () => {
    const main = baseBranch([run({ auc: 0.95 })]);
    const rule = { max_drop: 0.01, baseline: 'Production' } as const;
    expect(told(judged(only(rule), { runs: RUNS, baseline: main }))).toEqual(['metrics.auc.baseline notice']);
    const both = { baseline: main, other_baseline: production([run({ auc: 0.9 })]) };
    expect(told(judged(only(rule), { runs: RUNS, ...both }))).toEqual([]);
    expect(told(judged(only({ ...rule, baseline: 'main' }), { runs: RUNS, ...both }))).toEqual([
      'metrics.auc.max_drop error',
    ]);
  });

  test('a metric that turned round since the baseline was made', () => {
    const baseline = production([run({ auc: 0.9 })]);
    const before = policy({ metrics: { auc: { higher_is_better: false } } });
    const facts = { runs: RUNS, baseline, earlier_policies: new Map([['production' as const, before]]) };
    expect(told(judged(only({ min: 0 }), facts))).toEqual(['metrics.auc.direction warning']);
    expect(told(judged(only({ max: 1 }), facts))).toEqual([]);
    expect(told(judged(only({}), facts))).toEqual([]);
  });

  test('which baseline a metric is compared with decides whether it has turned round', () => {
    const before = policy({ metrics: { auc: { higher_is_better: false } } });
    const facts = {
      runs: RUNS,
      baseline: production([run({ auc: 0.9 })]),
      other_baseline: baseBranch([run({ auc: 0.9 })]),
      earlier_policies: new Map([['base-branch' as const, before]]),
    };
    expect(told(judged(only({ min: 0 }), facts))).toEqual([]);
    expect(told(judged(only({ min: 0, baseline: 'main' }), facts))).toEqual([
      'metrics.auc.direction warning',
    ]);
    expect(told(judged(only({ min: 0, baseline: 'none' }), facts))).toEqual([]);
  });
});
