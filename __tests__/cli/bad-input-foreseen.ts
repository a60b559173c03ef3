import { type BadInput, track } from './bad-input.js';

/** A params file of the commit that cannot be read is told before the training. */
function committed(name: string, file: string, text: string | Uint8Array, says: RegExp): BadInput {
  return {
    name: `params of the commit: ${name}`,
    prepare: async (repo) => {
      await repo.write({ [`conf/${file}`]: text });
      await repo.git('add', '-f', 'conf');
      await repo.git('commit', '-q', '-m', name);
    },
    args: track('--param', `conf/${file}`),
    code: 'E_FILE_FORMAT',
    says,
  };
}

const PARAMS: BadInput[] = [
  committed('broken YAML', 'a.yaml', 'lr: [1\n', /a\.yaml/),
  committed('broken JSON', 'b.json', '{"lr": }', /b\.json:1/),
  committed('broken TOML', 'c.toml', 'lr =\n', /c\.toml/),
  committed('binary', 'd.json', Uint8Array.from([0, 1]), /binary.*d\.json|d\.json.*binary/),
  committed('empty', 'e.yaml', '', /e\.yaml/),
  committed(
    'aliases that multiply',
    'f.yaml',
    `x0: &x0 [1, 1]\n${Array.from({ length: 30 }, (_, i) => `x${i + 1}: &x${i + 1} [*x${i}, *x${i}]\n`).join('')}`,
    /f\.yaml/,
  ),
];

const LINES: BadInput[] = [
  [
    'a tag that contradicts the commit',
    track('--tag', 'git_commit=abc'),
    'E_TAG_INVALID',
    /git_commit.*Remove/,
  ],
  ['a role that is none', track('--dataset', 'a=v1 data role=exam'), 'E_DATASET_INVALID', /datasets, line 1/],
  [
    'a run id that is none',
    track('--dataset', 'a=v1 data made_by=me'),
    'E_DATASET_INVALID',
    /datasets, line 1/,
  ],
  ['a base model of no kind', track('--base-model', 'ftp://x/y'), 'E_INPUT_INVALID', /base-models, line 1/],
  [
    'a base model with no digest',
    track('--base-model', 'hf:a/b digest=sha256:12'),
    'E_INPUT_INVALID',
    /base-models, line 1/,
  ],
  ['a base model outside', track('--base-model', '../home/m'), 'E_PATH_OUTSIDE', /base-models, line 1/],
  [
    'a mode for stale outputs that is none',
    track('--stale', 'maybe'),
    'E_INPUT_INVALID',
    /--stale.*refuse, allow/,
  ],
  ['a flavor that is none', track('--flavor', 'a b'), 'E_INPUT_INVALID', /flavor/],
  ['a metrics file outside', track('--metric', '../home/*.json'), 'E_PATH_OUTSIDE', /metrics, line 1/],
  ['a params file outside', track('--param', '/etc/*.yaml'), 'E_PATH_OUTSIDE', /params, line 1/],
  ['a picture outside', track('--picture', '../home/*.png'), 'E_PATH_OUTSIDE', /pictures, line 1/],
  [
    'an artifact that climbs out behind a wildcard',
    track('--artifact', 'out/*/../../../x'),
    'E_INPUT_INVALID',
    /artifacts, line 1/,
  ],
  ['an exclude without a pattern', track('--artifact', '!'), 'E_INPUT_INVALID', /artifacts, line 1/],
].map(([name, args, code, says]) => ({
  name: `before the training: ${String(name)}`,
  args: args as string[],
  code: String(code),
  says: says as RegExp,
}));

/** What no training can mend is told before it starts, and nothing is written. */
export const FORESEEN: readonly BadInput[] = [...PARAMS, ...LINES];
