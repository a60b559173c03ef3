import { ruleLine } from '../../src/policy-file/lines.js';

const POLICY = [
  'version: 1', // 1
  'required_tags:',
  '  - dataset_version',
  '  - "team.name"', // 4
  'tags: { dataset_version: { pattern: "^v" } }',
  'metrics:',
  '  val: { min: 1 }', // 7
  '  val.auc:',
  '    min: 0.9', // 9
  '    max_drop: 0.01',
  '  "2": { max: 3 }', // 11
  'code:',
  '  allow_dirty: false', // 13
  'record: schema.json',
  'models:',
  '  clf_*:', // 16
  '    metrics:',
  '      val.auc: { min: 0.95 }', // 18
  '  clf_small:',
  '    metrics:',
  '      val.auc: &rule { min: 0.8 }', // 21
  '  aliased: { metrics: { val.auc: *rule } }',
  '',
].join('\n');

const lineOf = (rule: string, globs: readonly string[] = []) =>
  ruleLine(POLICY, rule, (glob) => globs.includes(glob));

test.each([
  ['required_tags.dataset_version', 3],
  ['required_tags.team.name', 4],
  ['tags.dataset_version.pattern', 5],
  ['metrics.val.min', 7],
  ['metrics.val.auc.min', 9],
  ['metrics.val.auc.max_drop', 10],
  ['metrics.2.max', 11],
  ['code.allow_dirty', 13],
  ['record', 14],
  ['record/inputs/params', 14],
])('%s stands on line %i', async (rule, line) => {
  expect(await lineOf(rule)).toBe(line);
});

test('a rule that the file does not spell out stands where the metric does, or the list of tags', async () => {
  expect(await lineOf('metrics.val.auc.required')).toBe(8);
  expect(await lineOf('metrics.val.auc.baseline_zero')).toBe(8);
  expect(await lineOf('required_tags.git_commit')).toBe(2);
});

test('what no line says has none', async () => {
  for (const rule of ['run.status', 'baseline.missing', 'waivers', 'stages.Production'])
    expect(await lineOf(rule)).toBeNull();
  expect(await ruleLine('', 'metrics.a.min', () => true)).toBeNull();
});

test('of the overrides for the model the last one that says as much counts', async () => {
  expect(await lineOf('metrics.val.auc.min', ['clf_*'])).toBe(18);
  expect(await lineOf('metrics.val.auc.min', ['clf_*', 'clf_small'])).toBe(21);
  expect(await lineOf('metrics.val.auc.max_drop', ['clf_*', 'clf_small'])).toBe(10);
  expect(await lineOf('metrics.val.auc.min', ['aliased'])).toBe(21);
});
