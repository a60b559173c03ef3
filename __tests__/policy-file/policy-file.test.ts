import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Fault, UserError } from '../../src/core/errors.js';
import { BUILT_IN_POLICY, LINEAGE_TAGS, type Policy } from '../../src/core/policy/policy.js';
import { parsePolicy } from '../../src/policy-file/policy-file.js';
import { breathe } from '../support/hostile-texts.js';

const ROOT = path.resolve(import.meta.dirname, '../..');

function parse(text: string, files: Record<string, string> = {}): Promise<Policy> {
  return parsePolicy(text, { path: 'p.yml', ref: null, read: async (name) => files[name] ?? null });
}

async function faultsOf(text: string, files?: Record<string, string>): Promise<readonly Fault[]> {
  const error = await parse(text, files).catch((caught: unknown) => caught);
  if (!(error instanceof UserError)) throw new Error(`no faults in ${text}`);
  return error.faults;
}

/** Lines of a file of version 1. */
const file = (...lines: string[]) => ['version: 1', ...lines, ''].join('\n');

test('a policy is read with its defaults', async () => {
  expect(await parse("version: 1\ntags:\n  dataset_version: { pattern: '^v' }\n")).toEqual({
    ...BUILT_IN_POLICY,
    required_tags: LINEAGE_TAGS,
    tags: { dataset_version: { pattern: '^v' } },
    source: 'p.yml',
  });
});

test('every key is read', async () => {
  const text = file(
    'metrics:',
    '  val_auc: { required: true, higher_is_better: true, min: 0.90, max_drop: 0.01, baseline: Production }',
    '  latency: { max_increase: 5%, severity: warning, baseline: main }',
    'noise: { val_auc: 0.003 }',
    'code: { allow_dirty: false }',
    'record: s.json',
    'stages:',
    '  Production: { from: [Staging], approvals: 1, approver_not_requester: true, allowed_actors: [a, b], required_tags: [b] }',
    "applies_to: ['src/**', '!**/*.md']",
    'registry_workflows: [.github/workflows/promote.yml]',
    'model_card: { required_sections: [intended_use] }',
    "models: { 'clf_*': { metrics: { val_auc: null } } }",
    'waivers:',
    '  - { rule: metrics.val_auc.min, model: clf_orders, reason: "…", by: alice, expires: 2026-12-31 }',
  );
  const policy = await parse(text, { 's.json': '{"type": "object"}' });
  expect(policy).toMatchObject({
    metrics: { val_auc: { min: 0.9 }, latency: { max_increase: '5%' } },
    noise: { val_auc: 0.003 },
    code: { allow_dirty: false },
    record: { path: 's.json', schema: { type: 'object' } },
    stages: { Production: { approvals: 1 } },
    applies_to: ['src/**', '!**/*.md'],
    registry_workflows: ['.github/workflows/promote.yml'],
    model_card: { required_sections: ['intended_use'] },
    models: [{ glob: 'clf_*', rules: { metrics: { val_auc: null } } }],
    waivers: [{ rule: 'metrics.val_auc.min', expires: '2026-12-31' }],
  });
});

test('a limit for all may be taken from one model, and a missing baseline may be waived', async () => {
  const text = file(
    'metrics: { a: { max_drop: 1 } }',
    'models: { b: { metrics: { a: { baseline: none } } } }',
    'waivers: [{ rule: baseline.missing, reason: r, by: b, expires: 2026-12-31 }]',
  );
  expect(await parse(text)).toMatchObject({ models: [{ glob: 'b' }], waivers: [{ by: 'b' }] });
});

test('every policy of the documentation is sound, and so is its schema for records', async () => {
  const text = await readFile(path.join(ROOT, 'docs/policy.md'), 'utf8');
  const blocks = (language: string) =>
    [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
      ([, body = '']) => body,
    );
  const [schema = ''] = blocks('json');
  const policies = blocks('yaml').map((body) => (body.startsWith('version') ? body : `version: 1\n${body}`));
  expect(policies.length).toBeGreaterThan(8);
  for (const one of policies) await parse(one, { 'schemas/our-run.schema.json': schema });
});

test('the example is a sound policy', async () => {
  const text = await readFile(path.join(ROOT, 'examples/lineage.yml'), 'utf8');
  expect((await parse(text)).required_tags).toContain('owner');
});

test.each<[name: string, text: string, where: string, says: RegExp]>([
  ['unknown key, with the likely one', 'version: 1\nrequired_tag: [a]\n', 'p.yml:2', /required_tags/],
  ['a key that is like no other', 'version: 1\nnonsense: {}\n', 'p.yml:2', /Known here: .*`metrics`/],
  ['unknown key of a tag', 'version: 1\ntags:\n  a:\n    patern: x\n', 'p.yml:4', /`pattern`/],
  ['unknown key of a metric', file('metrics:', '  a:', '    max_dorp: 1'), 'p.yml:4', /`max_drop`/],
  ['unknown key of a stage', file('stages:', '  Production: { aprovals: 1 }'), 'p.yml:3', /`approvals`/],
  ['unknown key of an override', file("models: { 'a*': { record: x } }"), 'p.yml:2', /Known here/],
  ['unknown key of a waiver', file('waivers: [{ rules: a }]'), 'p.yml:2', /`rule`/],
  ['no version', 'required_tags: [a]\n', 'p.yml:1', /version: 1/],
  ['another version', 'version: 2\n', 'p.yml:1', /version: 1/],
  ['empty file', '', 'p.yml', /docs\/policy.md/],
  ['a list', '- a\n', 'p.yml:1', /docs\/policy.md/],
  ['broken YAML', 'version: 1\nrequired_tags: [a\n', 'p.yml:3', /YAML/],
  ['duplicate key', 'version: 1\nversion: 1\n', 'p.yml:2', /YAML/],
  ['wrong type', 'version: 1\nrequired_tags: dataset_version\n', 'p.yml:2', /must be a list/],
  [
    'a text for a number',
    file('metrics: { a: { min: high } }'),
    'p.yml:2',
    /`metrics.a.min` must be a number/,
  ],
  ['no number at all', file('metrics: { a: { min: .nan } }'), 'p.yml:2', /must be a number/],
  ['a text that is no percentage', file('metrics: { a: { max_drop: 2 % } }'), 'p.yml:2', /`2%`/],
  ['a drop below 0', file('metrics: { a: { max_drop: -0.1 } }'), 'p.yml:2', />= 0/],
  [
    'an unknown baseline',
    file('metrics: { a: { baseline: Prod } }'),
    'p.yml:2',
    /none of `Production`, `main`/,
  ],
  ['an unknown stage', file('stages: { production: {} }'), 'p.yml:2', /`production`\. Write `Production`/],
  [
    'a waiver without a reason',
    file('waivers:', '  - { rule: tags.a, by: b, expires: 2026-01-01 }'),
    'p.yml:3',
    /no `reason`/,
  ],
  [
    'a reason of blanks',
    file('waivers:', '  - { rule: tags.a, reason: " ", by: b, expires: 2026-01-01 }'),
    'p.yml:3',
    /not be empty/,
  ],
  [
    'no date',
    file('waivers:', '  - { rule: tags.a, reason: c, by: b, expires: soon }'),
    'p.yml:3',
    /2026-12-31/,
  ],
  ['a pattern that is none', "version: 1\ntags: { a: { pattern: '(' } }\n", 'p.yml:2', /Correct the pattern/],
  [
    'a pattern of an override',
    file("models: { a: { tags: { b: { pattern: '(' } } } }"),
    'p.yml:2',
    /Correct the pattern/,
  ],
  ['a metric of nothing', file('metrics:', '  a:'), 'p.yml:3', /Write `{}`/],
  ['a noise of nothing', file('noise:', '  a:'), 'p.yml:3', /Give a number above 0/],
  ['no noise at all', file('noise: { a: 0 }'), 'p.yml:2', /`noise.a` must be > 0/],
  ['a text for noise', file('noise: { a: 1% }'), 'p.yml:2', /`noise.a` must be a number/],
  ['min above max', file('metrics: { a: { min: 2, max: 1 } }'), 'p.yml:2', /Swap/],
  [
    'min above max with an override',
    file('metrics: { a: { min: 2 } }', 'models: { b: { metrics: { a: { max: 1 } } } }'),
    'p.yml:3',
    /Swap/,
  ],
  [
    'a drop that would be good',
    file('metrics: { a: { higher_is_better: false, max_drop: 1 } }'),
    'p.yml:2',
    /Write `max_increase`/,
  ],
  [
    'a rise that would be good',
    file('metrics: { a: { higher_is_better: true, max_increase: 1 } }'),
    'p.yml:2',
    /Write `max_drop`/,
  ],
  [
    'compared with nothing',
    file('metrics: { a: { max_drop: 1, baseline: none } }'),
    'p.yml:2',
    /Remove `baseline: none`/,
  ],
  [
    'a limit for one model that is compared with nothing',
    file('models: { b: { metrics: { a: { max_drop: 1, baseline: none } } } }'),
    'p.yml:2',
    /Remove `baseline: none`/,
  ],
  [
    'an approver and no approval',
    file('stages: { Production: { approver_not_requester: true } }'),
    'p.yml:2',
    /approvals: 1/,
  ],
  [
    'more approvals than approvers',
    file('stages:', '  Production:', '    approvers: [a, B, b, "x[bot]"]', '    approvals: 3'),
    'p.yml:5',
    /`Production\.approvals` is 3, and `approvers` names 2 who could approve/,
  ],
  [
    'a rollback that nobody can approve',
    file('stages: { Production: { allowed_actors: [a, b], rollback: { approvals: 3 } } }'),
    'p.yml:2',
    /`Production\.rollback\.approvals` is 3, and `allowed_actors` names 2/,
  ],
  [
    'one approver, who alone may ask',
    file('stages: { Production: { approvals: 1, allowed_actors: [a] } }'),
    'p.yml:2',
    /who asks may not approve.*`approver_not_requester: false`/,
  ],
  [
    'more approvals for one model than approvers for all',
    file(
      'stages: { Production: { approvals: 1, approvers: [a] } }',
      'models:',
      '  m: { stages: { Production: { approvals: 2 } } }',
    ),
    'p.yml:4',
    /names 1 who could approve/,
  ],
  ...(
    [
      ['an unknown role', 'role:owner', /`role:owner` is no role/],
      ['a misspelt role', 'role:Maintain', /`role:Maintain` is no role.*`role:maintain`\?/],
      ['a team without its sign', 'acme/ml', /`acme\/ml` is no login.*`@acme\/ml`/],
      ['a login with a sign', '@alice', /`@alice` can be no login/],
      ['an address', 'bob@example.com', /`bob@example\.com` can be no login/],
    ] as const
  ).map(
    ([name, entry, why]) =>
      [
        name,
        file('stages:', '  Production:', '    approvals: 1', `    approvers: [a, b, '${entry}']`),
        'p.yml:5',
        why,
      ] as [string, string, string, RegExp],
  ),
  [
    'a pattern of branches',
    file("stages: { Production: { allowed_refs: ['release/*'] } }"),
    'p.yml:2',
    /takes names and no patterns/,
  ],
  ['a stage from nowhere', file('stages: { Production: { from: [] } }'), 'p.yml:2', /empty/],
  ['nothing put in', file("applies_to: ['!docs/**']"), 'p.yml:2', /no pull request would ever be judged/],
  ['an absolute glob', file("applies_to: ['**', /src]"), 'p.yml:2', /from the root/],
  ['a glob from here', file('applies_to: [./src]'), 'p.yml:2', /from the root/],
  ['a group in a glob', file("applies_to: ['+(a|b)/**']"), 'p.yml:2', /has a group in parentheses/],
  [
    'a glob of too many',
    file(`models: { '${'{a,b}'.repeat(9)}': {} }`),
    'p.yml:2',
    /more than 100 alternatives/,
  ],
  [
    'a waiver of too many',
    file(
      'waivers:',
      ` - { rule: record, model: '${'{a,b}'.repeat(9)}', reason: r, by: b, expires: 2026-12-31 }`,
    ),
    'p.yml:3',
    /more than 100 alternatives/,
  ],
  ['no workflow', file('registry_workflows: []'), 'p.yml:2', /no event about a stage would ever count/],
  ['a workflow by its name', file('registry_workflows: [promote]'), 'p.yml:2', /can be no workflow file/],
  [
    'a workflow of another repository',
    file('registry_workflows: [o/r/.github/workflows/p.yml]'),
    'p.yml:2',
    /path from the root/,
  ],
  ['nobody who recalls', file('recall: { allowed_actors: [] }'), 'p.yml:2', /nothing could ever be recalled/],
  [
    'a recaller of no account',
    file('recall:', '  allowed_actors: [a, acme/ml]'),
    'p.yml:3',
    /a team begins with @/,
  ],
  [
    'a recalling workflow by its name',
    file('recall: { workflows: [nightly] }'),
    'p.yml:2',
    /can be no workflow file/,
  ],
  [
    'fewer who lift recalls than have to',
    file('recall:', '  clear:', '    approvals: 2', '    approvers: [alice]'),
    'p.yml:4',
    /`recall.clear.approvals` is 2, and `approvers` names 1/,
  ],
  [
    'one who lifts recalls, and is the only one to ask',
    file('recall:', '  allowed_actors: [alice]', '  clear:', '    approvers: [alice]'),
    'p.yml:5',
    /no request could ever be approved/,
  ],
  [
    'another approver of none',
    file('recall: { clear: { approvals: 0, approver_not_requester: true } }'),
    'p.yml:2',
    /and for no approval/,
  ],
  ['an unknown setting of recalls', file('recall: { clear: { approval: 1 } }'), 'p.yml:2', /approvals/],
  ['a schema outside', file('record: ../s.json'), 'p.yml:2', /within the repository/],
  [
    'a waiver of no rule',
    file('waivers: [{ rule: metric.a, reason: c, by: b, expires: 2026-01-01 }]'),
    'p.yml:2',
    /Write `metrics.a`/,
  ],
  [
    'a waiver of any recall',
    file('waivers: [{ rule: recalled, reason: r, by: a, expires: 2026-12-31 }]'),
    'p.yml:2',
    /does not say which recall is let pass.*recall:/,
  ],
  [
    'a version that a waiver of another rule names',
    file('waivers: [{ rule: code.allow_dirty, version: 2, reason: r, by: a, expires: 2026-12-31 }]'),
    'p.yml:2',
    /`version` is for waivers of the rule `recalled`/,
  ],
  [
    'a waiver of what cannot be waived',
    file('waivers: [{ rule: run.status, reason: c, by: b, expires: 2026-01-01 }]'),
    'p.yml:2',
    /cannot be waived/,
  ],
  [
    'a day that does not exist',
    file('waivers: [{ rule: tags.a, reason: c, by: b, expires: 2026-02-30 }]'),
    'p.yml:2',
    /no day/,
  ],
])('%s is a fault with line and mend', async (_, text, where, says) => {
  const [fault, ...more] = await faultsOf(text);
  expect(more.filter(({ where: place }) => place !== where)).toEqual([]);
  expect(fault).toMatchObject({ code: 'E_POLICY_INVALID', where });
  expect(`${fault?.what}. ${fault?.mend}`).toMatch(says);
});

test('all faults are listed at once, those of the schema and those beyond it', async () => {
  expect(await faultsOf('version: 3\nfoo: 1\nbar: 2\n')).toHaveLength(3);
  const text = file('metrics: { a: { min: 2, max: 1 } }', "applies_to: ['!a']", 'record: none.json');
  expect((await faultsOf(text)).map(({ where }) => where)).toEqual(['p.yml:2', 'p.yml:3', 'p.yml']);
});

test.each([
  ['a team', "approvals: 3, approvers: [a, '@o/team']"],
  ['whoever may write', 'approvals: 3'],
  ['who git knows', "approvals: 1, approvers: [a, 'Jane Doe <jane@example.com>', 'role:write']"],
  ['another who asks', 'approvals: 1, approvers: [a], allowed_actors: [a, b]'],
  ['one who may do both', 'approvals: 1, allowed_actors: [a], approver_not_requester: false'],
  ['an override', 'approvals: 1, allowed_actors: [a], override: [a]'],
])('approvals can come in: %s', async (_, rule) => {
  expect((await parse(file(`stages: { Production: { ${rule} } }`))).stages).toHaveProperty('Production');
});

test('an unknown stage is told once', async () => {
  expect(await faultsOf(file('stages: { Prod: {} }'))).toHaveLength(1);
});

test('the schema for records is read from the same place, and named with it', async () => {
  const read: string[] = [];
  const options = {
    path: 'p.yml',
    ref: 'abc',
    read: async (name: string) => {
      read.push(name);
      return '{"type": "nothing"}';
    },
  };
  const error = await parsePolicy(file('record: a/s.json'), options).catch((caught: unknown) => caught);
  expect(read).toEqual(['a/s.json']);
  expect((error as UserError).faults).toMatchObject([{ code: 'E_POLICY_INVALID', where: 'a/s.json at abc' }]);
  expect(await faultsOf(file('record: s.json'))).toMatchObject([
    { what: 'There is no file `s.json`, which `record` names' },
  ]);
});

test('keys that every object has are names like any other', async () => {
  const policy = await parse(file('metrics: { constructor: { min: 1 }, __proto__: { min: 2 } }'));
  expect(Object.keys(policy.metrics)).toEqual(['constructor', '__proto__']);
});

test('a policy without end is a fault with its line, and so is a second one', async () => {
  expect(await faultsOf(file(`models: ${'['.repeat(2000)}${']'.repeat(2000)}`))).toEqual([
    expect.objectContaining({
      code: 'E_POLICY_INVALID',
      where: 'p.yml:2',
      what: expect.stringMatching(/nests/),
    }),
  ]);
  expect(await faultsOf('version: 1\n---\nversion: 1\n')).toEqual([
    expect.objectContaining({ where: 'p.yml:2', what: expect.stringMatching(/more than one YAML document/) }),
  ]);
});

test.each([
  ['that nobody knows', '', ''],
  ['of models', 'models:', '  '],
])('as many keys %s as 1 MiB has room for are refused in moments', async (_, first, indent) => {
  const keys = Array.from({ length: 100_000 }, (_, index) => `${indent}k${index}:`);
  const found = await faultsOf(file(first, ...keys));
  await breathe();
  expect(found).toHaveLength(501);
  expect(found.at(-1)?.what).toMatch(/^The policy may have more faults/);
});
