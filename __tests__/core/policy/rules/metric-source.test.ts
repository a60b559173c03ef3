import type { RunRecord } from '../../../../src/core/generated/types.js';
import { baseBranch, judged, policy, run, told } from '../support.js';

function from(source: string | undefined, value = 0.9): RunRecord {
  const record = run();
  const metric = { value, step: null, at: null, ...(source === undefined ? {} : { source }) };
  return { ...record, outputs: { ...record.outputs, metrics: { auc: metric } } };
}

const rules = policy({ metrics: { auc: { min: 0.5 } } });

test.each([
  ['another file', 'eval.json', 'train.json', ['metrics.auc.source warning']],
  ['the same file', 'eval.json', 'eval.json', []],
  ['another line of an input', 'input metrics, line 1', 'input metrics, line 2', []],
  ['a record that does not say', 'eval.json', undefined, []],
])('a metric beside a baseline from %s', (_, now, before, findings) => {
  const baseline = baseBranch([from(before)]);
  expect(told(judged(rules, { runs: [from(now)], baseline }))).toEqual(findings);
});

test('both files are named', () => {
  const { findings } = judged(rules, { runs: [from('a.json')], baseline: baseBranch([from('b.json')]) });
  expect(findings[0]?.message).toMatch(/from `a\.json`, and the baseline's from `b\.json`/);
});
