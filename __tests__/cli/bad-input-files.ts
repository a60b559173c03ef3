import { type BadInput, track } from './bad-input.js';

const latin1 = (text: string) => Buffer.from(text, 'latin1');

function policy(
  name: string,
  text: string | Uint8Array,
  says: RegExp,
  more: Partial<BadInput> = {},
): BadInput {
  const args = track('--policy', 'bad/policy.yml');
  return {
    name: `policy: ${name}`,
    files: { 'bad/policy.yml': text },
    args,
    code: 'E_POLICY_INVALID',
    says,
    ...more,
  };
}

export const POLICIES: readonly BadInput[] = [
  policy('no YAML', 'version: 1\nrequired_tags: [a\ntags: }\n', /policy\.yml:\d/, { faults: 2 }),
  policy('a key twice', 'version: 1\nversion: 1\n', /policy\.yml:2\)/),
  policy('empty', '', /policy\.yml/),
  policy('a list', '- version: 1\n', /policy\.yml/),
  policy('no version', 'required_tags: [a]\n', /policy\.yml.*version: 1/),
  policy('a version of the future', 'version: 2\n', /policy\.yml:1\).*version: 1/),
  policy('an unknown key', 'version: 1\nrequired_tag: [a]\n', /policy\.yml:2\).*`required_tags`/),
  policy('an unknown key of a tag', 'version: 1\ntags:\n  a:\n    patern: x\n', /policy\.yml:4\).*`pattern`/),
  policy('a text for a list', 'version: 1\nrequired_tags: dataset_version\n', /policy\.yml:2\)/),
  policy('a number for a tag', 'version: 1\nrequired_tags: [1]\n', /policy\.yml:2\)/),
  policy('no regular expression', 'version: 1\ntags: { a: { pattern: "(" } }\n', /policy\.yml:2\)/),
  policy(
    'aliases that multiply',
    `version: 1\nx0: &x0 [1, 1]\n${Array.from({ length: 30 }, (_, i) => `x${i + 1}: &x${i + 1} [*x${i}, *x${i}]\n`).join('')}`,
    /policy\.yml.*aliases/,
  ),
  policy('a megabyte', `version: 1\n# ${'x'.repeat(1_100_000)}\n`, /policy\.yml.*Shorten/),
  policy('no UTF-8', latin1('version: 1\nrequired_tags: [f\xfcr]\n'), /policy\.yml.*UTF-8/),
  policy('a folder', '', /policy/, { files: { 'bad/policy.yml/x': '' }, code: 'E_FILE_UNREADABLE' }),
  {
    name: 'policy: not there',
    args: track('--policy', 'bad/none.yml'),
    code: 'E_PATH_MISSING',
    says: /none\.yml.*Correct the path/,
  },
  {
    name: 'policy: outside the repository',
    prepare: (repo) => repo.write({ '../policy.yml': 'version: 1\n' }),
    args: track('--policy', '../policy.yml'),
    code: 'E_PATH_OUTSIDE',
    says: /policy.*within the repository/,
  },
];

function metric(
  name: string,
  file: string,
  text: string | Uint8Array,
  more: Partial<BadInput> = {},
): BadInput {
  const path = `bad/${file}`;
  const args = track('--metric', path);
  return {
    name: `metrics: ${name}`,
    files: { [path]: text },
    args,
    code: 'E_FILE_FORMAT',
    says: new RegExp(file),
    recorded: {},
    ...more,
  };
}

export const METRICS: readonly BadInput[] = [
  metric('binary', 'm.json', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3])),
  metric('no UTF-8', 'm.json', latin1('{"a\xff": 1}')),
  metric('empty', 'm.json', ''),
  metric('cut off', 'm.json', '{"auc": 0.9'),
  metric('a key twice', 'm.json', '{"auc": 0.9, "auc": 0.8}', { says: /"auc".*m\.json:1/ }),
  metric('huge', 'm.json', `{"a": "${'x'.repeat(17 * 1024 * 1024)}"}`, { code: 'E_FILE_TOO_LARGE' }),
  metric('a text for a number', 'm.json', '{"auc": "high"}', {
    code: 'E_METRIC_INVALID',
    says: /auc.*m\.json|m\.json.*auc/,
  }),
  metric('nested without end', 'm.json', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`),
  metric('no YAML', 'm.yaml', 'auc: [0.9\n'),
  metric('no TOML', 'm.toml', 'auc = \n'),
  metric('a ragged CSV', 'm.csv', 'step,loss\n1,0.5\n2\n'),
  metric('a text in a CSV', 'm.csv', 'step,loss\n1,low\n', {
    code: 'E_METRIC_INVALID',
    says: /"loss" \("low"\)/,
  }),
  metric('a name with control characters', 'm.json', '{"a\\u0007b": 1}', { code: 'E_METRIC_INVALID' }),
  {
    name: 'metrics: no file',
    args: track('--metric', 'bad/none.json'),
    code: 'E_PATH_MISSING',
    says: /none\.json/,
    recorded: {},
  },
  {
    name: 'metrics: no number',
    args: track('--metric', 'auc=high'),
    code: 'E_METRIC_INVALID',
    says: /metrics, line 1.*number/,
  },
  {
    name: 'metrics: no name',
    args: track('--metric', '=1'),
    code: 'E_METRIC_INVALID',
    says: /metrics, line 1/,
  },
];

export const PARAMS: readonly BadInput[] = [
  {
    name: 'params: a name with control characters',
    files: { 'bad/p.json': '{"l\\u0000r": 1}' },
    args: track('--param', 'bad/p.json'),
    code: 'E_PARAM_INVALID',
    says: /control.*p\.json/,
    recorded: { artifacts: ['bad/p.json'] },
  },
  {
    name: 'params: a name of 300 characters',
    args: track('--param', `${'k'.repeat(300)}=1`),
    code: 'E_PARAM_INVALID',
    says: /250.*params, line 1/,
  },
  {
    name: 'params: a value of 10,000 characters',
    args: track('--param', `k=${'v'.repeat(10_000)}`),
    code: 'E_PARAM_INVALID',
    says: /8192.*params, line 1/,
  },
  {
    name: 'params: two values under one name',
    files: { 'bad/p.json': '{"a": {"b": 1}, "a.b": 2}' },
    args: track('--param', 'bad/p.json'),
    code: 'E_PARAM_INVALID',
    says: /p\.json.*a\.b|a\.b.*p\.json/,
    recorded: { artifacts: ['bad/p.json'] },
  },
  {
    name: 'params: a line and a file that disagree',
    files: { 'bad/q.json': '{"a": 2}' },
    args: track('--param', 'a=1', '--param', 'bad/q.json'),
    code: 'E_PARAM_INVALID',
    says: /q\.json/,
    recorded: { artifacts: ['bad/q.json'] },
  },
  {
    name: 'params: a glob that matches nothing',
    args: track('--param', 'bad/none/*.yaml'),
    code: 'E_PATH_MISSING',
    says: /params, line 1/,
    recorded: {},
  },
];

export const FILES: readonly BadInput[] = [
  {
    name: 'artifacts: nothing matches',
    args: track('--artifact', 'bad/*.png'),
    code: 'E_ARTIFACT_NONE',
    says: /artifacts, line 1/,
    recorded: {},
  },
  {
    name: 'artifacts: outside',
    args: track('--artifact', '../home/*'),
    code: 'E_PATH_OUTSIDE',
    says: /artifacts, line 1/,
  },
  {
    name: 'artifacts: in .git',
    args: track('--artifact', '.git/config'),
    code: 'E_ARTIFACT_NONE',
    says: /artifacts, line 1/,
    recorded: {},
  },
  {
    name: 'datasets: in .git through a link',
    prepare: (repo) => repo.link('../.git', 'bad/data'),
    args: track('--dataset', 'a=v1 bad/data/config'),
    code: 'E_PATH_OUTSIDE',
    says: /datasets, line 1/,
  },
  {
    name: 'artifacts: a link to the outside',
    prepare: (repo) => repo.link('../../home/.gitconfig', 'made/bad/link.txt'),
    args: track('--artifact', 'bad/*'),
    code: 'E_ARTIFACT_SYMLINK',
    says: /link\.txt/,
    recorded: {},
  },
  {
    name: 'model: not there',
    args: track('--model', 'bad/none'),
    code: 'E_PATH_MISSING',
    says: /model, line 1/,
    recorded: {},
  },
  {
    name: 'model: outside',
    args: track('--model', '../home'),
    code: 'E_PATH_OUTSIDE',
    says: /model, line 1/,
  },
  {
    name: 'model: in .git',
    args: track('--model', '.git/config'),
    code: 'E_PATH_OUTSIDE',
    says: /credentials.*model, line 1/,
    recorded: {},
  },
  {
    name: 'model: an empty folder',
    prepare: (repo) => repo.folder('made/bad/model'),
    args: track('--model', 'bad/model'),
    code: 'E_ARTIFACT_NONE',
    says: /model, line 1/,
    recorded: {},
  },
  {
    name: 'model: an MLmodel file that is none',
    files: { 'bad/model/MLmodel': 'flavors: [\n', 'bad/model/weights': 'w' },
    args: track('--model', 'bad/model'),
    code: 'E_FILE_FORMAT',
    says: /MLmodel/,
    recorded: {},
  },
  {
    name: 'model: a link to the outside',
    files: { 'bad/model/weights': 'w' },
    prepare: (repo) => repo.link('../../../home/.gitconfig', 'made/bad/model/link'),
    args: track('--model', 'bad/model'),
    code: 'E_ARTIFACT_SYMLINK',
    says: /link/,
    recorded: {},
  },
];
