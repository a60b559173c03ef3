import { remarksOn } from '../../../src/core/policy/remarks.js';
import { policy } from './support.js';

const told = (file: Parameters<typeof policy>[0]) =>
  remarksOn(policy(file)).map(({ rule, severity }) => `${rule} ${severity}`);

test('a limit below half of the noise is noted', () => {
  const metrics = { auc: { max_drop: 0.001 }, loss: { max_increase: 0.1 }, f1: { max_drop: 0.0015 } };
  const noise = { auc: 0.003, loss: 0.3, f1: 0.003 };
  expect(told({ metrics, noise })).toEqual([
    'metrics.auc.max_drop notice',
    'metrics.loss.max_increase notice',
  ]);
  const [remark] = remarksOn(policy({ metrics, noise }));
  expect(remark?.message).toContain('`max_drop` of `auc`, 0.001, is below half of its noise, 0.003');
  expect(remark?.mend).toBe('Give `metrics.auc.max_drop` in the policy (p.yml) at least 0.0015');
});

test('of a percentage, and of what has no noise, nothing is known', () => {
  expect(told({ metrics: { auc: { max_drop: '1%' }, f1: { max_drop: 0 } }, noise: { auc: 9 } })).toEqual([]);
});

test('what is said of approvals where none are needed has no effect', () => {
  const idle = { approvers: ['a'], override: ['a'], expires_after: '2d', environment: 'prod' };
  expect(told({ stages: { Production: idle } })).toEqual([
    'stages.Production.approvers warning',
    'stages.Production.override warning',
    'stages.Production.expires_after warning',
    'stages.Production.environment warning',
  ]);
  expect(told({ stages: { Production: { ...idle, approvals: 1 } } })).toEqual([]);
  expect(told({ stages: { Production: { approvers: ['a'], rollback: { approvals: 0 } } } })).toEqual([]);
  const models = { 'clf_*': { stages: { Production: { override: ['a'] } } } };
  expect(remarksOn(policy({ models }))).toMatchObject([
    { rule: 'stages.Production.override', glob: 'clf_*' },
  ]);
});

test('rules for single models are looked at as well, and nothing is said twice', () => {
  const file = {
    metrics: { auc: { max: 1, max_drop: 0.5 } },
    noise: { auc: 0.1 },
    models: {
      a: { metrics: { auc: { higher_is_better: true } } },
      b: { metrics: { auc: { max_drop: 0 } } },
      c: { required_tags: [] },
    },
  };
  expect(told(file)).toEqual(['metrics.auc.direction warning', 'metrics.auc.max_drop notice']);
});

test('a stage that takes versions from nothing but itself is remarked', () => {
  expect(told({ stages: { Production: { from: ['Production'] } } })).toEqual([
    'stages.Production.from warning',
  ]);
  expect(told({ stages: { Production: { from: ['Staging', 'Production'] } } })).toEqual([]);
});
