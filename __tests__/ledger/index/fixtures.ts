import type { RunRecord } from '../../../src/core/generated/types.js';
import { type FindRuns, findRuns } from '../../../src/ledger/index/find-runs.js';
import { SEGMENTS, segmentFiles } from '../../../src/ledger/index/segment.js';
import { dayFolder } from '../../../src/ledger/layout.js';
import type { Ledger, LedgerView, NewFile } from '../../../src/ledger/ledger.js';
import { runDecoder } from '../../../src/ledger/read/records.js';
import { execOk, gitEnvironment } from '../../support/exec.js';
import {
  adding,
  codeAt,
  datasetOf,
  type Folders,
  idAt,
  localLedger,
  RecordingLog,
  runFile,
  runRecord,
} from '../fixtures.js';

export const HOUR = 3_600_000;
const base = runRecord(idAt(0)).inputs;

/** Milliseconds of an hour of a day of November 2026. */
export function at(day: number, hour = 9): number {
  return Date.UTC(2026, 10, day, hour);
}

export interface SomeRun {
  time: number;
  seed: number;
  experiment?: string;
  commit?: string;
  data?: readonly (readonly [name: string, version: string])[];
  tags?: Record<string, string>;
}

export function someRun({ time, seed, commit, data = [], tags = {}, ...rest }: SomeRun): RunRecord {
  const code = codeAt(commit ?? null);
  const datasets = data.map(([name, version]) => datasetOf(name, version));
  const id = idAt(time, seed);
  const started_at = new Date(time).toISOString();
  return runRecord(id, { started_at, inputs: { ...base, code, datasets }, tags, ...rest });
}

export async function filesOf(runs: readonly RunRecord[]): Promise<NewFile[]> {
  return Promise.all(runs.map((run) => runFile(run.run_id, run)));
}

/** A ledger in a bare repository of its own. */
export async function ledgerOf(
  folders: Folders,
  runs: readonly RunRecord[] = [],
): Promise<{ ledger: Ledger; folder: string; log: RecordingLog }> {
  const folder = await folders.make();
  await execOk('git', ['init', '-q', '--bare', '--template=', folder], { env: gitEnvironment() });
  const log = new RecordingLog();
  const ledger = localLedger(folder, { log });
  if (runs.length > 0) await ledger.write(adding(...(await filesOf(runs))));
  return { ledger, folder, log };
}

export async function add(ledger: Ledger, ...runs: RunRecord[]): Promise<void> {
  await ledger.write(adding(...(await filesOf(runs))));
}

/** The files of the index of runs, by path. */
export async function indexOf(ledger: Ledger): Promise<Map<string, Buffer>> {
  const view = await ledger.view();
  return view.read(await view.list(SEGMENTS));
}

export async function indexJson(ledger: Ledger, path: string): Promise<unknown> {
  return JSON.parse((await indexOf(ledger)).get(`${SEGMENTS}/${path}`)?.toString('utf8') ?? 'null');
}

/** Puts another index on the branch, as anybody who may push there could. */
export async function setIndex(folder: string, files: ReadonlyMap<string, Buffer>): Promise<void> {
  await rawCommit(folder, [
    'D index\n',
    ...[...files].flatMap(([path, bytes]) => [
      `M 100644 inline ${path}\ndata ${bytes.length}\n`,
      bytes,
      '\n',
    ]),
  ]);
}

/** Adds a commit to the branch with git alone. @param changes as `git fast-import` takes them */
export async function rawCommit(folder: string, changes: readonly (string | Buffer)[]): Promise<void> {
  const git = (args: readonly string[], input?: Buffer) =>
    execOk('git', ['-C', folder, ...args], { env: gitEnvironment(), input });
  const tip = (await git(['rev-parse', 'refs/heads/lineage'])).toString().trim();
  const head = `commit refs/heads/lineage\ncommitter a <a@b> 1 +0000\ndata 1\nx\nfrom ${tip}\n`;
  const input = Buffer.concat([head, ...changes].map((part) => Buffer.from(part)));
  await git(['fast-import', '--quiet', '--force'], input);
}

/** Id of a day's folder as it is now. */
export async function treeOf(ledger: Ledger, day: number): Promise<string> {
  const folder = dayFolder(idAt(at(day)));
  const slash = folder.lastIndexOf('/');
  const days = await (await ledger.view()).subfolders(folder.slice(0, slash));
  return days.get(folder.slice(slash + 1)) ?? '';
}

/** A segment that says of days what it is told to. */
export function lyingSegment(
  number: number,
  days: Record<string, { tree: string; facts: Record<string, number[]> }>,
): Map<string, Buffer> {
  const all = Object.entries(days).map(
    ([day, { tree, facts }]) => [day, { tree, count: 0, facts: new Map(Object.entries(facts)) }] as const,
  );
  return new Map(segmentFiles(number, new Map(all)).map(({ path, bytes }) => [path, bytes]));
}

export async function found(ledger: Ledger, query: FindRuns, log?: RecordingLog): Promise<string[]> {
  return (await findRuns(await ledger.view(), query, { log })).map((run) => run.run_id);
}

/** Every record, newest first, read by somebody who knows no short cut. */
export async function allRuns(view: LedgerView): Promise<RunRecord[]> {
  const decode = await runDecoder();
  const files = await view.read(await view.list('runs'));
  const records = [...files].filter(([path]) => path.endsWith('.json'));
  return records.reverse().map(([path, bytes]) => decode(path, bytes));
}

/** The answer of somebody who reads every record. */
export async function scanned(
  ledger: Ledger,
  isWanted: (run: RunRecord) => boolean = () => true,
): Promise<string[]> {
  return (await allRuns(await ledger.view())).filter(isWanted).map((run) => run.run_id);
}
