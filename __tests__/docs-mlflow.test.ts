import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ENDPOINTS } from '../src/mlflow/protocol/protocol.js';
import { isThere, namedTests } from './support/named-tests.js';

const PAGE = readFileSync(path.resolve(import.meta.dirname, '../docs/mlflow.md'), 'utf8');
const [, SECTION = ''] = PAGE.split('## The API, endpoint by endpoint\n');
const [CALLS = '', FILES = ''] = SECTION.split('Files and probes:');

function rowsOf(table: string): { endpoint: string; answer: string; test: string }[] {
  const rows = [...table.matchAll(/^\| (.+?) \| (.*?) \| (.+?) \|$/gm)];
  return rows
    .map(([, endpoint = '', answer = '', test = '']) => ({ endpoint, answer, test }))
    .filter(({ endpoint }) => endpoint !== 'endpoint');
}

const calls = rowsOf(CALLS);
const all = [...calls, ...rowsOf(FILES)];

test('what is refused unless it is asked for is said at the beginning, and so is how', () => {
  const [beginning = ''] = PAGE.split(/^## /m);
  expect(beginning).toMatch(/registered_model_name=.*403.*mlflow-registry: hold/s);
});

test('the table has every call that is answered, once, and no other', () => {
  const answered = ENDPOINTS.map(({ method, path: route }) => `\`${method} ${route}\``);
  expect(calls.map(({ endpoint }) => endpoint).sort()).toEqual([...answered].sort());
});

test('a row says what it is and names one test that is there', () => {
  expect(all.length).toBeGreaterThan(calls.length);
  for (const { endpoint, answer, test } of all) {
    expect([endpoint, answer]).toEqual([
      endpoint,
      expect.stringMatching(/^(supported|different: |refused: )/),
    ]);
    const named = namedTests(test);
    expect([endpoint, named.length, named.every((one) => one.title !== undefined && isThere(one))]).toEqual([
      endpoint,
      1,
      true,
    ]);
  }
});

test('the test of a call makes it', () => {
  const silent = calls.filter(({ endpoint, test }) => {
    const route = endpoint.replace(/^`\w+ /, '').replace(/\/?(\{.*)?`$/, '');
    return !namedTests(test).some(({ file }) =>
      readFileSync(path.resolve(import.meta.dirname, file), 'utf8').includes(route),
    );
  });
  expect(silent.map(({ endpoint }) => endpoint)).toEqual([]);
});
