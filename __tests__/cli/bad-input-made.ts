import { type BadInput, type Recorded, track } from './bad-input.js';

/** Beside what is wrong there is always something that is right, and that is recorded. */
const SOUND = ['--metric', 'ok=1'];
const OK: Recorded = { metrics: { ok: 1 } };

/** A fault in a file that the training writes: the training is recorded all the same. */
function made(
  name: string,
  option: string,
  file: readonly [name: string, text: string | Uint8Array],
  more: Partial<BadInput> & Pick<BadInput, 'code' | 'says'>,
): BadInput {
  const path = `bad/${file[0]}`;
  const isParams = option === '--param';
  return {
    name: `${option.slice(2)} made by the training: ${name}`,
    files: { [path]: file[1] },
    args: track(...SOUND, option, path),
    recorded: isParams ? { ...OK, artifacts: [path] } : OK,
    ...more,
  };
}

const bytes = (...values: number[]) => Uint8Array.from(values);
const NOT_TEXT: readonly [string, Uint8Array, RegExp][] = [
  ['binary', bytes(0, 1, 2, 3), /binary/],
  ['UTF-16', Buffer.from('\ufeff{"a": 1}', 'utf16le'), /UTF-16/],
  ['Latin-1', Buffer.from('a: \xfc\n', 'latin1'), /UTF-8/],
  ['empty', bytes(), /empty/],
  ['white space', Buffer.from('  \n\t\n'), /empty/],
];
const BROKEN: readonly [string, string, RegExp][] = [
  ['json', '{"a": 1,}', /JSON cannot be read.*\.json:1/],
  ['json', "{'a': 1}", /JSON cannot be read/],
  ['json', '{"a": 1', /JSON cannot be read/],
  ['json', '{"a": 1, "a": 2}', /"a" is there twice/],
  ['json', '{"a": .5}', /JSON cannot be read/],
  ['yaml', 'a: [1\n', /YAML cannot be read/],
  ['yaml', 'a: 1\na: 2\n', /"a" is there twice.*:2/],
  ['yaml', 'a:\n\tb: 1\n', /YAML cannot be read/],
  ['yaml', '? [1, 2]\n: 3\n', /key is a list/],
  ['toml', 'a = \n', /TOML cannot be read/],
  ['toml', 'a = 1\na = 2\n', /TOML cannot be read/],
];

function ofFormats(option: string): BadInput[] {
  return [
    ...NOT_TEXT.flatMap(([name, text, says]) =>
      ['json', 'yaml'].map((end) =>
        made(`${name} as ${end}`, option, [`f.${end}`, text], { code: 'E_FILE_FORMAT', says }),
      ),
    ),
    ...BROKEN.map(([end, text, says], index) =>
      made(`broken ${end} ${index + 1}`, option, [`f.${end}`, text], { code: 'E_FILE_FORMAT', says }),
    ),
    made('a name that tells no format', option, ['f.bin', 'a: 1\n'], {
      code: 'E_FILE_FORMAT',
      says: /no format/,
    }),
  ];
}

const TABLES: BadInput[] = [
  ['ragged', 'f.csv', 'step,loss\n1,0.5\n2\n', /f\.csv/],
  ['with an open quote', 'f.csv', 'a,b\n1,"2\n', /f\.csv/],
  ['of a head alone', 'f.csv', 'step,loss\n', /no rows/],
].map(([name = '', file = '', text = '', says]) =>
  made(`a table ${String(name)}`, '--metric', [String(file), String(text)], {
    code: 'E_FILE_FORMAT',
    says: says as RegExp,
  }),
);

const NUMBERLESS: BadInput[] = [
  made('a table with a column twice', '--metric', ['f.csv', 'a,a\n1,2\n'], {
    code: 'E_METRIC_INVALID',
    says: /there twice/,
  }),
  made('a list of texts', '--metric', ['f.json', '["a", "b"]'], { code: 'E_FILE_FORMAT', says: /f\.json/ }),
];

const TEXTS: BadInput[] = [
  ['a list of objects of texts', 'f.json', '[{"a": "x"}]'],
  ['texts alone', 'f.json', '{"model": "rf", "note": "good"}'],
  ['booleans alone', 'f.yaml', 'passed: true\n'],
  ['a column of texts', 'f.csv', 'name\nrf\nxgb\n'],
].map(([name = '', file = '', text = '']) =>
  made(name, '--metric', [file, text], {
    code: 'E_METRIC_INVALID',
    says: new RegExp(file.replace('.', '\\.')),
  }),
);

const MODELS: BadInput[] = [
  made(
    'an LFS pointer',
    '--model',
    ['m.onnx', `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12\n`],
    {
      code: 'E_POINTER_FILE',
      says: /m\.onnx.*Git LFS.*lfs: true/,
    },
  ),
  made('a file without a byte', '--model', ['m.pkl', ''], { code: 'E_ARTIFACT_NONE', says: /m\.pkl/ }),
  {
    name: 'model made by the training: parts of an earlier one',
    files: {
      'bad/m/model.safetensors.index.json': '{"weight_map": {"w": "model-00001-of-00001.safetensors"}}',
      'bad/m/model-00001-of-00001.safetensors': 'w',
      'bad/m/model-00002-of-00002.safetensors': 'old',
    },
    args: track(...SOUND, '--model', 'bad/m'),
    code: 'E_MODEL_SURPLUS',
    says: /model-00002-of-00002/,
    recorded: { ...OK, artifacts: ['bad/m'] },
  },
  {
    name: 'model made by the training: a name that Windows has not',
    files: { 'bad/m/a:b': 'w' },
    args: track(...SOUND, '--model', 'bad/m'),
    code: 'E_PATH_NAME',
    says: /a:b/,
    recorded: OK,
  },
  {
    name: 'two faults of one run',
    files: { 'bad/m.json': '{' },
    args: track(...SOUND, '--metric', 'bad/m.json', '--artifact', 'bad/*.png'),
    code: 'E_FILE_FORMAT',
    says: /m\.json[\s\S]*artifacts, line 1/,
    faults: 2,
    recorded: OK,
  },
];

const DATA: BadInput[] = [
  {
    name: 'dataset made by the training: an LFS pointer',
    files: {
      'bad/d.csv': `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12\n`,
    },
    args: track(...SOUND, '--dataset', 'a=v1 bad/d.csv'),
    code: 'E_POINTER_FILE',
    says: /d\.csv.*Git LFS/,
    recorded: { ...OK, datasets: ['a'] },
  },
  {
    name: 'dataset made by the training: of two, one is not there',
    files: { 'bad/d.csv': 'x\n' },
    args: track(...SOUND, '--dataset', 'a=v1 bad/d.csv', '--dataset', 'b=v1 bad/none.csv'),
    code: 'E_PATH_MISSING',
    says: /none\.csv.*datasets, line 2/,
    recorded: { ...OK, datasets: ['a', 'b'] },
  },
  {
    name: 'dataset made by the training: a folder with a link to the outside',
    files: { 'bad/d/x.csv': 'x\n' },
    prepare: (repo) => repo.link('../../../home/.gitconfig', 'made/bad/d/link.csv'),
    args: track(...SOUND, '--dataset', 'a=v1 bad/d'),
    code: 'E_PATH_OUTSIDE',
    says: /link\.csv/,
    recorded: { ...OK, datasets: ['a'] },
  },
];

const STALE: BadInput[] = ['--metric', '--model'].map((option) => ({
  name: `${option.slice(2)} that is there before and not written`,
  files: {},
  prepare: (repo) => repo.write({ 'bad/old.json': '{"auc": 0.99}' }),
  args: track(...SOUND, option, 'bad/old.json'),
  code: 'E_OUTPUT_STALE',
  says: /old\.json.*was not written by this run/,
  recorded: OK,
}));

/** What is wrong shows only when the training has ended: it is recorded with what is right. */
export const MADE: readonly BadInput[] = [
  ...ofFormats('--metric'),
  ...ofFormats('--param'),
  ...TABLES,
  ...NUMBERLESS,
  ...TEXTS,
  ...MODELS,
  ...DATA,
  ...STALE,
];
