import type { RunRecord } from '../../core/generated/types.js';
import { canonicalJson, type JsonValue } from '../../core/json.js';
import { wholeRuns } from '../../core/parts.js';
import { startedOn } from '../../core/trust.js';
import type { FirstParentLine, HistoryCommit } from '../../github/history.js';
import { findRuns } from '../../ledger/index/find-runs.js';
import { once } from './once.js';
import { isOfChange, type OwnChange, pullOf } from './own-change.js';
import { objectionTo } from './own-runs.js';
import type { BaselineDeps } from './request.js';
import { type PassedOver, unaffected } from './unaffected.js';

/** Runs of an experiment that are looked through for one of the same files. */
const MOST_RECENT = 1_000;
/** Commits of the line whose runs are looked up together: most often the first one has some. */
const CHUNKS = [1, 8, 64];

export interface LineFound {
  /** Of one commit, newest first. */
  runs: RunRecord[];
  /** The commit of the line that they stand for. */
  at: HistoryCommit;
  /** Newer commits of the line without a run. */
  untrained: HistoryCommit[];
  /** Newer runs that come from what is recalled. */
  passed: readonly PassedOver[];
}

/** That no commit of the line has a run to compare with. */
export interface NotFound {
  /** The newest run that cannot be compared with. */
  unfit: RunRecord | null;
  passed: readonly PassedOver[];
}

export type Fits = (runs: readonly RunRecord[]) => boolean;

export interface LineSearch {
  /**
   * @param fits whether runs of a commit are what is looked for; default: any are
   */
  find(experiment: string, fits?: Fits): Promise<LineFound | NotFound>;
  /** Sound runs of the newest of its commits that have any, one or a few. @param wanted which count */
  newest(wanted?: (run: RunRecord) => boolean): Promise<RunRecord[]>;
  /** Their experiments. */
  names(): Promise<string[]>;
}

/** @param about `from`: where on the line the search begins */
export function lineSearch(
  about: { line: FirstParentLine; from: number; base: string; change: OwnChange },
  deps: BaselineDeps,
): LineSearch {
  const isOwn = (run: RunRecord) => isOfChange(run, about.change);
  const newest: LineSearch['newest'] = async (wanted = () => true) => {
    const { line, from, base } = about;
    for (let at = from, step = 0; at < line.known; step += 1) {
      const end = Math.min(at + (CHUNKS[step] ?? line.known), line.known);
      const ids: string[] = [];
      for (; at < end; at += 1) {
        const commit = await line.at(at);
        if (commit !== undefined) ids.push(...idsOf(commit, base));
      }
      const runs = wholeRuns(await findRuns(deps.view, { commits: ids }));
      const fit = runs.filter(
        (run) => wanted(run) && !isOwn(run) && objectionTo(run, deps.repository) === null,
      );
      if (fit.length > 0) return fit;
    }
    return [];
  };
  const names = once(async () => [...new Set((await newest()).map(({ experiment }) => experiment))]);
  const searches = new Map<string, Search>();
  return {
    find: (experiment, fits = () => true) => {
      const search = searches.get(experiment) ?? new Search({ ...about, experiment, isOwn }, deps);
      searches.set(experiment, search);
      return search.find(fits);
    },
    newest,
    names: () => names(''),
  };
}

interface About {
  line: FirstParentLine;
  from: number;
  base: string;
  experiment: string;
  isOwn(run: RunRecord): boolean;
}

class Search {
  readonly #byCommit = new Map<string, RunRecord[]>();
  #recent: Promise<RunRecord[]> | undefined;
  /** Commits of the line before this one have their runs in the map. */
  #loaded: number;
  #chunk = 0;
  #unfit: RunRecord | null = null;

  constructor(
    private readonly about: About,
    private readonly deps: BaselineDeps,
  ) {
    this.#loaded = about.from;
  }

  async find(fits: Fits): Promise<LineFound | NotFound> {
    const { line, from } = this.about;
    const untrained: HistoryCommit[] = [];
    const passed: PassedOver[] = [];
    for (let index = from; ; index += 1) {
      const at = await line.at(index);
      if (at === undefined) return { unfit: this.#unfit, passed };
      if (index >= this.#loaded) await this.load(index);
      const runs = await unaffected(await this.runsFor(at), this.deps.recalled, passed);
      if (runs.length > 0 && fits(runs)) return { runs, at, untrained, passed };
      untrained.push(at);
    }
  }

  /** Looks up the runs of this commit and of some behind it, as far as the line is known. */
  private async load(index: number): Promise<void> {
    const { line, base, experiment } = this.about;
    const size = CHUNKS[this.#chunk] ?? line.known;
    this.#chunk += 1;
    this.#loaded = Math.max(index + 1, Math.min(index + size, line.known));
    const ids = new Set<string>();
    for (let at = index; at < this.#loaded; at += 1) {
      const commit = await line.at(at);
      for (const id of commit === undefined ? [] : idsOf(commit, base)) ids.add(id);
    }
    for (const run of wholeRuns(await findRuns(this.deps.view, { experiment, commits: [...ids] }))) {
      const commit = run.inputs.code?.commit ?? '';
      this.#byCommit.set(commit, [...(this.#byCommit.get(commit) ?? []), run]);
    }
  }

  private async runsFor(at: HistoryCommit): Promise<RunRecord[]> {
    const { base } = this.about;
    const own = preferred(this.fit(this.#byCommit.get(at.sha) ?? []), (run) => startedOn(run, base));
    const exact = withTree(own, at.tree);
    if (exact.length > 0) return exact;
    if (own.length > 0) return own;
    const heads = headsOf(at, base);
    const same = withTree(await this.recent(), at.tree);
    // Of several that had the same files the one that became this commit, else the newest.
    const commits = same.map(({ inputs }) => inputs.code?.commit);
    const chosen = heads.find((head) => commits.includes(head)) ?? commits[0];
    if (same.length > 0) return same.filter(({ inputs }) => inputs.code?.commit === chosen);
    const ofHeads = heads.map((head) => this.fit(this.#byCommit.get(head) ?? []));
    return preferred(ofHeads.find(({ length }) => length > 0) ?? [], (run) => pullOf(run) !== null);
  }

  private recent(): Promise<RunRecord[]> {
    const { experiment } = this.about;
    this.#recent ??= findRuns(this.deps.view, { experiment, limit: MOST_RECENT }).then((runs) =>
      wholeRuns(runs).filter((run) => this.isFit(run)),
    );
    return this.#recent;
  }

  private fit(runs: readonly RunRecord[]): RunRecord[] {
    const fit = runs.filter((run) => this.isFit(run));
    if (fit.length === 0) this.#unfit ??= runs.find((run) => !this.about.isOwn(run)) ?? null;
    return fit;
  }

  private isFit(run: RunRecord): boolean {
    return !this.about.isOwn(run) && objectionTo(run, this.deps.repository) === null;
  }
}

/** Whoever may push a branch may check out any commit there: where the right workflow has made runs, theirs do not count beside them. */
function preferred(runs: RunRecord[], isRight: (run: RunRecord) => boolean): RunRecord[] {
  const right = runs.filter(isRight);
  return right.length > 0 ? right : runs;
}

/**
 * Runs of which the files are known that were checked out: with changes in the work tree it is not known what was trained, unless an
 * earlier run of the same job found none. What a job has changed since is its own doing, such as a metrics file that git keeps.
 */
function withTree(runs: readonly RunRecord[], tree: string): RunRecord[] {
  const same = runs.filter(({ inputs }) => inputs.code?.tree === tree);
  const isClean = ({ inputs }: RunRecord) => inputs.code?.dirty !== true;
  const jobs = new Map<string, string>();
  for (const run of same.filter(isClean)) {
    const first = jobs.get(jobKey(run)) ?? run.run_id;
    jobs.set(jobKey(run), first < run.run_id ? first : run.run_id);
  }
  return same.filter((run) => isClean(run) || (jobs.get(jobKey(run)) ?? run.run_id) < run.run_id);
}

/** What an attempt of a job, or of a leg of its matrix, has in common; of a run that CI has not made nothing. */
function jobKey({ run_id, context }: RunRecord): string {
  const { workflow, job, ci_run_id, ci_run_attempt, matrix = null } = context;
  return canonicalJson(
    ci_run_id === null ? run_id : { workflow, job, ci_run_id, ci_run_attempt, matrix: matrix as JsonValue },
  );
}

/** Commits whose runs may stand for one of the line: itself, and what was merged as it. */
function idsOf(commit: HistoryCommit, base: string): string[] {
  return [commit.sha, ...headsOf(commit, base)];
}

/** The heads that were merged as a commit: its second parent, then the last commit of its pull request. */
export function headsOf({ sha, parents, pulls }: HistoryCommit, base: string): string[] {
  const merged = pulls.filter(({ mergedAs }) => mergedAs === sha);
  // Of several, as where a branch was moved forward to another one, that into the branch itself.
  const sorted = [...merged].sort((a, b) => Number(b.base === base) - Number(a.base === base));
  return [...parents.slice(1, 2), ...sorted.map(({ head }) => head)];
}
