import { parsePolicy } from '../../src/collect/policy.js';
import { UserError } from '../../src/core/errors.js';
import { LINEAGE_TAGS } from '../../src/core/policy/policy.js';

test('a policy is read with its defaults', async () => {
  const policy = await parsePolicy("version: 1\ntags:\n  dataset_version: { pattern: '^v' }\n", 'p.yml');
  expect(policy).toEqual({
    required_tags: LINEAGE_TAGS,
    tags: { dataset_version: { pattern: '^v' } },
    source: 'p.yml',
  });
});

test.each([
  ['unknown key, with the likely one', 'version: 1\nrequired_tag: [a]\n', 'p.yml:2', /required_tags/],
  ['a key of a later release', 'version: 1\nmetrics: {}\n', 'p.yml:2', /Known here/],
  ['unknown key of a tag', 'version: 1\ntags:\n  a:\n    patern: x\n', 'p.yml:4', /pattern/],
  ['no version', 'required_tags: [a]\n', 'p.yml:1', /version: 1/],
  ['another version', 'version: 2\n', 'p.yml:1', /version: 1/],
  ['empty file', '', 'p.yml', /docs\/policy.md/],
  ['a list', '- a\n', 'p.yml:1', /docs\/policy.md/],
  ['broken YAML', 'version: 1\nrequired_tags: [a\n', 'p.yml:3', /YAML/],
  ['duplicate key', 'version: 1\nversion: 1\n', 'p.yml:2', /YAML/],
  ['wrong type', 'version: 1\nrequired_tags: dataset_version\n', 'p.yml:2', /docs\/policy.md/],
  ['a pattern that is none', "version: 1\ntags: { a: { pattern: '(' } }\n", 'p.yml:2', /Correct the pattern/],
])('%s is a fault with line and mend', async (_, text, where, mend) => {
  const error = await parsePolicy(text, 'p.yml').catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(UserError);
  const [fault] = (error as UserError).faults;
  expect(fault?.code).toBe('E_POLICY_INVALID');
  expect(fault?.where).toBe(where);
  expect(`${fault?.mend}`).toMatch(mend);
});

test('all faults are listed at once', async () => {
  const error = await parsePolicy('version: 3\nfoo: 1\nbar: 2\n', 'p.yml').catch((caught: unknown) => caught);
  expect((error as UserError).faults).toHaveLength(3);
});
