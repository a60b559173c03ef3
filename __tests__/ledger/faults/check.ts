import { UserError } from '../../../src/core/errors.js';
import type { ModelVersion } from '../../../src/core/generated/types.js';
import { LATEST_DAY } from '../../../src/ledger/layout.js';
import type { NewRun } from '../../../src/ledger/ledger.js';
import { verifyLedger } from '../../../src/ledger/verify/verify.js';
import { bareEnvironment, execOk, gitEnvironment } from '../../support/exec.js';
import { MODEL } from './records.js';
import { BRANCH, INBOX, Repo } from './repo.js';
import type { Writer } from './writer.js';

export interface Outcome {
  /** The repository after the last writer, with which nothing went wrong. */
  dir: string;
  /** Runs that were there before. */
  before: readonly NewRun[];
  writers: readonly Writer[];
  /** The run of the last writer. */
  last: NewRun;
  /** Ids of all runs that have been on a parked ref. */
  parked: ReadonlySet<string>;
  /** Those of them that were on none any more before the last writer came. */
  lostRefs: readonly string[];
  /** Whether the product's own check is asked too, where there is no model to be checked. */
  verifies: boolean;
}

/** @returns what a ledger must not be like; nothing when all is well */
export async function check(outcome: Outcome): Promise<string[]> {
  const ledger = await Contents.read(outcome.dir);
  const problems = [
    ...ledger.faults,
    ...ledger.copyFaults(),
    ...runProblems(outcome, ledger),
    ...answerProblems(outcome, ledger),
    ...registrationProblems(outcome, ledger),
    ...errorProblems(outcome),
  ];
  const left = [...new Repo(outcome.dir).refs().keys()].filter((ref) => ref.startsWith(INBOX));
  if (left.length > 0 && !outcome.writers.some((writer) => writer.plan.twin === 'other')) {
    problems.push(`left in the inbox: ${left.join(', ')}`);
  }
  try {
    await execOk('git', ['--git-dir', outcome.dir, 'fsck', '--full', '--strict', '--no-dangling'], {
      env: gitEnvironment(),
    });
  } catch (error) {
    problems.push(String(error));
  }
  const hasModels = outcome.writers.some(
    ({ told, plan }) => plan.job === 'flow' || told.register !== undefined,
  );
  if (hasModels || outcome.verifies || problems.length > 0) problems.push(...(await verdictOf(outcome.dir)));
  return problems;
}

async function verdictOf(dir: string): Promise<string[]> {
  const { findings } = await verifyLedger({ folder: dir, branch: 'lineage', env: bareEnvironment(dir) });
  // Cases have clocks of their own, and what changes the branch by hand puts something into the index.
  const errors = findings.filter(({ severity, rule }) => severity === 'error' && rule !== 'index-wrong');
  return errors.map((one) => `${one.rule}: ${one.path ?? one.commit} ${one.what}`);
}

/** All that the branch holds, of every commit. */
class Contents {
  /** Path to bytes, at the tip. */
  files: ReadonlyMap<string, Buffer> = new Map();
  /** Paths of each commit of the branch. */
  readonly commits = new Map<string, ReadonlySet<string>>();
  /** Ids of all folders, at the tip. */
  readonly #folders = new Map<string, string>();
  /** What a commit did that no commit of a ledger does. */
  readonly faults: string[] = [];

  static async read(dir: string): Promise<Contents> {
    const repo = new Repo(dir);
    const contents = new Contents();
    const ids = await contents.#readHistory(repo);
    await contents.#readFolders(repo);
    contents.files = await readFiles(repo, ids);
    return contents;
  }

  /** @returns ids of the contents at the tip, by path */
  async #readHistory(repo: Repo): Promise<Map<string, string>> {
    const format = ['--format=%H %P', '--raw', '-r', '--root', '--no-renames', '--no-abbrev'];
    const log = await repo.git(['log', '--reverse', '--topo-order', ...format, BRANCH]);
    const now = new Map<string, string>();
    let commit = '';
    for (const line of log.toString().split('\n')) {
      const [, id, status = '', path = ''] =
        /^:\d+ \d+ [0-9a-f]+ ([0-9a-f]+) ([A-Z])\t(.*)$/.exec(line) ?? [];
      if (id !== undefined) {
        if (status !== 'A' && !path.startsWith('index/')) this.faults.push(`${commit} has ${status} ${path}`);
        if (status === 'D') now.delete(path);
        else now.set(path, id);
      } else if (line !== '') {
        const [next = '', ...parents] = line.split(' ');
        if (parents.join() !== commit) this.faults.push(`${next} does not follow ${commit}`);
        commit = next;
      }
      this.commits.set(commit, new Set(now.keys()));
    }
    return now;
  }

  async #readFolders(repo: Repo): Promise<void> {
    for (const line of (await repo.git(['ls-tree', '-r', '-d', BRANCH])).toString().split('\n')) {
      const [head = '', path = ''] = line.split('\t');
      this.#folders.set(path, head.split(' ')[2] ?? '');
    }
  }

  /** Folders of `index/` that say that they are the same as others, and are not. */
  copyFaults(): string[] {
    const days = [...this.#folders].filter(([path]) => /^runs\/\d+\/\d+\/\d+$/.test(path));
    const latest = this.#folders.get(LATEST_DAY);
    const isDay = latest === undefined || days.some(([, id]) => id === latest);
    const months = [...this.#folders].filter(([path, id]) => {
      const [, year, month] = /^index\/(\d{4})-(\d\d)$/.exec(path) ?? [];
      return year !== undefined && this.#folders.get(`runs/${year}/${month}`) !== id;
    });
    return [...(isDay ? [] : [LATEST_DAY]), ...months.map(([path]) => path)].map(
      (path) => `${path} is not the same as what it is a copy of`,
    );
  }
}

async function readFiles(repo: Repo, ids: ReadonlyMap<string, string>): Promise<Map<string, Buffer>> {
  const input = [...ids.values()].map((id) => `${id}\n`).join('');
  const answer = await repo.git(['cat-file', '--batch'], input);
  const files = new Map<string, Buffer>();
  let at = 0;
  for (const path of ids.keys()) {
    const end = answer.indexOf(0x0a, at);
    const size = Number(answer.toString('latin1', at, end).split(' ')[2]);
    files.set(path, answer.subarray(end + 1, end + 1 + size));
    at = end + 1 + size + 1;
  }
  return files;
}

/** No run lost, doubled or half-written, and none that nobody wrote. */
function runProblems({ before, writers, last, parked, lostRefs }: Outcome, ledger: Contents): string[] {
  const problems: string[] = [];
  const versions = new Map<string, NewRun[]>();
  for (const run of [...before, last, ...writers.flatMap((writer) => writer.runs)]) {
    versions.set(run.run_id, [...(versions.get(run.run_id) ?? []), run]);
  }
  const present = new Set<string>();
  for (const [id, runs] of versions) {
    const there = [...ledger.files.keys()].filter((path) => path.startsWith('runs/') && path.includes(id));
    if (there.length === 0) continue;
    const isWhole = runs.some(
      ({ files }) =>
        files.length === there.length &&
        files.every(({ path, bytes }) => ledger.files.get(path)?.equals(bytes) ?? false),
    );
    if (isWhole) present.add(id);
    else problems.push(`run ${id} is not as it was written: ${there.join(', ')}`);
  }
  for (const path of ledger.files.keys()) {
    const id = /([0-9a-f]{32})(?:\.json|\.series\.ndjson)$/.exec(path)?.[1];
    if (path.startsWith('runs/') && (id === undefined || !versions.has(id)))
      problems.push(`${path} was written by nobody`);
  }
  for (const { run_id } of [...before, last])
    if (!present.has(run_id)) problems.push(`run ${run_id} is lost`);
  for (const id of parked) {
    if (present.has(id)) continue;
    problems.push(
      `run ${id} was parked and is not on the branch${lostRefs.includes(id) ? '; its ref went before' : ''}`,
    );
  }
  return problems;
}

/** What a writer was told is so. */
function answerProblems({ writers, parked }: Outcome, ledger: Contents): string[] {
  const hasConflict = writers.some((writer) => writer.plan.twin === 'other');
  return writers.flatMap(({ index, runs, isDead, told }) => {
    if (told.append === undefined || isDead) return [];
    const { commit } = told.append;
    // Of two runs with one id the one that is parked later stays in the inbox.
    if (commit === null && hasConflict) return [];
    const files = runs.flatMap((run) => run.files);
    const at = commit === null ? undefined : ledger.commits.get(commit);
    if (commit !== null && at === undefined)
      return [`writer ${index} was told ${commit}, which the branch has not`];
    return files.flatMap(({ path, bytes }) => {
      if (at !== undefined && !at.has(path))
        return [`writer ${index} was told ${commit}, which has no ${path}`];
      if (ledger.files.get(path)?.equals(bytes)) return [];
      const isParked = runs.every((run) => parked.has(run.run_id));
      return [
        `writer ${index} was told ${commit ?? `that it is parked (${isParked})`}, and ${path} is not its own`,
      ];
    });
  });
}

/** Every registration is there once, under the number that its writer was told. */
function registrationProblems({ writers }: Outcome, ledger: Contents): string[] {
  const versions = [...ledger.files]
    .filter(([path]) => path.startsWith(`models/${MODEL}/versions/`))
    .map(([, bytes]) => JSON.parse(bytes.toString('utf8')) as ModelVersion);
  return writers.flatMap(({ index, token, isDead, told }) => {
    const own = versions.filter((version) => version.description === token);
    if (own.length > 1) return [`writer ${index} registered ${own.map((one) => one.version).join(' and ')}`];
    if (told.register === undefined || isDead) return [];
    const { version, commit } = told.register;
    if (own[0]?.version !== version)
      return [`writer ${index} was told version ${version} and has ${own[0]?.version}`];
    const has = ledger.commits.get(commit ?? '')?.has(`models/${MODEL}/versions/${version}.json`);
    return has ? [] : [`writer ${index} was told ${commit}, which has no version ${version}`];
  });
}

/** A user is told what is wrong and what to do; only a git that is killed or crippled may show as a defect. */
function errorProblems({ writers }: Outcome): string[] {
  const hasConflict = writers.some((writer) => writer.plan.twin === 'other');
  const isRefused = writers.some((writer) => writer.suffered.has('refuse'));
  return writers.flatMap((writer) => {
    const { index, isDead, told, suffered } = writer;
    const { error } = told;
    if (error === undefined || isDead || suffered.has('crash') || suffered.has('limit')) return [];
    const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    if (!(error instanceof UserError)) return [`writer ${index} failed with no words for a user: ${said}`];
    if (suffered.has('full') && !error.has('E_LEDGER_DISK_FULL')) {
      return [`writer ${index} had a full disk and was told something else: ${said}`];
    }
    const isExpected =
      !writer.mustSucceed ||
      (isRefused && error.has('E_LEDGER_PROTECTED')) ||
      (hasConflict && error.has('E_LEDGER_RECORD_EXISTS'));
    return isExpected ? [] : [`writer ${index} failed though no fault lasted: ${said}`];
  });
}
