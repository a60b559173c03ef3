import { cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { sha256 } from '../../../src/core/digest.js';
import type { ModelEvent, ModelVersion, RunRecord } from '../../../src/core/generated/types.js';
import { timeOfId } from '../../../src/core/ids.js';
import { reindex } from '../../../src/ledger/index/reindex.js';
import {
  bootstrapFiles,
  eventPath,
  runFolder,
  runPath,
  seriesPath,
  versionPath,
} from '../../../src/ledger/layout.js';
import type { NewFile } from '../../../src/ledger/ledger.js';
import { encodeRecord } from '../../../src/ledger/read/records.js';
import type { LineageFinding } from '../../../src/ledger/verify/findings.js';
import { type Verification, type VerifyOptions, verifyLedger } from '../../../src/ledger/verify/verify.js';
import { BareRepo } from '../../support/bare-repo.js';
import { bareEnvironment } from '../../support/exec.js';
import {
  adding,
  DAY,
  type Folders,
  idAt,
  localLedger,
  modelVersion,
  RecordingLog,
  registered,
  runRecord,
} from '../fixtures.js';

export const HOUR = 3_600_000;
/** Runs of three days; the first made both versions. */
const RUNS = [0, 1, 2, 30, 50].map((hours, seed) => idAt(DAY + hours * HOUR, seed));
export const [FIRST = '', SECOND = '', THIRD = ''] = RUNS;

export function version(number: number): ModelVersion {
  return { ...modelVersion('clf', number), run_path: `model-${number}.bin` };
}

export function aliasSet(number: number, previous: string): ModelEvent {
  const {
    run_id: _run,
    manifest_digest: _digest,
    ...common
  } = registered('clf', number, previous) as Extract<ModelEvent, { type: 'registered' }>;
  return { ...common, event_id: idAt(DAY + 100 + number, 99), type: 'alias-set', alias: 'champion' };
}

export async function eventFile(event: ModelEvent): Promise<NewFile> {
  return { path: eventPath(event.model, event.event_id), bytes: await encodeRecord('modelEvent', event) };
}

export async function versionFile(record: ModelVersion): Promise<NewFile> {
  return {
    path: versionPath(record.model, record.version),
    bytes: await encodeRecord('modelVersion', record),
  };
}

export async function runOf(id: string, changes: Partial<RunRecord> = {}): Promise<NewFile> {
  const at = timeOfId(id);
  const times = { started_at: new Date(at).toISOString(), ended_at: new Date(at + 5_000).toISOString() };
  return { path: runPath(id), bytes: await encodeRecord('run', runRecord(id, { ...times, ...changes })) };
}

/** When commits past the tool are made, and when all is verified. */
export const TAMPERED = DAY + 71 * HOUR;
export const NOW = DAY + 200 * HOUR;

/** The first bytes of a picture. */
export const PNG = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

/** A real ledger in a repository of its own: runs with curves, two versions of `clf` with their events, look-ups. */
export class TestLedger {
  private constructor(
    readonly repo: BareRepo,
    readonly folder: string,
    /** The model's events, in the order of their chain. */
    readonly events: NewFile[] = [],
  ) {}

  static async create(folders: Folders): Promise<TestLedger> {
    const folder = await folders.make();
    const made = new TestLedger(await BareRepo.create(folder, 'octo/ledger'), folder);
    await made.#fill();
    return made;
  }

  /** The same in a folder of its own, which is a good deal faster to make. */
  async copy(folders: Folders): Promise<TestLedger> {
    const folder = await folders.make();
    await cp(this.folder, folder, { recursive: true });
    return new TestLedger(await BareRepo.create(folder, 'octo/ledger'), folder, this.events);
  }

  async #fill(): Promise<void> {
    // Each write by a writer of its own, as jobs do.
    const write = (at: number, ...files: NewFile[]) =>
      localLedger(this.folder, { now: () => at }).write(adding(...files));
    const outputs = runRecord(FIRST).outputs;
    const models = [1, 2].map((number) => ({
      path: `model-${number}.bin`,
      manifest: version(number).manifest,
    }));
    const picture = { path: `${runFolder(FIRST)}/curve.png`, bytes: PNG };
    await write(DAY, await runOf(FIRST, { outputs: { ...outputs, models } }), picture);
    const series = Buffer.from('{"key":"loss","value":0.5,"step":1,"at":null}\n');
    await write(DAY + HOUR, await runOf(SECOND), { path: seriesPath(SECOND), bytes: series });

    let previous: string | null = null;
    for (const number of [1, 2]) {
      const event = registered('clf', number, previous);
      const file = await eventFile({ ...event, run_id: FIRST } as ModelEvent);
      const alias = await eventFile(aliasSet(number, sha256(file.bytes)));
      await write(DAY + HOUR, await versionFile(version(number)), file, alias);
      this.events.push(file, alias);
      previous = sha256(alias.bytes);
    }
    for (const id of RUNS.slice(2)) await write(timeOfId(id), await runOf(id));
    // Look-ups may go and come.
    const log = new RecordingLog();
    await reindex(localLedger(this.folder, { now: () => DAY + 51 * HOUR }), { log });
    const parts = await this.repo.listFiles('lineage', 'index/segments');
    await this.commit({}, { remove: parts, date: (DAY + 52 * HOUR) / 1000 });
  }

  /** A commit made past all checks. @returns its id */
  commit(
    files: Record<string, string | Uint8Array>,
    options: { remove?: string[]; parents?: string[]; branch?: string; date?: number } = {},
  ): Promise<string> {
    const date = TAMPERED / 1000;
    return this.repo.commit(files, { branch: 'lineage', message: 'tampered', date, ...options });
  }

  /** Puts an entry of any mode at a path. @returns the commit's id */
  async entry(mode: string, path: string, content: string): Promise<string> {
    const tip = await this.tip();
    const blob = (await this.repo.git(['hash-object', '-w', '--stdin'], content)).toString().trim();
    const object = mode === '160000' ? tip : blob;
    const stream = `commit refs/heads/lineage\ncommitter x <x@y> ${TAMPERED / 1000} +0000\ndata 1\nx\nfrom ${tip}\nM ${mode} ${object} ${path}\n`;
    await this.repo.git(['fast-import', '--quiet', '--force'], stream);
    return this.tip();
  }

  async tip(): Promise<string> {
    return (await this.repo.resolve('refs/heads/lineage')) ?? '';
  }

  async bytes(path: string): Promise<Buffer> {
    return (await this.repo.readFile('lineage', path)) ?? Buffer.alloc(0);
  }

  /** The commit that added a path. */
  async commitOf(path: string): Promise<string> {
    const args = ['log', '--format=%H', '--diff-filter=A', '--reverse', 'lineage', '--', path];
    return (await this.repo.git(args)).toString().split('\n')[0] ?? '';
  }

  /** Does something to the file of an object. */
  async loose(id: string, change: (file: LooseObject) => Promise<void>): Promise<void> {
    await change(new LooseObject(join(this.folder, 'objects', id.slice(0, 2), id.slice(2))));
  }

  verify(since?: string): Promise<Verification> {
    return verifyIn(this.folder, { since });
  }
}

export function verifyIn(
  folder: string,
  options: Partial<Omit<VerifyOptions, 'folder' | 'env'>> = {},
): Promise<Verification> {
  return verifyLedger({ folder, branch: 'lineage', env: bareEnvironment(folder), now: NOW, ...options });
}

/** An object in a file of its own. */
class LooseObject {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  async remove(): Promise<void> {
    await rm(this.#file);
  }

  /** Puts other content there, well packed. */
  async overwrite(content: string): Promise<void> {
    await this.#write(deflateSync(`blob ${Buffer.byteLength(content)}\0${content}`));
  }

  async garbage(): Promise<void> {
    await this.#write(Buffer.from('garbage'));
  }

  async #write(bytes: Uint8Array): Promise<void> {
    // Objects are read-only.
    await rm(this.#file);
    await writeFile(this.#file, bytes);
  }
}

/** What is wrong, without its words. Warnings are about times, and have tests of their own. */
export function facts(findings: readonly LineageFinding[]): [string, string | null, string | null][] {
  const errors = findings.filter(({ severity }) => severity === 'error');
  return errors.map(({ rule, path, commit }) => [rule, path, commit]);
}

export function bootstrap(): Record<string, Uint8Array> {
  return Object.fromEntries(bootstrapFiles().map(({ path, bytes }) => [path, bytes]));
}
