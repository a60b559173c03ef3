import { describePolicy } from '../../../src/core/policy/describe.js';
import { policyFor } from '../../../src/core/policy/overrides.js';
import { hasSameRules } from '../../../src/core/policy/same-rules.js';
import { judged, NOW, policy, run, told } from './support.js';

const RULES = policy({
  required_tags: ['owner'],
  tags: { owner: { pattern: '^a' }, team: { pattern: '^b' } },
  metrics: { auc: { min: 0.9, severity: 'warning' }, loss: { max: 1 } },
  code: { allow_dirty: false },
  stages: { Production: { from: ['Staging'], approvals: 1 } },
  models: {
    'clf_*': { metrics: { auc: { min: 0.8 }, f1: { min: 0.5 } }, required_tags: [] },
    clf_orders: { metrics: { auc: { max: 1 }, loss: null }, tags: { team: null } },
    'reg_*': { code: { allow_dirty: true }, stages: { Production: { approvals: 2 } } },
  },
});

test('all globs that match apply in the order of the file, setting by setting', () => {
  const rules = policyFor(RULES, 'clf_orders');
  expect(rules.metrics).toEqual({ auc: { min: 0.8, max: 1, severity: 'warning' }, f1: { min: 0.5 } });
  expect(rules.required_tags).toEqual([]);
  expect(rules.tags).toEqual({ owner: { pattern: '^a' } });
  expect(rules.code).toEqual({ allow_dirty: false });
  expect(policyFor(RULES, 'clf_users').metrics['loss']).toEqual({ max: 1 });
});

test('what datasets are to be is overridden as runs are, and described', () => {
  const rules = policy({
    datasets: { immutable: 'warning' },
    models: { 'clf_*': { datasets: { immutable: 'off' } }, '*_orders': { run: { complete: 'off' } } },
  });
  expect(policyFor(rules, 'clf_orders')).toMatchObject({
    datasets: { immutable: 'off' },
    run: { complete: 'off' },
  });
  expect(policyFor(rules, 'reg_orders').datasets).toEqual({ immutable: 'warning' });
  expect(describePolicy(rules, NOW)).toContainEqual(['datasets', ['immutable warning']]);
  const ledger = { ...rules, ledger: { parking: false } };
  expect(describePolicy(ledger, NOW)).toContainEqual(['ledger', ['no run is parked']]);
});

test('what is not overridden stays', () => {
  const rules = policyFor(RULES, 'reg_orders');
  expect(rules.code).toEqual({ allow_dirty: true });
  expect(rules.stages).toEqual({ Production: { from: ['Staging'], approvals: 2 } });
  expect(rules.metrics).toEqual(RULES.metrics);
  expect(policyFor(RULES, 'other')).toBe(RULES);
});

test('later wins, whichever is the closer match', () => {
  const rules = policy({
    models: { clf_orders: { metrics: { a: { min: 1 } } }, '*': { metrics: { a: { min: 2 } } } },
  });
  expect(policyFor(rules, 'clf_orders').metrics['a']).toEqual({ min: 2 });
});

test('keys that every object has are names like any other', () => {
  const rules = policy({ models: { '*': { metrics: { constructor: { min: 1 }, toString: { min: 1 } } } } });
  expect(policyFor(rules, 'm').metrics).toEqual({ constructor: { min: 1 }, toString: { min: 1 } });
  expect(told(judged(rules, { runs: [run({ toString: 2 })] }))).toEqual([
    'metrics.constructor.required error',
  ]);
});

test('the subject of the judgement says which apply', () => {
  const rules = policy({
    metrics: { auc: { min: 0.9 } },
    models: { 'clf_*': { metrics: { auc: { min: 0.8 } } } },
  });
  const runs = [run({ auc: 0.85 })];
  expect(judged(rules, { runs, subject: 'clf_orders' }).verdict).toBe('pass');
  expect(judged(rules, { runs, subject: 'orders' }).verdict).toBe('fail');
});

test('noise is replaced by key, and null takes it away', () => {
  const rules = policy({
    noise: { auc: 0.01, loss: 0.1 },
    models: { clf: { noise: { auc: 0.02, loss: null, f1: 0.03 } } },
  });
  expect(policyFor(rules, 'clf').noise).toEqual({ auc: 0.02, f1: 0.03 });
  expect(policyFor(rules, 'other').noise).toEqual({ auc: 0.01, loss: 0.1 });
});

const waiver = (model?: string) => ({
  ...{ rule: 'metrics.auc.min', reason: 'r', by: 'b', expires: '2026-01-01' },
  ...(model === undefined ? {} : { model }),
});
test.each<[string, Parameters<typeof policy>[0], boolean]>([
  ['no overrides', { metrics: { auc: { min: 0.9 } } }, true],
  ['a limit for one', { models: { 'clf_*': { metrics: { auc: { min: 0.9 } } } } }, false],
  ['tags for one', { models: { lax: { required_tags: [] } } }, false],
  ['approvals for one', { models: { 'clf_*': { stages: { Production: { approvals: 1 } } } } }, false],
  ['one glob for both', { models: { '*': { metrics: { auc: { min: 0.9 } } } } }, true],
  [
    'the same under two globs, in another order of settings',
    {
      models: {
        'clf_*': { metrics: { auc: { min: 0.9, max: 1 } } },
        lax: { metrics: { auc: { max: 1, min: 0.9 } } },
      },
    },
    true,
  ],
  ['a waiver for all', { waivers: [waiver()] }, true],
  ['a waiver for one', { waivers: [waiver('lax')] }, false],
  ['a waiver for each', { waivers: [waiver('lax'), waiver('clf_*')] }, true],
  ['a waiver for both', { waivers: [waiver('{lax,clf_*}')] }, true],
])('whether two names have the same rules: %s', (_, file, same) => {
  expect(hasSameRules(policy(file), { from: 'lax', to: 'clf_orders' })).toBe(same);
  expect(hasSameRules(policy(file), { from: 'clf_orders', to: 'lax' })).toBe(same);
});
