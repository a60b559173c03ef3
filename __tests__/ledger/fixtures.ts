import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOfFiles, type FileEntry } from '../../src/core/digest.js';
import type { ModelEvent, ModelVersion, RunRecord } from '../../src/core/generated/types.js';
import { newId } from '../../src/core/ids.js';
import type { Log } from '../../src/core/log.js';
import { emptyContext } from '../../src/core/nothing-known.js';
import { runPath } from '../../src/ledger/layout.js';
import type { Ledger, NewFile, NewRun, Plan } from '../../src/ledger/ledger.js';
import { type LocalLedgerOptions, openLocalLedger } from '../../src/ledger/local-ledger.js';
import { encodeRecord } from '../../src/ledger/read/records.js';
import { openRemoteLedger, type RemoteLedgerOptions } from '../../src/ledger/remote-ledger.js';
import { bareEnvironment, execOk } from '../support/exec.js';
import type { GitServer } from '../support/git-server.js';
import { initRepository } from '../support/repository.js';
import { makeTempDir, removeDir } from '../support/temp.js';

export const IDENTITY = { name: 'github-actions[bot]', email: 'bot@users.noreply.github.com' };
export const DAY = Date.UTC(2026, 10, 21, 9, 30);

/** Keeps what was said. */
export class RecordingLog implements Log {
  readonly lines: string[] = [];
  info(line: string): void {
    this.lines.push(line);
  }
  warning(line: string): void {
    this.lines.push(line);
  }
  debug(line: string): void {
    this.lines.push(line);
  }
  group(title: string, lines: readonly string[]): void {
    this.lines.push(title, ...lines);
  }
}

/** Temporary folders that go when the tests end. */
export class Folders {
  readonly #made: string[] = [];

  async make(): Promise<string> {
    const folder = await makeTempDir();
    this.#made.push(folder);
    return folder;
  }

  async remove(): Promise<void> {
    await Promise.all(this.#made.map(removeDir));
  }
}

export function idAt(time: number, seed = 0): string {
  const random = new Uint8Array(16);
  new DataView(random.buffer).setUint32(12, seed);
  return newId(time, random);
}

export function runRecord(id: string, changes: Partial<RunRecord> = {}): RunRecord {
  return {
    schema: 'lineage-gate/run/v1',
    run_id: id,
    experiment: 'clf_orders',
    run_name: null,
    parent_run_id: null,
    status: 'FINISHED',
    started_at: '2026-11-21T09:30:00Z',
    ended_at: '2026-11-21T09:30:05Z',
    duration_s: 5,
    command: { run: 'python train.py', shell: 'bash', exit_code: 0, stderr_tail: [] },
    inputs: { datasets: [], code: null, params: { lr: 0.1 }, seeds: {} },
    outputs: {
      metrics: { val_auc: { value: 0.93, step: null, at: null } },
      artifacts: [],
      models: [],
      system: { peak_memory_bytes: null, cpu_s: null, gpu_s: null, gpu_peak_memory_bytes: null },
    },
    environment: {
      os: 'Linux',
      arch: 'x64',
      cpu: { model: null, cores: 2 },
      memory_bytes: 1024,
      gpus: [],
      python: null,
      lockfiles: [],
    },
    context: emptyContext('0.1.0'),
    tags: {},
    ...changes,
  };
}

/** Code of which nothing but its commit is known. */
export function codeAt(commit: string | null): NonNullable<RunRecord['inputs']['code']> {
  return {
    repository: null,
    commit,
    ref: null,
    merge_commit: null,
    base_commit: null,
    dirty: null,
    diff_digest: null,
    untracked_files: null,
  };
}

/** A dataset of which nothing else is known. */
export function datasetOf(name: string, version: string, digest: string | null = null) {
  return { name, version, digest, path: null, size_bytes: null, source: null };
}

/** The one file of a version's model, and the digest of its manifest. */
function modelFile(version: number): { file: FileEntry; digest: string } {
  const digest = `sha256:${String(version).repeat(64).slice(0, 64)}`;
  const file = { path: 'model.bin', size_bytes: 3, digest };
  return { file, digest: digestOfFiles([file]) };
}

export function modelVersion(model: string, version: number): ModelVersion {
  const { file, digest } = modelFile(version);
  return {
    schema: 'lineage-gate/model-version/v1',
    model,
    version,
    run_id: idAt(DAY),
    run_path: 'model.bin',
    manifest: {
      files: [file],
      digest,
      size_bytes: 3,
      format: 'generic',
      flavors: {},
      signature: null,
      dependencies: [],
      framework: null,
    },
    stored: [],
    tags: {},
    description: null,
    card: null,
    policy: { digest, verdict: 'pass', findings: [] },
    registered_at: '2026-11-21T09:31:00Z',
    registered_by: null,
  };
}

export function registered(model: string, version: number, previous: string | null): ModelEvent {
  return {
    schema: 'lineage-gate/model-event/v1',
    event_id: idAt(DAY + version, version),
    model,
    version,
    at: '2026-11-21T09:31:00Z',
    actor: null,
    ci_run_url: null,
    previous,
    type: 'registered',
    run_id: idAt(DAY),
    manifest_digest: modelFile(version).digest,
  };
}

/** A plan that adds these files whatever the ledger holds. */
export function adding(...files: NewFile[]): () => Plan<string> {
  return () => ({
    files,
    message: { subject: 'run clf_orders FINISHED', trailers: [['Lineage-Run', 'x']] },
    value: 'written',
  });
}

export async function runFile(id: string, changes: Partial<RunRecord> = {}): Promise<NewFile> {
  return { path: runPath(id), bytes: await encodeRecord('run', runRecord(id, changes)) };
}

export async function newRun(run_id: string, changes: Partial<RunRecord> = {}): Promise<NewRun> {
  const message = { subject: 'run clf_orders FINISHED', trailers: [['Lineage-Run', run_id]] as const };
  return { run_id, files: [await runFile(run_id, changes)], message };
}

export type RemoteChanges = Partial<RemoteLedgerOptions> & { url: string; folder: string };

export function remoteLedger(changes: RemoteChanges): Ledger {
  return openRemoteLedger(remoteOptions(changes));
}

export function remoteOptions(changes: RemoteChanges): RemoteLedgerOptions {
  return {
    branch: 'lineage',
    env: bareEnvironment(changes.folder),
    now: Date.now,
    elapsed: () => performance.now(),
    random: Math.random,
    identity: IDENTITY,
    log: new RecordingLog(),
    deadlineMs: 60_000,
    ...changes,
  };
}

export function localLedger(folder: string, changes: Partial<LocalLedgerOptions> = {}): Ledger {
  return openLocalLedger({
    folder,
    branch: 'lineage',
    env: bareEnvironment(folder),
    now: Date.now,
    elapsed: () => performance.now(),
    random: Math.random,
    identity: IDENTITY,
    log: new RecordingLog(),
    ...changes,
  });
}

/** Path and query of the requests since a number of them, pushes and fetches told apart. */
export function requestsSince(server: GitServer, start: number): string[] {
  return server.requests
    .slice(start)
    .map(({ method, path }) => `${method} ${path.replace(/^\/[^/]+\/[^/]+?(?=\/)/, '')}`);
}

/** A user's repository with one commit on main, a changed file and an untracked one. */
export async function userRepository(folder: string, env: NodeJS.ProcessEnv): Promise<void> {
  const git = (...args: string[]) => execOk('git', args, { cwd: folder, env });
  await initRepository(folder);
  // Written at once, since git takes a process for each.
  await appendFile(
    join(folder, '.git', 'config'),
    '[user]\n\tname = somebody\n\temail = somebody@example.com\n',
  );
  await mkdir(join(folder, 'src'));
  await writeFile(join(folder, 'src', 'train.py'), 'print(1)\n');
  await git('add', '.');
  await git('commit', '-q', '-m', 'start');
  await writeFile(join(folder, 'src', 'train.py'), 'print(2)\n');
  await writeFile(join(folder, 'new file.txt'), 'untracked\n');
}
