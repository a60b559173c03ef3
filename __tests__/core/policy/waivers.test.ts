import type { Waiver } from '../../../src/core/generated/types.js';
import { waivedText } from '../../../src/core/policy/waivers.js';
import { judged, policy, run, told } from './support.js';

const WAIVER: Waiver = {
  rule: 'metrics.auc.min',
  model: 'clf_orders',
  reason: 'the new market has little data',
  by: 'alice',
  expires: '2026-12-31',
};
const RUNS = [run({ auc: 0.8, loss: 3 })];

function judgedWith(change: Partial<Waiver>, facts: { now?: string; subject?: string } = {}) {
  const rules = policy({
    metrics: { auc: { min: 0.9 }, loss: { max: 1 } },
    waivers: [{ ...WAIVER, ...change }],
  });
  return judged(rules, { runs: RUNS, ...facts });
}

test('a waived finding is told apart with its waiver, and the others stay', () => {
  const judgement = judgedWith({});
  expect(told(judgement)).toEqual(['metrics.loss.max error']);
  expect(judgement.waived).toHaveLength(1);
  expect(judgement.waived[0]).toMatchObject({ finding: { rule: 'metrics.auc.min' }, waiver: WAIVER });
  expect(judgement.metrics[0]?.findings).toEqual([]);
  const [one] = judgement.waived;
  if (one === undefined) throw new Error('nothing was waived');
  expect(waivedText(one)).toMatch(
    /^Waived by alice until 2026-12-31 \(the new market .*\): The metric `auc` is 0.8,/,
  );
});

test('when nothing else is wrong the verdict is a pass', () => {
  const judgement = judgedWith({ rule: 'metrics.*' });
  expect(judgement.verdict).toBe('pass');
  expect(judgement.waived.map(({ finding }) => finding.rule)).toEqual([
    'metrics.auc.min',
    'metrics.loss.max',
  ]);
});

test.each<[string, Partial<Waiver>, { now?: string; subject?: string }, boolean]>([
  ['on its last day', {}, { now: '2026-12-31T23:59:59.999Z' }, true],
  ['on the day after', {}, { now: '2027-01-01T00:00:00Z' }, false],
  ['for another model', {}, { subject: 'clf_users' }, false],
  ['for a glob of models', { model: 'clf_*' }, { subject: 'clf_users' }, true],
  ['for all models', { model: undefined }, { subject: 'anything' }, true],
  ['for another rule', { rule: 'metrics.auc.max' }, {}, false],
  ['for a glob of rules', { rule: 'metrics.auc.*' }, {}, true],
  ['for a part of an id', { rule: 'metrics.auc' }, {}, false],
])('it counts %s', (_, change, facts, counts) => {
  expect(judgedWith(change, facts).waived).toHaveLength(counts ? 1 : 0);
});

test('that there is no run, or none that finished, cannot be waived', () => {
  const waivers = [{ ...WAIVER, rule: '*', model: '*' }];
  const rules = policy({ required_tags: ['owner'], waivers });
  expect(told(judged(rules, { runs: [] }))).toEqual(['run.recorded error']);
  const failed = judged(rules, { runs: [run({}, { status: 'FAILED' })] });
  expect(told(failed)).toEqual(['run.status error']);
  expect(failed.waived.map(({ finding }) => finding.rule)).toEqual(['required_tags.owner']);
});

test('notices need no waiver', () => {
  const rules = policy({ metrics: { auc: { max_drop: 0.1 } }, waivers: [{ ...WAIVER, rule: '*' }] });
  const judgement = judged(rules, { runs: RUNS, no_baseline: 'first run' });
  expect(told(judgement)).toEqual(['baseline.missing notice']);
  expect(judgement.waived).toEqual([]);
});
