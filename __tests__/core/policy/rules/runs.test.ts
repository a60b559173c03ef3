import { judge } from '../../../../src/core/policy/judge.js';
import { judged, matches, NOW, policy, run, told } from '../support.js';

const code = (dirty: boolean | null) => ({
  ...{ repository: null, commit: null, ref: null, merge_commit: null, base_commit: null },
  ...{ dirty, diff_digest: null, untracked_files: null },
});
const of = (dirty: boolean | null) =>
  run({}, { inputs: { datasets: [], code: code(dirty), params: {}, seeds: {} } });

test('no run is a failure that says what was looked for', () => {
  const judgement = judged(policy({}), { runs: [], no_run: 'job train left no record' });
  expect(judgement).toMatchObject({ verdict: 'fail', params: [], datasets: [] });
  expect(judgement.findings).toHaveLength(1);
  expect(judgement.findings[0]).toMatchObject({
    rule: 'run.recorded',
    message: 'No run is recorded: job train left no record',
  });
});

test.each(['FAILED', 'KILLED'] as const)('a run that %s fails', (status) => {
  expect(told(judged(policy({}), { runs: [run(), run({}, { status })] }))).toEqual(['run.status error']);
});

describe('a run that failed', () => {
  const failed = run(
    { auc: 0.1 },
    {
      status: 'FAILED',
      command: {
        ...run().command,
        exit_code: 1,
        stderr_tail: ['Traceback (most recent call last):', "KeyError: 'a`b'", '', '100%|##########|'],
      },
      context: { ...run().context, ci_run_url: 'https://github.com/octo/models/actions/runs/3' },
      problems: [{ code: 'E_ARTIFACT_NONE', what: 'No file', where: null, mend: 'Correct it' }],
    },
  );
  const rules = {
    ...policy({ metrics: { auc: { min: 0.9, max_drop: 0.01 }, loss: {} }, code: { allow_dirty: false } }),
    record: { path: 's.json', schema: {} },
  };
  const record_problems = [{ run_id: failed.run_id, pointer: '/tags', problem: 'is missing' }];

  test('says why, with no address that the record alone claims, and nothing that only follows from it', () => {
    const judgement = judged(rules, { runs: [failed], no_baseline: 'none', record_problems });
    expect(told(judgement)).toEqual(['run.status error', 'code.allow_dirty error']);
    expect(judgement.findings[0]).toMatchObject({
      message: `Run ${failed.run_id} has the status FAILED (exit code 1): \`KeyError: 'a'b'\``,
    });
    expect(judgement.findings[0]?.log_url).toBeUndefined();
    expect(judgement.metrics).toEqual([]);
  });

  test('beside others does not count among their values', () => {
    const whole = run({ auc: 0.95, loss: 1 }, { run_id: '1'.repeat(32) });
    const judgement = judged(rules, { runs: [failed, whole], no_baseline: 'none', record_problems });
    expect(told(judgement)).toEqual([
      'run.status error',
      'code.allow_dirty error',
      'baseline.missing notice',
    ]);
    expect(judgement.metrics.find(({ key }) => key === 'auc')?.current?.values).toEqual([0.95]);
  });

  test('for lack of memory says so', () => {
    const killed = { ...failed, command: { ...failed.command, exit_code: 137, stderr_tail: [] } };
    expect(judged(policy({}), { runs: [killed] }).findings[0]).toMatchObject({
      message: `Run ${failed.run_id} has the status FAILED (exit code 137)`,
      mend: expect.stringContaining('lack of memory'),
    });
  });
});

test('a dirty work tree is refused where the policy does so', () => {
  expect(told(judged(policy({ code: { allow_dirty: false } }), { runs: [of(true)] }))).toEqual([
    'code.allow_dirty error',
  ]);
  for (const rules of [policy({}), policy({ code: {} }), policy({ code: { allow_dirty: true } })])
    expect(told(judged(rules, { runs: [of(true)] }))).toEqual([]);
  expect(told(judged(policy({ code: { allow_dirty: false } }), { runs: [of(false)] }))).toEqual([]);
});

test('what nobody knows is not taken for clean; each run counts', () => {
  const rules = policy({ code: { allow_dirty: false } });
  expect(judged(rules, { runs: [of(null)] }).findings[0]?.message).toMatch(/^Nobody knows/);
  expect(told(judged(rules, { runs: [run()] }))).toEqual(['code.allow_dirty error']);
  expect(judged(rules, { runs: [of(false), of(true)] }).findings[0]?.message).toMatch(/\(1 of 2 runs\)$/);
});

test.each([
  ['of a fork', 'fork', /fork or by Dependabot/],
  ['of a commit that nobody vouches for', 'claimed', /GitHub did not say whose it is/],
] as const)('a run %s may be judged, and enters no registry', (_, trust, words) => {
  const { context } = run();
  const runs = [run({}, { context: { ...context, trust, event: 'push', ci_run_id: '7' } })];
  expect(judged(policy({}), { runs }).findings[0]?.message).toMatch(words);
  expect(told(judged(policy({}), { runs }))).toEqual(['run.trust notice']);
  for (const purpose of ['register', 'promote'] as const)
    expect(told(judged(policy({}), { runs, purpose }))).toEqual(['run.trust error']);
});

test('a run that was changed while it went on passes nowhere', () => {
  const { context } = run();
  const runs = [run({}, { context: { ...context, trust: 'tampered' } })];
  for (const purpose of ['gate', 'register', 'promote'] as const)
    expect(told(judged(policy({}), { runs, purpose }))).toEqual(['run.trust error']);
});

test('tags are those of every run, unless others are given', () => {
  const rules = policy({ required_tags: ['owner'] });
  const runs = [run({}, { tags: { owner: 'a' } }), run({}, { tags: {} })];
  expect(judged(rules, { runs }).findings.map(({ message }) => message)).toEqual([
    'The lineage tag `owner` is missing in 1 of 2 runs',
  ]);
  expect(told(judged(rules, { runs, tags: { owner: 'a' } }))).toEqual([]);
  expect(told(judged(rules, { runs, tags: {} }))).toEqual(['required_tags.owner error']);
});

test.each(['', ' \n', '\u200b', '\u00ad', '\u3164', '\u2060\u2800'])(
  'a tag of nothing that anybody sees (%j) is missing',
  (owner) => {
    const rules = policy({ required_tags: ['owner'] });
    expect(told(judged(rules, { runs: [run({}, { tags: { owner } })] }))).toEqual([
      'required_tags.owner error',
    ]);
  },
);

test('a required tag may be called as something of every object is', () => {
  const [finding] = judged(policy({ required_tags: ['constructor'] }), {
    runs: [run({}, { tags: {} })],
  }).findings;
  expect(finding).toMatchObject({
    rule: 'required_tags.constructor',
    mend: expect.stringContaining('--tag constructor=VALUE'),
  });
});

test('all findings come at once', () => {
  const rules = policy({
    required_tags: ['owner'],
    tags: { dataset_version: { pattern: '^x' } },
    metrics: { auc: { min: 0.9 }, loss: {} },
    code: { allow_dirty: false },
  });
  expect(told(judged(rules, { runs: [run({ auc: 0.1 })] })).sort()).toEqual([
    'code.allow_dirty error',
    'metrics.auc.min error',
    'metrics.loss.required error',
    'required_tags.owner error',
    'tags.dataset_version.pattern error',
  ]);
});

describe("the team's own schema", () => {
  const rules = { ...policy({}), record: { path: 's.json', schema: {} } };
  const problem = (pointer: string) => ({ run_id: '0'.repeat(32), pointer, problem: 'is missing' });

  test('each place that does not fit is a finding with its pointer', () => {
    const { findings } = judged(rules, { record_problems: [problem('/tags/owner'), problem('')] });
    expect(findings.map(({ rule, subject, message }) => ({ rule, subject, message }))).toEqual([
      {
        rule: 'record/tags/owner',
        subject: '/tags/owner',
        message: 'The record does not fit s.json: `/tags/owner` is missing',
      },
      { rule: 'record', subject: 'record', message: 'The record does not fit s.json: it is missing' },
    ]);
  });

  test('very many are cut short, and that is said', () => {
    const record_problems = Array.from({ length: 60 }, (_, index) => problem(`/${'x'.repeat(400)}${index}`));
    const { findings } = judged(rules, { record_problems });
    expect(findings).toHaveLength(51);
    expect(findings.at(-1)?.message).toBe('10 more places do not fit s.json');
    for (const { rule, subject } of findings) {
      expect(rule.length).toBeLessThanOrEqual(300);
      expect(subject.length).toBeLessThanOrEqual(500);
    }
  });

  test('records that nobody looked at do not pass', () => {
    expect(() => judged(rules, { record_problems: null })).toThrow('were not held against');
  });
});

test('the same facts give the same judgement, and none of them is changed', () => {
  const rules = policy({ metrics: { auc: { min: 0.9 } }, models: { '*': { metrics: { auc: { max: 1 } } } } });
  const freeze = <T>(value: T): T => {
    if (value !== null && typeof value === 'object') Object.values(Object.freeze(value)).forEach(freeze);
    return value;
  };
  const facts = freeze({
    purpose: 'gate' as const,
    subject: 'm',
    experiment: 'e',
    runs: [run({ auc: 0.5 })],
    baseline: null,
    no_baseline: 'first',
    record_problems: null,
    matches,
    now: NOW,
  });
  expect(judge(freeze(rules), facts)).toEqual(judge(rules, facts));
});
