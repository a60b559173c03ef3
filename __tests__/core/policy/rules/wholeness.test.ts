import type { RunRecord } from '../../../../src/core/generated/types.js';
import { codeAt } from '../../../ledger/fixtures.js';
import { baseBranch, judged, policy, run, told } from '../support.js';

const PROBLEM = {
  code: 'E_ARTIFACT_NONE',
  what: 'No file matches "plot/**"',
  where: 'artifacts, line 1',
  mend: 'Correct the pattern',
};

function reused(made_by: string | null): RunRecord {
  const record = run({ val_auc: 0.9 });
  const metric = { value: 0.9, step: null, at: null, reused: true, made_by };
  return { ...record, outputs: { ...record.outputs, metrics: { val_auc: metric } } };
}

describe('an incomplete run', () => {
  const runs = [run({}, { problems: [PROBLEM] })];

  test('is refused with its own problems, at the gate and at registration', () => {
    for (const purpose of ['gate', 'register'] as const) {
      const { findings, verdict } = judged(policy({}), { runs, purpose });
      expect(verdict).toBe('fail');
      expect(findings).toMatchObject([
        { rule: 'run.complete', severity: 'error', subject: '0'.repeat(32), mend: 'Correct the pattern' },
      ]);
      expect(findings[0]?.message).toContain(
        'E_ARTIFACT_NONE: No file matches "plot/**" (artifacts, line 1)',
      );
    }
  });

  test('passes with a warning or in silence where the policy says so', () => {
    expect(told(judged(policy({ run: { complete: 'warning' } }), { runs }))).toEqual([
      'run.complete warning',
    ]);
    expect(told(judged(policy({ run: { complete: 'off' } }), { runs }))).toEqual([]);
  });

  test('can be waived, other than a failed one', () => {
    const waiver = { rule: 'run.*', reason: 'the plot is lost', by: 'alice', expires: '2999-12-31' };
    const waived = judged(policy({ waivers: [waiver] }), { runs });
    expect(waived).toMatchObject({ verdict: 'pass', waived: [{ finding: { rule: 'run.complete' } }] });
    const failed = judged(policy({ waivers: [waiver] }), { runs: [run({}, { status: 'FAILED' })] });
    expect(told(failed)).toEqual(['run.status error']);
  });

  test('of many problems tells the first and how many more there are', () => {
    const problems = Array.from({ length: 8 }, (_, index) => ({ ...PROBLEM, what: `problem ${index}` }));
    const { findings } = judged(policy({}), { runs: [run({}, { problems })] });
    expect(findings[0]?.message).toMatch(/problem 4 .*; and 3 more$/);
  });
});

describe('outputs that the run did not write', () => {
  const known = reused('1'.repeat(32));
  const unknown = reused(null);

  test.each([
    ['by default', undefined, [], ['run.fresh error']],
    ['known', 'known', [], ['run.fresh error']],
    ['true', true, ['run.fresh error'], ['run.fresh error']],
    ['false', false, [], []],
  ] as const)('%s', (_, fresh, ofKnown, ofUnknown) => {
    const rules = policy(fresh === undefined ? {} : { run: { fresh } });
    expect(told(judged(rules, { runs: [known] }))).toEqual(ofKnown);
    expect(told(judged(rules, { runs: [unknown], purpose: 'register' }))).toEqual(ofUnknown);
  });

  test('are named', () => {
    expect(judged(policy({}), { runs: [unknown] }).findings[0]?.message).toContain('metric `val_auc`');
  });
});

test('outputs of another commit that nothing was trained for are warned of, whatever it is compared with', () => {
  const id = '1'.repeat(32);
  const at = (commit: string, tree?: string): RunRecord['inputs'] => ({
    ...run().inputs,
    code: { ...codeAt(commit.repeat(40)), ...(tree === undefined ? {} : { tree }) },
  });
  const maker = run({ val_auc: 0.9 }, { run_id: id, inputs: at('a', '1') });
  const said = (inputs: RunRecord['inputs'], facts: Parameters<typeof judged>[1] = {}) =>
    judged(policy({}), { runs: [{ ...reused(id), inputs }], makers: new Map([[id, maker]]), ...facts });
  expect(said(at('b', '2'), { baseline: baseBranch([maker]) })).toMatchObject({
    verdict: 'pass',
    findings: [
      {
        rule: 'run.fresh',
        severity: 'warning',
        message: `Run ${'0'.repeat(32)} did not write metric \`val_auc\`: run ${id} of commit \`aaaaaaa\`, which it is compared with, made it with other code`,
      },
    ],
  });
  expect(told(said(at('b')))).toEqual(['run.fresh warning']);
  // One content of two commits, a step before in the same job, and a maker that nobody knows.
  expect(told(said(at('b', '1')))).toEqual([]);
  expect(told(said(at('a')))).toEqual([]);
  expect(told(said(at('b', '2'), { makers: new Map() }))).toEqual([]);
});

test('inputs that changed meanwhile are a warning with both readings, or what the policy makes of them', () => {
  const base = run();
  const changed = [{ kind: 'param' as const, name: 'lr', path: 'params.yaml', begin: 0.1, end: 99 }];
  const runs = [{ ...base, inputs: { ...base.inputs, changed } }];
  const { findings } = judged(policy({}), { runs });
  expect(findings).toMatchObject([{ rule: 'run.inputs_changed', severity: 'warning' }]);
  expect(findings[0]?.message).toContain('param lr (0.1 to 99)');
  expect(told(judged(policy({ run: { inputs_changed: 'error' } }), { runs }))).toEqual([
    'run.inputs_changed error',
  ]);
  expect(told(judged(policy({ run: { inputs_changed: 'off' } }), { runs }))).toEqual([]);
});

test('a params file that nobody can read at the end is named once', () => {
  const base = run();
  const unread = {
    kind: 'params-file' as const,
    name: 'p.yaml',
    path: 'p.yaml',
    begin: 'sha256:0',
    end: null,
  };
  const runs = [{ ...base, inputs: { ...base.inputs, changed: [unread] } }];
  expect(judged(policy({}), { runs }).findings[0]?.message).toMatch(
    /changed while it went on: `p\.yaml` \(could not be read at the end\)$/,
  );
});

test('the rules of a model are laid over those for all', () => {
  const rules = policy({ run: { complete: 'off' }, models: { 'clf_*': { run: { complete: 'error' } } } });
  const runs = [run({}, { problems: [PROBLEM] })];
  expect(told(judged(rules, { runs }))).toEqual(['run.complete error']);
  expect(told(judged(rules, { runs, subject: 'other' }))).toEqual([]);
});
