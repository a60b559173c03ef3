import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { detectCi, parseMatrix } from '../../../src/collect/ci/detect.js';
import { ciName } from '../../../src/collect/ci/other.js';
import { execOk } from '../../support/exec.js';
import { makeTempDir, removeDir } from '../../support/temp.js';

const never = () => Promise.reject(new Error('ci-info must not be asked here'));

test('GitHub Actions, with the payload of the event', async () => {
  const dir = await makeTempDir();
  try {
    const path = join(dir, 'event.json');
    await writeFile(path, JSON.stringify({ pull_request: { number: 3 } }));
    const env = { GITHUB_ACTIONS: 'true', GITHUB_EVENT_PATH: path, GITHUB_EVENT_NAME: 'pull_request' };
    const ci = await detectCi({ env, ciInfo: never, matrix: '{"lr":0.1}', toolVersion: '1' });
    expect(ci.context).toMatchObject({ matrix: { lr: 0.1 }, pull_request: { number: 3 } });
  } finally {
    await removeDir(dir);
  }
});

test('anything else is asked of the library', async () => {
  const ciInfo = async () => ({ id: 'GITLAB', isCI: true });
  const ci = await detectCi({ env: {}, ciInfo, matrix: '', toolVersion: '1' });
  expect(ci.name).toBe('gitlab');
});

test.each([
  [{ GITLAB_CI: 'true', CI: 'true' }, 'gitlab'],
  [{ TF_BUILD: 'True' }, 'azure-pipelines'],
  [{ CIRCLECI: 'true' }, 'circle'],
  [{ BUILDKITE: 'true' }, 'buildkite'],
  [{ JENKINS_URL: 'x', BUILD_ID: '1' }, 'jenkins'],
  [{ CI: 'true' }, 'unknown'],
  [{}, null],
])('the library itself, given %j, leads to %p', async (env, expected) => {
  const file = createRequire(import.meta.url).resolve('ci-info');
  const script = `const { id, isCI } = require(${JSON.stringify(file)}); console.log(JSON.stringify({ id, isCI }))`;
  const system = process.platform === 'win32' ? { SystemRoot: process.env['SystemRoot'] } : {};
  const answer = await execOk(process.execPath, ['-e', script], { env: { ...system, ...env } });
  expect(ciName(JSON.parse(answer.toString()))).toBe(expected);
});

test.each(['', '  \n', 'null'])('matrix %j is none', (text) => {
  expect(parseMatrix(text)).toBeNull();
});

test.each([
  ['{', 'is not JSON'],
  ['[1]', 'is no JSON object'],
  ['"x"', 'is no JSON object'],
  [
    JSON.stringify(Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`k${i}`, i]))),
    'more than 100 keys',
  ],
  [JSON.stringify({ a: 'x'.repeat(70_000) }), 'longer than'],
])('matrix %.20j is refused', (text, what) => {
  expect(() => parseMatrix(text)).toThrow(what);
});
