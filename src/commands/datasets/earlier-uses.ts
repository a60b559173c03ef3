import { compareContent, type Dataset, digestsOf } from '../../core/compare/digests.js';
import { UserError } from '../../core/errors.js';
import type { RunRecord } from '../../core/generated/types.js';
import { isId, timeOfId } from '../../core/ids.js';
import type { Log } from '../../core/log.js';
import { type DatasetVersion, type EarlierUse, LOOKED_UP } from '../../core/policy/judged.js';
import { isOfRepository, startedOn } from '../../core/trust.js';
import { parseQueueRef } from '../../github/find-pull.js';
import { findRuns } from '../../ledger/index/find-runs.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { registeredRuns } from '../../ledger/read/records.js';

export interface UsesDeps {
  view: LedgerView;
  /** `owner/name` of the repository whose runs say what a dataset holds; null: any one's. */
  repository: string | null;
  /** Branch whose runs do; null when none is known. */
  branch: string | null;
  log: Log;
}

/** Runs that are read of one dataset: the oldest few, more of them, and where these are all of changes, the newest. */
const READS = [
  { oldest: true, limit: 100 },
  { oldest: true, limit: 1000 },
  { oldest: false, limit: 200 },
] as const;
/** Milliseconds between a run's start and its id, which says what was first. */
const FURTHEST_ID = 86_400_000;

export interface FoundUses {
  /** Oldest first. */
  earlier_uses: EarlierUse[];
  /** Beyond the bound, or behind a record that cannot be read. */
  unchecked_datasets: DatasetVersion[];
}

/** Finds the runs that used datasets under the names and versions of judged ones, and which of them say what the content is. */
export class EarlierUses {
  readonly #found = new Map<string, Promise<RunRecord[]>>();
  #registered: Promise<ReadonlySet<string>> | undefined;

  constructor(private readonly deps: UsesDeps) {}

  /** @param held runs that the base branch or a registered version is known to have come from, whatever their own branch is */
  async of(runs: readonly RunRecord[], held: readonly RunRecord[]): Promise<FoundUses> {
    const judged = distinct(runs.flatMap(({ inputs }) => inputs.datasets)).filter(
      (dataset) => dataset.changed_during_run === true || digestsOf(dataset).size > 0,
    );
    const all = new Map(held.map((run) => [run.run_id, run]));
    const versions = [...new Map(judged.map((dataset) => [keyOf(dataset), dataset])).values()];
    const unread: DatasetVersion[] = [];
    for (const dataset of versions.slice(0, LOOKED_UP)) {
      const found = await this.#readable(() => this.#usesOf(dataset));
      if (found === null) unread.push(dataset);
      for (const run of found ?? []) all.set(run.run_id, run);
    }
    const isHeld = new Set(held.map(({ run_id }) => run_id));
    const uses = [...all.values()].sort((one, other) => (one.run_id < other.run_id ? -1 : 1));
    const sound = uses.filter((run) => this.#isSound(run));
    const defining = new Set(sound.filter((run) => isHeld.has(run.run_id) || this.#isOnBranch(run)));
    // The registry is large, and it matters only where runs of other branches have another content.
    const others = sound.filter((run) => !defining.has(run));
    if (others.length > 0 && uses.some((run) => hasOtherContent(run, judged))) {
      const registered = await this.#readable(() => this.#registeredRuns());
      if (registered === null) unread.push(...versions.filter((one) => !unread.includes(one)));
      for (const run of others) if (registered?.has(run.run_id)) defining.add(run);
    }
    return {
      earlier_uses: uses.map((run) => ({ run, defines: defining.has(run) })),
      unchecked_datasets: [...unread, ...versions.slice(LOOKED_UP)],
    };
  }

  /** A broken record of another run or model stops nobody's registration: what it hides is said. @returns null when one is in the way */
  async #readable<T>(read: () => Promise<T>): Promise<T | null> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof UserError) || !error.has('E_LEDGER_RECORD_INVALID')) throw error;
      this.deps.log.warning(`Earlier uses of the datasets are not all known: ${error.message}`);
      return null;
    }
  }

  #usesOf(dataset: Dataset): Promise<RunRecord[]> {
    const key = keyOf(dataset);
    const known = this.#found.get(key);
    if (known !== undefined) return known;
    const found = this.#search(dataset);
    this.#found.set(key, found);
    return found;
  }

  async #search({ name, version }: Dataset): Promise<RunRecord[]> {
    const { view, log } = this.deps;
    const found = new Map<string, RunRecord>();
    for (const read of READS) {
      const runs = await findRuns(view, { dataset: { name, version }, ...read }, { log });
      for (const run of runs) found.set(run.run_id, run);
      const isKnown = runs.some((run) => this.#isSound(run) && this.#isOnBranch(run));
      if (isKnown || runs.length < read.limit) break;
    }
    return [...found.values()];
  }

  /** Whether nothing speaks against what a run says it used. */
  #isSound(run: RunRecord): boolean {
    const { repository } = this.deps;
    const { run_id, started_at, status, problems = [], context } = run;
    return (
      status === 'FINISHED' &&
      isId(run_id) &&
      Math.abs(timeOfId(run_id) - Date.parse(started_at)) <= FURTHEST_ID &&
      problems.length === 0 &&
      context.trust === 'trusted' &&
      (repository === null || isOfRepository(run, repository))
    );
  }

  /** Whether both its code and what started it are the branch's: a workflow of any branch can check out this one, and other way round. */
  #isOnBranch(run: RunRecord): boolean {
    const { branch } = this.deps;
    const ref = run.inputs.code?.ref ?? '';
    return (
      branch !== null &&
      (ref === `refs/heads/${branch}` || parseQueueRef(ref)?.base === branch) &&
      startedOn(run, branch)
    );
  }

  #registeredRuns(): Promise<ReadonlySet<string>> {
    this.#registered ??= registeredRuns(this.deps.view);
    return this.#registered;
  }
}

/** The branch that a run was made on; null for a tag or a pull request. */
export function branchOf(run: RunRecord | undefined): string | null {
  const ref = run?.inputs.code?.ref ?? '';
  return ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : null;
}

function keyOf({ name, version }: Dataset): string {
  return JSON.stringify([name, version]);
}

function distinct(datasets: readonly Dataset[]): Dataset[] {
  return [
    ...new Map(datasets.map((one) => [JSON.stringify([keyOf(one), one.digest, one.digests]), one])).values(),
  ];
}

/** Data that changed while the run went on had one at some time. */
function hasOtherContent({ inputs }: RunRecord, judged: readonly Dataset[]): boolean {
  return judged.some((now) =>
    inputs.datasets.some(
      (one) =>
        one.name === now.name &&
        one.version === now.version &&
        (now.changed_during_run === true || compareContent(one, now)?.isSame === false),
    ),
  );
}
