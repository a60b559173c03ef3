import { evaluate, missingTags } from '../../../src/core/policy/evaluate.js';
import { BUILT_IN_POLICY, policyDigest, policyOf } from '../../../src/core/policy/policy.js';
import { judged, matches, run, TAGS, told } from './support.js';

test('a run with the three lineage tags passes the built-in policy', () => {
  expect(evaluate(BUILT_IN_POLICY, { tags: [TAGS], matches })).toEqual({ verdict: 'pass', findings: [] });
});

test('every missing tag is a finding of its own, with the line to add', () => {
  const { verdict, findings } = evaluate(BUILT_IN_POLICY, { tags: [{ triggered_by: ' ' }], matches });
  expect(verdict).toBe('fail');
  expect(findings.map((finding) => finding.rule)).toEqual([
    'required_tags.dataset_version',
    'required_tags.git_commit',
    'required_tags.triggered_by',
  ]);
  expect(findings[0]?.mend).toContain('datasets: NAME=VERSION');
});

test('a tag that does not match its pattern is named with value and pattern', () => {
  const policy = policyOf({ version: 1, tags: { dataset_version: { pattern: '^v\\d+$' } } }, 'p.yml');
  const { verdict, findings } = evaluate(policy, { tags: [TAGS], matches });
  expect(verdict).toBe('fail');
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({ rule: 'tags.dataset_version.pattern', subject: 'dataset_version' });
  expect(findings[0]?.message).toContain('orders_v2.1');
  expect(evaluate(policy, { tags: [{ ...TAGS, dataset_version: 'v7' }], matches }).verdict).toBe('pass');
});

test('a tag that says another version of the data than the run used is told, once for all runs', () => {
  const stale = run({}, { tags: { ...TAGS, dataset_version: 'orders_v2.0' } });
  const used = { name: 'orders', version: 'v2.1', digest: null, path: null, size_bytes: null };
  const runs = [1, 2].map(() => ({ ...stale, inputs: { ...stale.inputs, datasets: [used as never] } }));
  const judgement = judged(policyOf({ version: 1 }, 'p.yml'), { runs });
  expect(told(judgement)).toEqual(['tags.dataset_version.datasets warning']);
  expect(judgement.findings[0]?.message).toContain('`orders_v2.0`, and the run used `orders@v2.1`');
  // What counts is what the version is to have.
  expect(told(judged(policyOf({ version: 1 }, 'p.yml'), { runs, tags: TAGS }))).toEqual([]);
});

test('a pattern that takes too long to tell is no match, and the mend is in the policy', () => {
  const policy = policyOf({ version: 1, tags: { dataset_version: { pattern: '^(a+)+$' } } }, 'p.yml');
  const { verdict, findings } = evaluate(policy, { tags: [TAGS], matches: () => null });
  expect(verdict).toBe('fail');
  expect(findings[0]?.message).toMatch(/it takes too long to tell whether that matches/);
  expect(findings[0]?.mend).toContain('`tags.dataset_version.pattern` in the policy (p.yml)');
});

test('of several runs each has its tags: one that lacks them is told', () => {
  const policy = policyOf({ version: 1, tags: { dataset_version: { pattern: '^orders' } } }, 'p.yml');
  const { dataset_version: _, ...without } = TAGS;
  const tags = [TAGS, { ...TAGS, dataset_version: 'users_v1' }, without];
  expect(evaluate(policy, { tags, matches }).findings.map(({ message }) => message)).toEqual([
    'The lineage tag `dataset_version` is missing in 1 of 3 runs',
    'The lineage tag `dataset_version` is `users_v1` in 1 of 3 runs, which does not match the pattern `^orders`',
  ]);
});

test('the policy decides which tags are required; inherited object keys are no tags', () => {
  const policy = policyOf({ version: 1, required_tags: ['owner', 'toString'] }, 'p.yml');
  expect(missingTags(evaluate(policy, { tags: [TAGS], matches }).findings)).toEqual(['owner', 'toString']);
});

test('the digest of a policy is that of its rules, not of the place it was read from', () => {
  expect(policyDigest({ ...BUILT_IN_POLICY, source: 'elsewhere' })).toBe(policyDigest(BUILT_IN_POLICY));
  expect(policyDigest({ ...BUILT_IN_POLICY, required_tags: ['a'] })).not.toBe(policyDigest(BUILT_IN_POLICY));
});

test('rules that a policy does not use leave its digest as older releases wrote it', () => {
  const digest = 'sha256:633544293a2848a17053573d054e7b5e306d736a2235813f00924f74f88b4fba';
  expect(policyDigest(BUILT_IN_POLICY)).toBe(digest);
  const none = { metrics: {}, noise: {}, models: {}, code: {}, datasets: {}, ledger: { parking: false } };
  expect(policyDigest(policyOf({ version: 1, ...none }, 'p.yml'))).toBe(digest);
  const rules = [
    { metrics: { a: {} } },
    { noise: { a: 1 } },
    { code: { allow_dirty: false } },
    { models: { a: {} } },
    { datasets: { immutable: 'error' } },
  ] as const;
  for (const rule of rules) expect(policyDigest(policyOf({ version: 1, ...rule }, 'p.yml'))).not.toBe(digest);
});
