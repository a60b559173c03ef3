import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { jest } from '@jest/globals';
import { digestOfFiles, sha256 } from '../../src/core/digest.js';
import type { RunRecord } from '../../src/core/generated/types.js';
import { adding, DAY, idAt, localLedger, runFile, runRecord } from '../ledger/fixtures.js';
import { exec } from '../support/exec.js';
import { FakeGitHub } from '../support/fake-github.js';
import { MemoryContents } from '../support/github/state.js';
import { TokenTable } from '../support/tokens.js';
import { makeZip, type ZipEntry } from '../support/zip-writer.js';
import { CLI, DATA, TRAIN, UserRepo } from './user-repo.js';
import { WarmCli } from './warm-cli.js';

jest.setTimeout(180_000);

// Elsewhere no process can say its own peak.
const onLinux = process.platform === 'linux' ? test : test.skip;
const warm = new WarmCli();
let repo: UserRepo;

afterAll(() => warm.close());
beforeEach(async () => {
  repo = await UserRepo.create({ warm });
});
afterEach(() => repo.close());

const below = (...parts: string[]) => path.join(repo.dir, ...parts);

test('what was registered on a laptop comes back, and register says how', async () => {
  await repo.ok(['track', ...DATA, ...TRAIN]);
  const registered = await repo.ok(['register', 'clf orders', '--alias', 'champion']);
  const [, uri = ''] = /Get its files with: lineage-gate fetch (\S+)\n/.exec(registered.stderr) ?? [];
  expect(uri).toBe('models:/clf%20orders/1');
  const before = await repo.untouchable();
  const first = await repo.ok(['fetch', uri, '../got/model']);
  expect(first.stdout).toBe('../got/model\n');
  expect(await readFile(below('../got/model/weights.txt'), 'utf8')).toBe('weights');
  expect((await stat(below('../got/model/weights.txt'))).mode & 0o200).toBe(0o200);
  const again = await repo.ok(['fetch', 'models:/clf orders@champion', '../got/model', '--json']);
  expect(again.stderr).toContain(
    '@champion of clf orders is version 1, as the ledger says; not confirmed with GitHub.',
  );
  expect(JSON.parse(again.stdout)).toMatchObject({
    ...{ uri: 'models:/clf orders@champion', path: '../got/model', model: 'clf orders', version: 1 },
    ...{ files: 1, size_bytes: 7, from: [], run_id: (await repo.runs())[0]?.run_id },
  });
  // The folder counts from where the user stands, and is `model` when none is named.
  await repo.ok(['fetch', uri], { cwd: below('data') });
  expect(await readdir(below('data', 'model'))).toEqual(['weights.txt']);
  await rm(below('data', 'model'), { recursive: true });
  expect(await repo.untouchable()).toEqual(before);

  const refused = await repo.cli(['fetch', uri, 'data']);
  expect(refused).toMatchObject({ code: 1, stdout: '' });
  expect(refused.stderr).toMatch(/^E_FETCH_PATH: The folder `data` is not empty and has `orders.csv`/m);
});

test('what a run has stored comes back whole, or a part of it', async () => {
  await repo.ok(['track', ...DATA, '--artifact', 'out/metrics.json', ...TRAIN]);
  const [run] = await repo.runs();
  const prefix = run?.run_id.slice(0, 12) ?? '';
  const before = await repo.untouchable();
  const whole = await repo.ok(['artifacts', 'get', prefix, '--out', '../all', '--json']);
  expect(JSON.parse(whole.stdout)).toEqual({
    ...{ path: '../all', run_id: run?.run_id, digest: expect.stringMatching(/^sha256:/) },
    ...{ files: 3, size_bytes: expect.any(Number), from: ['local'] },
  });
  expect(await readFile(below('../all/out/model/weights.txt'), 'utf8')).toBe('weights');
  expect(await readdir(below('../all/out'))).toEqual(['metrics.json', 'model']);
  const part = await repo.ok(['artifacts', 'get', prefix, 'out/metrics.json']);
  expect(part.stdout).toBe('artifacts\n');
  expect(await readdir(below('artifacts'))).toEqual(['metrics.json']);
  const refused = await repo.cli(['artifacts', 'get', prefix, '--out', 'data']);
  expect(refused.stderr).toMatch(/^E_FETCH_PATH: The folder `data` is not empty/m);
  await rm(below('artifacts'), { recursive: true });
  expect(await repo.untouchable()).toEqual(before);
});

describe('a workflow artifact, fetched to a laptop', () => {
  let github: FakeGitHub;
  let env: Record<string, string>;

  beforeEach(async () => {
    const tokens = new TokenTable();
    github = await FakeGitHub.start({ tokens, contents: new MemoryContents() });
    github.state.addRepository('octo/models');
    env = { GITHUB_API_URL: github.url, GH_TOKEN: tokens.make({ actions: 'read' }) };
  });
  afterEach(async () => {
    await github.close();
    expect(github.violations).toEqual([]);
  });

  /** A run whose model is an artifact of the fake GitHub. @returns its URI */
  async function recorded(entries: (ZipEntry & { name: string; bytes: Buffer })[]): Promise<string> {
    const { state } = github;
    const runId = state.addRun({ repository: 'octo/models', headSha: 'a'.repeat(40) }).id;
    const zip = makeZip(entries);
    const digest = `sha256:${createHash('sha256').update(zip).digest('hex')}`;
    const about = { repository: 'octo/models', runId, name: 'model', sizeBytes: zip.length, digest };
    const { id } = state.addArtifact(about);
    state.zips.set(id, zip);
    const url = `https://github.com/octo/models/actions/runs/${runId}/artifacts/${id}`;
    const stored = [
      { type: 'github-artifact', name: 'model', id: `${id}`, url, size_bytes: zip.length, digest },
    ];
    const files = entries.map(({ name, bytes }) => ({
      path: name,
      size_bytes: bytes.length,
      digest: sha256(bytes),
    }));
    const size_bytes = files.reduce((sum, file) => sum + file.size_bytes, 0);
    const manifest = {
      ...{ files, digest: digestOfFiles(files), size_bytes, format: 'generic', flavors: {} },
      ...{ signature: null, dependencies: [], framework: null },
    };
    const run = runRecord(idAt(DAY));
    const artifact = { path: 'm', size_bytes, digest: manifest.digest, kind: 'model' as const, stored };
    const outputs: RunRecord['outputs'] = {
      ...run.outputs,
      models: [{ path: 'm', manifest }],
      artifacts: [artifact],
    };
    await localLedger(repo.dir).write(adding(await runFile(run.run_id, { outputs })));
    return `runs:/${run.run_id}/m`;
  }

  test('takes a token from GH_TOKEN, or says that it needs one', async () => {
    const uri = await recorded([{ name: 'weights.bin', bytes: Buffer.from('far') }]);
    const none = await repo.cli(['fetch', uri, '../got'], { env: { GITHUB_API_URL: github.url } });
    expect(none).toMatchObject({ code: 1, stdout: '' });
    expect(none.stderr).toMatch(
      /^E_INPUT_MISSING: Reading workflow artifacts takes a token for github\.com, .*`gh auth login`, or set GH_TOKEN/m,
    );
    expect(await readdir(below('..'))).not.toContain('got');
    await repo.ok(['fetch', uri, '../got'], { env });
    expect(await readFile(below('../got/weights.bin'), 'utf8')).toBe('far');
  });

  onLinux('of hundreds of MB takes little memory', async () => {
    const stored = Buffer.alloc(160 * 1024 * 1024, 'weights');
    const uri = await recorded([
      { name: 'stored.bin', bytes: stored, isStored: true },
      { name: 'deflated.bin', bytes: Buffer.alloc(512 * 1024 * 1024) },
    ]);
    // Not the peak that the system notes for a process: a child begins with that of whoever started it.
    const peak = 'process.on("exit",()=>console.error(fs.readFileSync("/proc/self/status","latin1")))';
    const argv = [`data:text/javascript,import fs from "node:fs";${peak}`, CLI, 'fetch', uri, '../got'];
    const { code, stderr } = await exec(process.execPath, ['--import', ...argv], {
      cwd: repo.dir,
      env: { ...repo.env, ...env },
    });
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('(100 %)') });
    expect((await stat(below('../got/deflated.bin'))).size).toBe(512 * 1024 * 1024);
    const kilobytes = Number(/^VmHWM:\s*(\d+) kB$/m.exec(stderr)?.[1]);
    expect(kilobytes * 1024).toBeLessThan(200_000_000);
  });
});
