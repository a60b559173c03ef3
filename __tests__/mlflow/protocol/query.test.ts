import {
  flag,
  list,
  number,
  readMessage,
  readQuery,
  text,
  whole,
  word,
} from '../../../src/mlflow/protocol/message.js';
import { Server } from './server.js';

const FIELDS = {
  name: text,
  ids: list(text),
  size: whole,
  rate: number,
  all: flag,
  view: word('ACTIVE', 'ALL'),
};
const read = (query: string) => readMessage(readQuery(new URLSearchParams(query), FIELDS), FIELDS, []);

test.each([
  ['', { ids: [] }],
  ['ids=a', { ids: ['a'] }],
  ['ids=a&ids=b&ids=a', { ids: ['a', 'b', 'a'] }],
  ['ids=', { ids: [''] }],
  ['name=one+two%26&name=other', { ids: [], name: 'one two&' }],
  ['size=-5&rate=1e3', { ids: [], size: -5, rate: 1000 }],
  ['all=True&view=ALL', { ids: [], all: true, view: 'ALL' }],
  ['all=false', { ids: [], all: false }],
  ['unknown=1&toString=2&__proto__=3', { ids: [] }],
])('%s', (query, message) => {
  expect(read(query)).toEqual(message);
});

test('what is no truth value is refused', () => {
  expect(() => read('all=1')).toThrow("Invalid boolean value: 1, must be 'true' or 'false'.");
});

test('what a path names may be percent-encoded', () => {
  const server = new Server();
  const { experiment_id } = server.call('POST experiments/create', { name: 'e' });
  const { model_id } = server.call('POST logged-models', { experiment_id, name: 'm' }).model.info;
  for (const key of ['a/b c', '100%'])
    server.call(`PATCH logged-models/${model_id}/tags`, { tags: [{ key, value: 'v' }] });
  server.call(`DELETE logged-models/${model_id}/tags/${encodeURIComponent('a/b c')}`);
  server.call(`DELETE logged-models/${model_id}/tags/100%`);
  expect(server.call(`GET logged-models/${model_id}`).model.info.tags).toBeUndefined();
});
