import { mkdir, symlink, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { collectArtifacts } from '../../src/collect/artifacts.js';
import { collectDatasets } from '../../src/collect/datasets.js';
import { prepareLineageDir, readLineageDir } from '../../src/collect/lineage-dir.js';
import { collectMetrics } from '../../src/collect/metrics.js';
import { collectParams } from '../../src/collect/params.js';
import { ERROR_CODES, type ErrorCode } from '../../src/core/error-codes.js';
import { type Fault, Faults, UserError } from '../../src/core/errors.js';
import { parseKeyValues } from '../../src/core/key-values.js';
import { CASES, type Input } from './bad-input-cases.js';
import { makeWorkspace, type TestWorkspace } from './workspace.js';

let ws: TestWorkspace;
beforeEach(async () => {
  ws = await makeWorkspace();
});
afterEach(() => ws.remove());

const COLLECT: Record<Input, (text: string, cwd: string) => unknown> = {
  tags: (text) => parseKeyValues(text, 'tags'),
  params: (text, cwd) => thrown((faults) => collectParams({ text, workspace: ws.root, cwd }, faults)),
  metrics: (text, cwd) => thrown((faults) => collectMetrics({ text, workspace: ws.root, cwd }, faults)),
  datasets: (text, cwd) => thrown((faults) => collectDatasets({ text, workspace: ws.root, cwd }, faults)),
  artifacts: (text, cwd) => thrown((faults) => collectArtifacts({ text, workspace: ws.root, cwd }, faults)),
};

async function thrown(work: (faults: Faults) => Promise<unknown>): Promise<void> {
  const faults = new Faults();
  await work(faults);
  faults.throwIfAny();
}

async function faultsOf(work: () => unknown): Promise<readonly Fault[]> {
  try {
    await work();
  } catch (error) {
    if (error instanceof UserError) return error.faults;
    throw error;
  }
  return [];
}

/** One fault: its code, its place, a mend that says something, and sentences as messages need them. */
function expectOne(faults: readonly Fault[], code: ErrorCode, where: string): void {
  expect(faults.map((fault) => [fault.code, fault.where])).toEqual([[code, where]]);
  for (const { what, mend } of faults) {
    expect(ERROR_CODES).toContain(code);
    expect(mend.length).toBeGreaterThan(8);
    expect(`${what}|${mend}`).not.toMatch(/[\u0000-\u001f\u007f]|\.\||\.$/);
  }
}

test.each(CASES)('%s', async (_name, input, text, files, code, where) => {
  for (const [path, content] of Object.entries(files)) await ws.write(path, content);
  expectOne(await faultsOf(() => COLLECT[input](text, '.')), code, where);
});

test('there are enough cases', () => {
  expect(CASES.length).toBeGreaterThanOrEqual(60);
});

const posix = process.platform === 'win32' ? test.skip : test;

const LINKS: [input: Input, text: string, code: ErrorCode, where: string][] = [
  ['params', 'link.json', 'E_PATH_OUTSIDE', 'params'],
  ['metrics', 'link.json', 'E_PATH_OUTSIDE', 'metrics'],
  ['datasets', 'a=1 link.json', 'E_PATH_OUTSIDE', 'datasets, line 1'],
  ['artifacts', '*.json', 'E_ARTIFACT_SYMLINK', 'artifacts'],
];

posix.each(LINKS)('%s: a link that leads out of the workspace', async (input, text, code, where) => {
  const target = join(ws.outside, 'secret.json');
  await ws.write('../outside/secret.json', '{"a": 1}');
  await symlink(target, join(ws.root, 'link.json'));
  expectOne(await faultsOf(() => COLLECT[input](text, '.')), code, where);
});

posix('a name that artifacts cannot have', async () => {
  await ws.write('out/a:b.txt');
  expectOne(await faultsOf(() => COLLECT.artifacts('out', '.')), 'E_PATH_NAME', 'artifacts');
});

posix('a params file with a control character in its name', async () => {
  await ws.write('p\u0007.json', '{}');
  expectOne(await faultsOf(() => COLLECT.params('*.json', '.')), 'E_PATH_NAME', 'params');
});

test.each([
  ['params', 'p.json', 9 * 1024 ** 2],
  ['metrics', 'm.yaml', 9 * 1024 ** 2],
  ['metrics', 'h.csv', 65 * 1024 ** 2],
  ['metrics', 'l.jsonl', 65 * 1024 ** 2],
] as [Input, string, number][])('%s: %s with %d bytes is refused unread', async (input, name, size) => {
  await ws.write(name, '');
  await truncate(join(ws.root, name), size);
  expectOne(await faultsOf(() => COLLECT[input](name, '.')), 'E_FILE_TOO_LARGE', name);
});

test('a JSON document has a limit of its own, JSON Lines in a file of that name have not', async () => {
  await ws.write('m.json', `{"a": 1, "b": "${'x'.repeat(17 * 1024 ** 2)}"}`);
  expectOne(await faultsOf(() => COLLECT.metrics('m.json', '.')), 'E_FILE_TOO_LARGE', 'm.json');
  await ws.write('m.json', `{"a": 1}\n{"a": 2}\n${' '.repeat(17 * 1024 ** 2)}`);
  expect(await faultsOf(() => COLLECT.metrics('m.json', '.'))).toEqual([]);
});

test('a JSON document of millions of values is refused before it fills the memory', async () => {
  await ws.write('m.json', `{"a": [${'1,'.repeat(3_000_001)}1]}`);
  expectOne(await faultsOf(() => COLLECT.metrics('m.json', '.')), 'E_FILE_TOO_LARGE', 'm.json');
});

test('tags.json that holds no texts', async () => {
  const dir = join(ws.outside, 'lineage');
  await mkdir(dir);
  await prepareLineageDir(dir);
  await ws.write('../outside/lineage/tags.json', '{"a": [1]}');
  const faults = new Faults();
  await readLineageDir(dir, faults);
  expectOne(faults.list, 'E_TAG_INVALID', 'LINEAGE_DIR/tags.json');
});

test('a file that is wrong throughout gives a list that can be read', async () => {
  await ws.write('l.jsonl', '{"a": \n'.repeat(5000));
  expect(await faultsOf(() => COLLECT.metrics('l.jsonl', '.'))).toHaveLength(20);
});

test('all faults of an input come together', async () => {
  await ws.write('m.json', '{"a": true}');
  await ws.write('h.csv', 'step,b\n1,x\n');
  const faults = await faultsOf(() => COLLECT.metrics('c=high\nm.json\nh.csv', '.'));
  expect(faults.map(({ where }) => where)).toEqual(['metrics, line 1', 'h.csv', 'm.json']);
});
