import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RunRecord } from '../../../src/core/generated/types.js';
import { canonicalJson } from '../../../src/core/json.js';
import { REDACTED } from '../../../src/core/redact/harmless.js';
import { createRedactor, type Redactor } from '../../../src/core/redact/redactor.js';
import { redactRun } from '../../../src/core/redact/run.js';
import { RUN_PLACES } from '../../../src/core/redact/run-places.js';
import { secretsIn } from '../../../src/core/redact/secret-names.js';
import { redactSeries } from '../../../src/core/redact/series.js';
import { encodeRecord } from '../../../src/ledger/read/records.js';
import { DAY, idAt, runRecord } from '../../ledger/fixtures.js';

const S = 'xK9mP2qLw8';
const GH = `gh${'p_'}${'a1B2'.repeat(9)}`;
const redactor = createRedactor([
  { name: 'DB_PASSWORD', value: 'mlflow' },
  { name: 'MY_SERVICE_TOKEN', value: S },
]);
const OF_S = 'value of the variable MY_SERVICE_TOKEN';
const digest = `sha256:${'ab'.repeat(32)}`;
const base = runRecord(idAt(DAY));
const run = (changes: Partial<RunRecord>) => redactRun({ ...base, ...changes }, redactor);

const artifact = (name: string, kind: 'file' | 'model' = 'file') => ({
  path: name,
  size_bytes: 1,
  digest,
  kind,
  stored: [],
});
const model = (name: string, changes: Partial<RunRecord['outputs']['models'][number]['manifest']> = {}) => ({
  path: name,
  manifest: {
    files: [{ path: 'MLmodel', size_bytes: 1, digest }],
    digest,
    size_bytes: 1,
    format: 'mlmodel',
    flavors: {},
    signature: null,
    dependencies: [],
    framework: null,
    ...changes,
  },
});

test('values have secrets replaced, and the record says where and why', async () => {
  const { value, redacted, leftOut, weak } = run({
    command: { run: `train ${S}`, shell: 'bash', exit_code: 1, stderr_tail: [`no ${GH}`, 'password=abc'] },
    inputs: {
      ...base.inputs,
      params: {
        'db.password': 'x',
        note: `use ${S}`,
        api_key: 5,
        lr: 0.1,
        flag: true,
        oov_token: '<OOV>',
        n: null,
      },
      seeds: { seed: 7 },
      changed: [{ kind: 'param', name: 'db.password', path: 'p.yaml', begin: 'old', end: 'x' }],
    },
    context: { ...base.context, matrix: { key: S, nested: { api_key: 'abc' }, seed: 1 } },
    tags: { deploy_token: 'opensesame', dataset_version: 'orders_v1' },
  });
  expect(value.command).toMatchObject({
    run: `train ${REDACTED}`,
    stderr_tail: [`no ${REDACTED}`, `password=${REDACTED}`],
  });
  expect(value.inputs.params).toEqual({
    'db.password': REDACTED,
    note: `use ${REDACTED}`,
    api_key: 5,
    lr: 0.1,
    flag: true,
    oov_token: '<OOV>',
    n: null,
  });
  expect(value.inputs.changed).toEqual([
    { kind: 'param', name: 'db.password', path: 'p.yaml', begin: REDACTED, end: REDACTED },
  ]);
  expect(value.context.matrix).toEqual({ key: REDACTED, nested: { api_key: REDACTED }, seed: 1 });
  expect(value.tags).toEqual({ deploy_token: REDACTED, dataset_version: 'orders_v1' });
  expect([leftOut, weak]).toEqual([[], []]);
  expect(redacted).toEqual([
    { where: 'command.run', why: OF_S },
    { where: 'command.stderr_tail', why: 'has the shape of a GitHub token' },
    { where: 'command.stderr_tail', why: '`password` means a credential' },
    { where: 'inputs.params.db.password', why: 'its key means a credential' },
    { where: 'inputs.params.note', why: OF_S },
    { where: 'inputs.changed[0].begin', why: 'its key means a credential' },
    { where: 'inputs.changed[0].end', why: 'its key means a credential' },
    { where: 'context.matrix.key', why: OF_S },
    { where: 'context.matrix.nested.api_key', why: 'its key means a credential' },
    { where: 'tags.deploy_token', why: 'its key means a credential' },
  ]);
  expect(value.redacted).toEqual(redacted);
  await expect(encodeRecord('run', value)).resolves.toBeInstanceOf(Buffer);
  expect(redactRun(value, redactor).value).toEqual(value);
});

test('a weak secret in names changes nothing, and is told once', () => {
  const record: RunRecord = {
    ...base,
    experiment: 'mlflow-base',
    inputs: {
      ...base.inputs,
      datasets: [
        { name: 'mlflow-data', version: 'v1', digest, path: 'mlflow/x', size_bytes: 1, source: 'path' },
      ],
    },
    outputs: {
      ...base.outputs,
      artifacts: [artifact('mlflow/a.txt')],
      models: [
        model('model', {
          files: [{ path: 'data/mlflow.pkl', size_bytes: 1, digest }],
          dependencies: ['mlflow==2.9.2'],
          flavors: { python_function: { loader_module: 'mlflow.sklearn' } },
          signature: { inputs: [{ name: 'mlflow', type: 'double' }] },
          framework: { name: 'mlflow', version: '2.9.2' },
        }),
      ],
    },
    environment: {
      ...base.environment,
      python: { version: '3.11.9', implementation: 'CPython', packages: { mlflow: '2.9.2' } },
    },
    tags: { team: 'mlflow' },
  };
  const { value, redacted, leftOut, weak } = redactRun(record, redactor);
  expect(value).toEqual(record);
  expect(canonicalJson(value)).toBe(canonicalJson(record));
  expect({ redacted, leftOut, weak }).toEqual({ redacted: [], leftOut: [], weak: ['DB_PASSWORD'] });
});

test('what has a strong secret in its name is left out, and a problem that does not tell it says so', async () => {
  const { value, leftOut } = run({
    run_name: `try ${S}`,
    inputs: {
      ...base.inputs,
      params: { [`of_${S}`]: 1, lr: 0.1 },
      datasets: [
        { name: 'orders', version: 'v1', digest, path: `data/${S}.csv`, size_bytes: 1, source: 'path' },
        { name: 'users', version: 'v1', digest, path: 'data/users.csv', size_bytes: 1, source: 'path' },
      ],
    },
    outputs: {
      ...base.outputs,
      metrics: {
        [S]: { value: 1, step: null, at: null },
        auc: { value: 1, step: null, at: null, source: `${S}.json` },
      },
      artifacts: [
        ...[1, 2, 3].map((n) => artifact(`out/${GH}-${n}.txt`)),
        artifact('fine.txt'),
        artifact('m1', 'model'),
        artifact('m2', 'model'),
      ],
      models: [
        model('m1', { files: [{ path: `w-${S}.bin`, size_bytes: 1, digest }] }),
        model('m2', { dependencies: ['torch==2.4', 'ours @ https://bob:pw@host/x.whl'] }),
      ],
    },
  });
  expect(value).toMatchObject({ run_name: null, inputs: { params: { lr: 0.1 } } });
  expect(Object.keys(value.inputs.params)).toEqual(['lr']);
  expect(value.inputs.datasets.map(({ name }) => name)).toEqual(['users']);
  expect(value.outputs.metrics).toEqual({ auc: { value: 1, step: null, at: null, source: null } });
  expect(value.outputs.artifacts.map(({ path: name }) => name)).toEqual(['fine.txt', 'm2']);
  expect(value.outputs.models.map(({ path: name }) => name)).toEqual(['m2']);
  expect(value.outputs.models[0]?.manifest.dependencies).toEqual(['torch==2.4']);
  const said = leftOut.map(({ code, what, where }) => `${code} ${what} (${where})`);
  expect(said).toEqual([
    `E_SECRET_IN_NAME A field \`run_name\` is left out: its name holds the ${OF_S} (try ${REDACTED})`,
    `E_SECRET_IN_NAME A dataset is left out: its name holds the ${OF_S} (data/${REDACTED}.csv)`,
    `E_SECRET_IN_NAME A param is left out: its name holds the ${OF_S} (of_${REDACTED})`,
    `E_SECRET_IN_NAME A metric is left out: its name holds the ${OF_S} (${REDACTED})`,
    `E_SECRET_IN_NAME A field \`outputs.metrics.auc.source\` is left out: its name holds the ${OF_S} (${REDACTED}.json)`,
    `E_SECRET_IN_NAME 3 artifacts are left out: each name holds what has the shape of a GitHub token (out/${REDACTED}-1.txt)`,
    `E_SECRET_IN_NAME A model is left out: its name holds the ${OF_S} (w-${REDACTED}.bin)`,
    `E_SECRET_IN_NAME A dependency is left out: its name holds what is user and password in an address (ours @ https://${REDACTED}@host/x.whl)`,
  ]);
  expect(leftOut[0]?.mend).toBe(
    'Take the secret out of the name, or rename MY_SERVICE_TOKEN if its value is no secret',
  );
  expect(canonicalJson({ value, leftOut })).not.toMatch(new RegExp(`${S}|${GH}|bob:pw`));
  await expect(encodeRecord('run', value)).resolves.toBeInstanceOf(Buffer);
});

test('a name that a record cannot do without is replaced where nobody could refuse it before', () => {
  const { value, redacted } = run({ experiment: `of ${S}` });
  expect(value.experiment).toBe(`of ${REDACTED}`);
  expect(redacted).toEqual([{ where: 'experiment', why: OF_S }]);
});

test('points of a metric that is left out are left out', () => {
  const points = ['loss', S, 'loss'].map((key, step) => ({ key, value: 1, step, at: null }));
  expect(redactSeries(points, redactor).map(({ step }) => step)).toEqual([0, 2]);
});

test('what stands for a credential makes no text longer than a record holds', async () => {
  const secret = 'password: "a"';
  const long = (length: number, fill = 'x') => `${secret} ${fill.repeat(length - secret.length - 1)}`;
  const { value } = run({
    experiment: long(500),
    tags: { note: long(8000, '😀') },
    inputs: { ...base.inputs, params: { note: long(8192) } },
    command: { ...base.command, run: long(65_536), stderr_tail: [long(4000), 'end'] },
  });
  await encodeRecord('run', value);
  const texts = [value.tags['note'], value.inputs.params['note'], ...value.command.stderr_tail];
  expect(texts).toEqual([
    expect.stringMatching(/^password: "\[redacted\]" 😀+…$/u),
    expect.stringMatching(/^password: "\[redacted\]" x+…$/),
    expect.stringMatching(/^password: "\[redacted\]" x+…$/),
    'end',
  ]);
});

test('more replacements than a record holds are counted', async () => {
  const params = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`p${index}`, S]));
  const { value, redacted } = run({ inputs: { ...base.inputs, params } });
  expect(redacted).toHaveLength(300);
  expect(value.redacted).toHaveLength(200);
  expect(value.redacted?.at(-1)).toEqual({ where: '101 more places', why: 'as those above' });
  await expect(encodeRecord('run', value)).resolves.toBeInstanceOf(Buffer);
});

test('names of a request are faults that name the variable, one each', () => {
  const faults = secretsIn(
    [
      { where: 'input experiment', name: `of ${S}` },
      { where: 'tags, line 2', name: GH },
      { where: 'artifacts, line 1', name: 'mlflow/*' },
    ],
    redactor,
  );
  expect(faults.map(({ code, what, where }) => `${code} ${what} (${where})`)).toEqual([
    `E_SECRET_IN_NAME The name holds the ${OF_S} (input experiment)`,
    'E_SECRET_IN_NAME The name holds what has the shape of a GitHub token (tags, line 2)',
  ]);
});

test('a dataset is kept without the list of its files where one of them has a secret in its name', () => {
  const listed = (name: string) => ({
    ...{ name, version: 'v1', digest, path: name, size_bytes: 1, source: null },
    files: [
      { path: 'a.csv', size_bytes: 1, digest },
      { path: `${name}/${name === 'bad' ? S : 'b'}.csv`, size_bytes: 1, digest },
    ],
  });
  const { value, leftOut } = run({ inputs: { ...base.inputs, datasets: [listed('bad'), listed('good')] } });
  const { files: _, ...bad } = listed('bad');
  expect(value.inputs.datasets).toEqual([bad, listed('good')]);
  expect(leftOut).toEqual([]);
});

test('__proto__ stays a plain key', () => {
  const params = JSON.parse('{"__proto__": "a", "b": "c"}') as RunRecord['inputs']['params'];
  const { value } = run({ inputs: { ...base.inputs, params } });
  expect(Object.keys(value.inputs.params)).toEqual(['__proto__', 'b']);
});

interface Schema {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  anyOf?: Schema[];
}

const schemaOf = (file: string) => JSON.parse(readFileSync(path.resolve('schemas', file), 'utf8')) as Schema;

/** The places of all texts that a schema allows, down to those that are treated as a whole. */
function textPlaces(schema: Schema, place: string): string[] {
  if (/^(?:fixed|values|lines|value of name)$/.test(RUN_PLACES.get(place) ?? '')) return [place];
  if (schema.$ref !== undefined) return textPlaces(schemaOf(schema.$ref), place);
  const { properties = {}, additionalProperties: more, items, anyOf = [], type } = schema;
  const below = [
    ...anyOf.flatMap((one) => textPlaces(one, place)),
    ...Object.entries(properties).flatMap(([key, one]) =>
      textPlaces(one, place === '' ? key : `${place}.${key}`),
    ),
    ...(items === undefined ? [] : textPlaces(items, `${place}[]`)),
    ...(typeof more === 'object' ? textPlaces(more, `${place}{}`) : []),
  ];
  const isLeaf =
    below.length === 0 && (type === undefined || type.includes('string') || type.includes('object'));
  return isLeaf ? [place] : [...new Set([...below, ...(RUN_PLACES.has(place) ? [place] : [])])];
}

test('every text of the schema has its place in the table, and the table has no other', () => {
  const places = textPlaces(schemaOf('run.v1.schema.json'), '').sort();
  expect(places.length).toBeGreaterThan(100);
  expect([...RUN_PLACES.keys()].sort()).toEqual([...new Set(places)]);
});

test('of a large run every name is looked at once, digests are not, and the curves by their keys', () => {
  const artifacts = Array.from({ length: 20_000 }, (_, index) =>
    artifact(`out/part-${index}/predictions.parquet`),
  );
  const params = Object.fromEntries(
    Array.from({ length: 5_000 }, (_, index) => [`model.layer_${index}.units`, `${index} units`]),
  );
  const calls = { names: 0, values: 0, texts: 0 };
  const counting: Redactor = {
    ...redactor,
    secretIn: (name) => {
      calls.names += 1;
      return redactor.secretIn(name);
    },
    replaceUnder: (key, value) => {
      calls.values += 1;
      return redactor.replaceUnder(key, value);
    },
    replace: (text) => {
      calls.texts += 1;
      return redactor.replace(text);
    },
  };
  redactRun(
    {
      ...base,
      inputs: { ...base.inputs, params },
      outputs: { ...base.outputs, artifacts },
      command: { ...base.command, stderr_tail: Array(20).fill('x'.repeat(4000)) },
    },
    counting,
  );
  // Beside artifacts and keys: the experiment, the metric; the script, shell, standard error and machine.
  expect(calls).toEqual({ names: 25_002, values: 5_000, texts: 5 });
  calls.names = 0;
  redactSeries(
    Array.from({ length: 200_000 }, (_, step) => ({ key: 'loss', value: 1, step, at: null })),
    counting,
  );
  expect(calls.names).toBe(1);
});
