import { join } from 'node:path';
import { artifactFolder } from '../../../src/mlflow/server/artifact-folder.js';
import type { Change } from '../../../src/mlflow/state/changes.js';
import {
  DEFAULT_EXPERIMENT,
  MemoryStore,
  startTestServer,
  type TestServer,
} from '../../support/mlflow-server.js';
import { makeTempDir, removeDir } from '../../support/temp.js';

const RUN = 'a'.repeat(32);
const ELSEWHERE = 'b'.repeat(32);
const MODEL = `m-${'c'.repeat(32)}`;

function run(run_id: string, artifact_uri: string): Change {
  const about = { name: 'r', user_id: 'u', start_time: 1, tags: [] };
  return { type: 'run-created', run_id, experiment_id: '0', artifact_uri, ...about };
}

const version = {
  source: 's',
  run_id: RUN,
  run_link: '',
  user_id: '',
  model_id: '',
  description: '',
  tags: [],
};
const CHANGES: Change[] = [
  DEFAULT_EXPERIMENT,
  run(RUN, 'mlflow-artifacts:/0/run/artifacts'),
  run(ELSEWHERE, 's3://bucket/run'),
  {
    ...{ type: 'logged-model-created', model_id: MODEL, experiment_id: '0', name: 'm', model_type: '' },
    ...{ artifact_uri: 'mlflow-artifacts:/0/models/m', source_run_id: RUN, params: [], tags: [] },
  },
  { type: 'model-created', model: 'bikes', description: '', tags: [] },
  {
    type: 'version-created',
    model: 'bikes',
    version: 1,
    storage: 'mlflow-artifacts:/0/models/m',
    ...version,
  },
];

let folder: string;
let server: TestServer;

beforeAll(async () => {
  folder = await makeTempDir();
  const artifacts = artifactFolder({ files: join(folder, 'files'), incoming: join(folder, 'incoming') });
  const store = new MemoryStore(CHANGES);
  server = await startTestServer({ artifacts, store: () => store });
  for (const path of ['0/run/artifacts/plots/roc.html', '0/run/artifacts/log.txt', '0/models/m/MLmodel'])
    await server.get(`api/2.0/mlflow-artifacts/artifacts/${path}`, { method: 'PUT', body: path });
});
afterAll(async () => {
  await server.close();
  await removeDir(folder);
});

test.each(['run_id', 'run_uuid'])('the files of a run, which is named as %s', async (field) => {
  const { status, body } = await server.call('GET', `artifacts/list?${field}=${RUN}`);
  expect(status).toBe(200);
  expect(body).toEqual({
    root_uri: 'mlflow-artifacts:/0/run/artifacts',
    files: [
      { path: 'log.txt', is_dir: false, file_size: 23 },
      { path: 'plots', is_dir: true },
    ],
  });
});

test('paths in a folder of a run begin at its root', async () => {
  const { body } = await server.call('GET', `artifacts/list?run_id=${RUN}&path=plots`);
  expect(body).toMatchObject({ files: [{ path: 'plots/roc.html', is_dir: false }] });
  const nothing = await server.call('GET', `artifacts/list?run_id=${RUN}&path=none`);
  expect(nothing.body).toEqual({ root_uri: 'mlflow-artifacts:/0/run/artifacts' });
});

test('the files of a logged model', async () => {
  const { body } = await server.call('GET', `logged-models/${MODEL}/artifacts/directories`);
  expect(body).toEqual({
    root_uri: 'mlflow-artifacts:/0/models/m',
    files: [{ path: 'MLmodel', is_dir: false, file_size: 18 }],
  });
});

test.each([
  [`get-artifact?run_id=${RUN}&path=plots%2Froc.html`, '0/run/artifacts/plots/roc.html'],
  [`get-artifact?run_uuid=${RUN}&path=log.txt`, '0/run/artifacts/log.txt'],
  ['model-versions/get-artifact?name=bikes&version=1&path=MLmodel', '0/models/m/MLmodel'],
  [
    `ajax-api/2.0/mlflow/logged-models/${MODEL}/artifacts/files?artifact_file_path=MLmodel`,
    '0/models/m/MLmodel',
  ],
])('/%s', async (path, text) => {
  const response = await server.get(path);
  expect([response.status, await response.text()]).toEqual([200, text]);
  expect(response.headers.get('content-disposition')).toContain('attachment');
});

test.each([
  [`get-artifact?run_id=${RUN}`, 400],
  ['get-artifact?path=x', 400],
  [`get-artifact?run_id=${RUN}&path=none`, 404],
  [`get-artifact?run_id=${'9'.repeat(32)}&path=x`, 404],
  [`get-artifact?run_id=${RUN}&path=../../models/m/MLmodel`, 400],
  [`get-artifact?run_id=${RUN}&path=%252e%252e/x`, 400],
  [`get-artifact?run_id=${RUN}&path=plots`, 400],
  ['model-versions/get-artifact?name=bikes&version=2&path=MLmodel', 404],
  ['model-versions/get-artifact?name=bikes&version=x&path=MLmodel', 404],
  [`api/2.0/mlflow/logged-models/${MODEL}/artifacts/files`, 400],
  [`api/2.0/mlflow/logged-models/m-none/artifacts/directories`, 404],
  ['api/2.0/mlflow/artifacts/list', 400],
  [`api/2.0/mlflow/artifacts/list?run_id=${RUN}&path=/etc`, 400],
])('/%s is answered %i', async (path, status) => {
  const response = await server.get(path);
  expect([response.status, await response.json()]).toEqual([
    status,
    { error_code: expect.any(String), message: expect.any(String) },
  ]);
});

test.each([
  `get-artifact?run_id=${RUN}&path=../x`,
  `api/2.0/mlflow/artifacts/list?run_id=unknown&path=../x`,
  '/model-versions/get-artifact?name=unknown&version=1&path=../x',
  `api/2.0/mlflow/logged-models/unknown/artifacts/directories?artifact_directory_path=../x`,
])('a way out is told as MLflow tells it, whatever it would lead out of: /%s', async (path) => {
  const response = await server.get(path);
  expect([response.status, await response.json()]).toEqual([
    400,
    { error_code: 'INVALID_PARAMETER_VALUE', message: 'Invalid path' },
  ]);
});

describe('a file that a page keeps with a run', () => {
  const upload = async (query: string, body?: string | Buffer) => {
    const init = { method: 'POST', ...(body === undefined ? {} : { body }) };
    return server.get(`ajax-api/2.0/mlflow/upload-artifact${query}`, init);
  };

  test('lies among its own', async () => {
    expect((await upload(`?run_uuid=${RUN}&path=notes/a.txt`, 'hello world')).status).toBe(200);
    const found = await server.get(`get-artifact?run_id=${RUN}&path=notes/a.txt`);
    expect(await found.text()).toBe('hello world');
    await server.get('api/2.0/mlflow-artifacts/artifacts/0/run/artifacts/notes', { method: 'DELETE' });
  });

  test.each([
    ['', 'bytes', 'Request must specify run_uuid.'],
    [`?run_uuid=${RUN}&path=`, 'bytes', 'Request must specify path.'],
    [`?run_uuid=${RUN}&path=../x`, 'bytes', 'Invalid path'],
    [
      `?run_uuid=${RUN}&path=a:b`,
      'bytes',
      "The file name 'a:b' has a character that an artifact cannot have",
    ],
    [`?run_uuid=${RUN}&path=x`, undefined, 'Request must specify data.'],
    [
      `?run_uuid=${RUN}&path=x`,
      Buffer.alloc(10 * 1024 * 1024 + 1),
      'Artifact size is too large. Max size is 10MB.',
    ],
    [`?run_uuid=${'9'.repeat(32)}&path=x`, 'bytes', `Run with id=${'9'.repeat(32)} not found`],
    [`?run_uuid=${ELSEWHERE}&path=x`, 'bytes', 'The artifacts lie at s3://bucket/run'],
  ])('case %#: %j is refused', async (query, body, begin) => {
    const response = await upload(query, body);
    const { message } = (await response.json()) as { message: string };
    expect([response.ok, message.slice(0, begin.length)]).toEqual([false, begin]);
  });
});

test('artifacts elsewhere are read there', async () => {
  const { status, body } = await server.call('GET', `artifacts/list?run_id=${ELSEWHERE}`);
  expect([status, body]).toEqual([
    400,
    { error_code: 'INVALID_PARAMETER_VALUE', message: expect.stringContaining('s3://bucket/run') },
  ]);
});
