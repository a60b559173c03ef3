import {
  flag,
  list,
  message,
  number,
  readMessage,
  text,
  whole,
  word,
} from '../../../src/mlflow/protocol/message.js';
import { Server } from './server.js';

const PAIR = message({ key: text, value: text });
const FIELDS = {
  before: text,
  pairs: list(PAIR),
  names: list(text),
  inner: PAIR,
  size: whole,
  rate: number,
  all: flag,
  view: word('ACTIVE', 'DELETED', 'ALL'),
  after: text,
};
const read = (raw: object) => readMessage(raw as Record<string, unknown>, FIELDS, []);
const NOTHING = { pairs: [], names: [] };

test.each([
  [{ pairs: [{ key: 'a', value: 1 }, { key: 'b' }] }, { ...NOTHING, pairs: [{ key: 'a' }] }],
  [{ pairs: [{ key: 'a' }, null] }, { ...NOTHING, pairs: [{ key: 'a' }, {}] }],
  [{ pairs: [{ key: 'a' }, 1] }, { ...NOTHING, pairs: [{ key: 'a' }, {}] }],
  [{ names: ['a', 1, 'b'] }, { ...NOTHING, names: ['a'] }],
  [{ names: ['a', null] }, { ...NOTHING, names: ['a'] }],
  [{ names: {} }, NOTHING],
  [{ inner: { key: 'a', value: [] } }, { ...NOTHING, inner: { key: 'a' } }],
  [{ size: 1.5 }, NOTHING],
  [{ size: '1.5' }, NOTHING],
  [{ size: ' 3' }, NOTHING],
  [{ size: true }, NOTHING],
  [{ size: 2 ** 63 }, NOTHING],
  [{ rate: 'nan' }, NOTHING],
  [{ all: 1 }, NOTHING],
  [{ view: 4 }, NOTHING],
  [{ view: 0 }, NOTHING],
])('what stands behind the fault in %j is not read, what stands before it is', (faulty, expected) => {
  expect(read({ before: 'x', ...faulty, after: 'y' })).toEqual({ before: 'x', ...expected });
});

test.each([
  [{ pairs: ['a', [], {}] }, { pairs: [{}, {}, {}] }],
  [{ inner: 'key' }, { inner: {} }],
  [{ size: '2.0' }, { size: 2 }],
  [{ size: '+3' }, { size: 3 }],
  [{ rate: 'inf' }, { rate: Number.POSITIVE_INFINITY }],
  [{ rate: '-Infinity' }, { rate: Number.NEGATIVE_INFINITY }],
  [{ rate: true }, { rate: 1 }],
  [{ view: 3 }, { view: 'ALL' }],
  [{ view: 2.5 }, { view: 'DELETED' }],
  [{ view: 'none' }, {}],
])('%j is read', (raw, expected) => {
  expect(read({ ...raw, after: 'y' })).toEqual({ ...NOTHING, ...expected, after: 'y' });
});

test('two spellings of one field are refused wherever they stand', () => {
  const fields = { model_ids: list(message({ model_id: text })) };
  const raw = { model_ids: [{ model_id: 'a' }, { model_id: 'a', modelId: 'b' }] };
  expect(() => readMessage(raw, fields, [])).toThrow("Request specifies both 'model_id' and 'modelId'");
});

test('a list that is not read whole is refused for its items where they are looked at', () => {
  const raw = { names: ['a', 1] };
  expect(() => readMessage(raw, FIELDS, [{ field: 'names' }])).toThrow('Invalid value ["a",1]');
  expect(readMessage(raw, FIELDS, [{ field: 'names', anyItems: true }]).names).toEqual(['a']);
});

test('what a path names is not said by the body', () => {
  const server = new Server();
  const { experiment_id } = server.call('POST experiments/create', { name: 'e' });
  const make = (name: string) =>
    server.call('POST logged-models', { experiment_id, name }).model.info.model_id;
  const [one, other] = [make('one'), make('other')];
  for (const named of ['model_id', 'modelId'])
    server.call(`PATCH logged-models/${one}/tags`, { [named]: other, tags: [{ key: named, value: '' }] });
  expect(server.call(`GET logged-models/${one}`).model.info.tags).toHaveLength(2);
  server.call(`PATCH logged-models/${one}/tags`, { tags: [{ key: 'third' }, null] });
  expect(server.call(`GET logged-models/${one}`).model.info.tags).toContainEqual({ key: 'third', value: '' });
});

test('a param of a logged model is written once', () => {
  const server = new Server();
  const { experiment_id } = server.call('POST experiments/create', { name: 'e' });
  const { model_id } = server.call('POST logged-models', { experiment_id, name: 'm' }).model.info;
  const params = (value: string) => ({ model_id, params: [{ key: 'lr', value }] });
  for (const value of ['1', '1']) server.call(`POST logged-models/${model_id}/params`, params(value));
  expect(server.refusal(`POST logged-models/${model_id}/params`, params('2')).code).toBe('BAD_REQUEST');
});

test('a location keeps its query behind the paths below it', () => {
  const server = new Server();
  const made = { name: 'e', artifact_location: 's3://b/x/?a=b' };
  const { experiment_id } = server.call('POST experiments/create', made);
  const { run_id, artifact_uri } = server.call('POST runs/create', { experiment_id }).run.info;
  expect(artifact_uri).toBe(`s3://b/x/${run_id}/artifacts?a=b`);
  for (const bad of ['s3://b/x#a', 's3://b/x;a', 's3://b/x?a=%2e%2e'])
    expect(server.refusal('POST experiments/create', { name: 'f', artifact_location: bad }).code).toBe(
      'INVALID_PARAMETER_VALUE',
    );
});

test('a point of a metric names its data set whole', () => {
  const server = new Server();
  const { experiment_id } = server.call('POST experiments/create', { name: 'e' });
  const { run_id } = server.call('POST runs/create', { experiment_id }).run.info;
  const metric = { key: 'acc', value: 1, timestamp: 1 };
  for (const half of [{ dataset_name: 'd' }, { dataset_name: '', dataset_digest: '1' }]) {
    const { message } = server.refusal('POST runs/log-metric', { run_id, ...metric, ...half });
    expect(message).toMatch(/^Both dataset_name and dataset_digest must be provided/);
  }
  server.call('POST runs/log-metric', { run_id, ...metric, dataset_name: '', dataset_digest: '' });
});
