import { metricOrder } from '../../../src/core/compare/metrics.js';
import { inPolicyOrder } from '../../../src/core/policy/metric-order.js';
import { BUILT_IN_POLICY } from '../../../src/core/policy/policy.js';
import { runRecord } from '../../ledger/fixtures.js';

test('metrics with rules come first, in the order of the policy; the others by name', () => {
  expect(metricOrder(['b', 'a', 'val_loss', 'val_auc', 'a'], { val_loss: {}, f1: {}, val_auc: {} })).toEqual([
    'val_loss',
    'val_auc',
    'a',
    'b',
  ]);
});

test('a run has its metrics in the order of its own policy', () => {
  const run = runRecord('0'.repeat(31).concat('1'), { experiment: 'clf_x' });
  const metrics = Object.fromEntries(
    ['auc', 'loss', 'time'].map((key) => [key, { value: 1, step: null, at: null }]),
  );
  const policy = {
    ...BUILT_IN_POLICY,
    metrics: { loss: { max: 1 } },
    models: [{ glob: 'clf_*', rules: { metrics: { time: { max: 9 }, loss: null } } }],
  };
  const keys = (experiment: string) =>
    Object.keys(
      inPolicyOrder({ ...run, experiment, outputs: { ...run.outputs, metrics } }, policy).outputs.metrics,
    );
  expect(keys('reg')).toEqual(['loss', 'auc', 'time']);
  expect(keys('clf_x')).toEqual(['time', 'auc', 'loss']);
});
