import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { sha256 } from '../../src/core/digest.js';
import type { ModelEvent, ModelVersion, RunRecord } from '../../src/core/generated/types.js';
import { modelEvent, modelVersion, run } from '../../src/core/generated/validators.js';
import { canonicalJson } from '../../src/core/json.js';
import type { LogEntry } from '../support/bare-repo.js';
import { execOk, gitEnvironment } from '../support/exec.js';
import { GitHubWorld, type WorldOptions } from '../support/github-world.js';
import { readFiles } from '../support/read-files.js';
import type { StepReport } from '../support/runner.js';

/** Folders with an action.yml: the actions as a workflow uses them, so the built `dist`. */
export const TRACK = resolve('.');
export const REGISTER = resolve('register');
export const GATE = resolve('gate');

/** Inputs of a track step that fit the training repository of a world. */
export const TRAINING = {
  run: 'sh train.sh',
  datasets: 'orders=v2.1 data/orders.csv',
  params: 'params.yaml',
  metrics: 'out/metrics.json',
  model: 'out/model',
};

/**
 * Starts a world with artifacts before the tests of a file and closes it after them; no test may leave a request that GitHub
 * would not take.
 */
export function useWorld(set: (world: GitHubWorld) => void, options: WorldOptions = {}): void {
  let world: GitHubWorld;
  beforeAll(async () => {
    world = await GitHubWorld.start(options);
    await world.artifacts();
    set(world);
  }, 60_000);
  afterEach(() => {
    expect(world.github.violations).toEqual([]);
  });
  afterAll(async () => {
    await world.close();
  });
}

/** As {@link useWorld}, but one for each test; it has no artifacts until they are asked for. */
export function useFreshWorld(set: (world: GitHubWorld) => void): void {
  let world: GitHubWorld;
  beforeEach(async () => {
    world = await GitHubWorld.start();
    set(world);
  }, 60_000);
  afterEach(async () => {
    expect(world.github.violations).toEqual([]);
    await world.close();
  });
}

export interface LedgerState {
  commit: string | undefined;
  /** Path to bytes. */
  files: Map<string, Buffer>;
  /** Oldest first. */
  runs: RunRecord[];
  versions: ModelVersion[];
  /** Model by model, each in the order of its chain. */
  events: ModelEvent[];
  /** Newest first. */
  log: LogEntry[];
  /** Every byte of every file and commit message, as one text. */
  text: string;
}

/**
 * Everything on a ledger branch, read by git and checked: each record fits its schema and is canonical JSON, each model's
 * events are a chain, every commit only adds files, and the repository is sound.
 */
export async function readLedger(
  world: GitHubWorld,
  { branch = 'lineage', repository = world.repository } = {},
): Promise<LedgerState> {
  const repo = world.git.repo(repository);
  const ref = `refs/heads/${branch}`;
  const files = await readFiles((args, input) => repo.git(args, input), ref, await repo.listFiles(ref));
  const log = await repo.log(ref);
  const state: LedgerState = {
    commit: log[0]?.sha,
    files,
    runs: records(files, /^runs\/\d{4}\/\d\d\/\d\d\/[0-9a-f]{32}\.json$/, 'run'),
    versions: records(files, /^models\/[^/]+\/versions\/\d+\.json$/, 'modelVersion'),
    events: inChainOrder(records(files, /^models\/[^/]+\/events\/[0-9a-f]{32}\.json$/, 'modelEvent')),
    log,
    text: [...files.keys(), ...[...files.values()].map(String), ...log.map((entry) => entry.message)].join(
      '\n',
    ),
  };
  if (log.length > 0) await requireOnlyAdditions(world, { repository, ref });
  await repo.fsck();
  return state;
}

/** The newest commit of a ledger branch; undefined when there is none. */
export function ledgerTip(world: GitHubWorld, branch = 'lineage'): Promise<string | undefined> {
  return world.repo.resolve(`refs/heads/${branch}`);
}

const VALIDATORS = { run, modelVersion, modelEvent };

function records<T>(files: ReadonlyMap<string, Buffer>, pattern: RegExp, kind: keyof typeof VALIDATORS): T[] {
  return [...files].flatMap(([path, bytes]) => {
    if (!pattern.test(path)) return [];
    const text = bytes.toString('utf8');
    const value: unknown = JSON.parse(text);
    const isValid = VALIDATORS[kind];
    if (!isValid(value)) throw new Error(`${path}: ${JSON.stringify(isValid.errors)}`);
    if (canonicalJson(value) !== text) throw new Error(`${path} is not in the canonical form`);
    return [value as T];
  });
}

/** Each event names the digest of the one before it; one that hangs in the air is an error. */
function inChainOrder(events: readonly ModelEvent[]): ModelEvent[] {
  const chains = [...new Set(events.map((event) => event.model))].map((model) => {
    const own = events.filter((event) => event.model === model);
    const chain: ModelEvent[] = [];
    for (let previous: string | null = null; chain.length < own.length; ) {
      const next = only(own.filter((event) => event.previous === previous));
      chain.push(next);
      previous = sha256(canonicalJson(next));
    }
    return chain;
  });
  return chains.flat();
}

async function requireOnlyAdditions(
  world: GitHubWorld,
  { repository, ref }: { repository: string; ref: string },
): Promise<void> {
  // Look-ups are made from the records and may change.
  const args = ['log', '--format=', '--name-status', '--no-renames', ref, '--', '.', ':!index'];
  const changes = (await world.git.repo(repository).git(args)).toString();
  const others = changes.split('\n').filter((line) => line !== '' && !line.startsWith('A\t'));
  if (others.length > 0) throw new Error(`The ledger's commits do more than add files: ${others.join(', ')}`);
}

/** The single item of a list. */
export function only<T>(items: readonly T[]): T {
  const [item, ...more] = items;
  if (item === undefined || more.length > 0) throw new Error(`${items.length} items where one is expected`);
  return item;
}

/** The record of one run on the ledger. */
export async function runOf(world: GitHubWorld, runId: string | undefined): Promise<RunRecord> {
  const { runs } = await readLedger(world);
  return only(runs.filter((run) => run.run_id === runId));
}

/** What a checkout must still be after any step of ours: its state, to compare with a later one. */
export async function checkoutState(folder: string): Promise<Record<string, string>> {
  const git = async (...args: string[]) =>
    (
      await execOk('git', ['--no-optional-locks', ...args], { cwd: folder, env: gitEnvironment() })
    ).toString();
  const file = async (name: string) => sha256(await readFile(join(folder, '.git', name)));
  return {
    status: await git('status', '--porcelain=v2', '--branch', '--untracked-files=all'),
    refs: await git('for-each-ref'),
    objects: await git('count-objects', '-v'),
    head: await file('HEAD'),
    index: await file('index'),
    config: await file('config'),
  };
}

/** What people see of a step besides the ledger: log, summary, outputs and annotations in one text. */
export function shownBy(...reports: StepReport[]): string {
  return reports
    .flatMap((report) => [
      report.displayLog,
      report.log,
      report.summary,
      JSON.stringify([report.outputs, report.annotations, report.env, report.state]),
    ])
    .join('\n');
}

export function errorsOf(report: StepReport): string[] {
  return report.annotations.filter(({ level }) => level === 'error').map(({ message }) => message);
}
