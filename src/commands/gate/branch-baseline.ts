import { groupRuns, isOfSame, legOf, nearestGroup, seedsOf } from '../../core/compare/groups.js';
import type { RunRecord } from '../../core/generated/types.js';
import { canonicalJson } from '../../core/json.js';
import type { Baseline, NoBaseline } from '../../core/judgement.js';
import { closest } from '../../core/nearest.js';
import { compareCommits, isAncestor } from '../../github/compare.js';
import { FirstParentLine, type HistoryCommit } from '../../github/history.js';
import { onBranch, onLine } from './branch-reason.js';
import { type LineFound, type LineSearch, lineSearch, type NotFound } from './line-search.js';
import { namesOnBranch, newestOnBranch } from './newest-on-branch.js';
import { once } from './once.js';
import { type OwnChange, ownChange } from './own-change.js';
import { objectionTo, quoted } from './own-runs.js';
import type { BaselineDeps } from './request.js';
import type { GateTarget } from './target.js';
import { allRecalled, passedNote } from './unaffected.js';
import { untrainedCounter } from './untrained.js';

export interface BranchBaselines {
  find(judged: RunRecord): Promise<Baseline | NoBaseline>;
  /** What the branch was last trained with, of the runs that are wanted; none where its history cannot be read. */
  newest(wanted: (run: RunRecord) => boolean): Promise<RunRecord[]>;
  /** What stood in the way of the search: sentences without a full stop. Known once all were found. */
  notes: string[];
}

/** Where runs are looked for. */
interface Place {
  branch: string;
  /** The commit of the branch that the change is built on. */
  upTo: string;
  /** Whether that is where a change left the branch; else the judged commit comes right after it. */
  isMergeBase: boolean;
  change: OwnChange;
  /** The branch, merge by merge; null where its history cannot be read. */
  line: FirstParentLine | null;
  search: LineSearch | null;
}

/** Runs of one commit, by what they are runs of, and what to say of those that are taken. */
interface Answer {
  groups: RunRecord[][];
  baselineOf(runs: readonly RunRecord[]): Baseline;
}

/**
 * The runs of the base branch that a change is compared with: of the newest of its commits that the change is built on and that has
 * any. docs/gate.md says which runs are those of a commit.
 */
export function branchBaselines(target: GateTarget, deps: BaselineDeps): BranchBaselines {
  const notes: string[] = [];
  const place = once(() => placeOf(target, deps, notes));
  const untrained = untrainedCounter(deps);
  const holds = once(async (ancestor) => {
    const at = await place('');
    if ('why' in at) return false;
    const commits = { ...deps.repository, ancestor, descendant: at.upTo };
    return (await isAncestor(await deps.github(), commits)) === true;
  });
  const ofExperiment = once(async (experiment): Promise<Answer | NoBaseline> => {
    const at = await place('');
    if ('why' in at) return at;
    const found = (await at.search?.find(experiment)) ?? { unfit: null, passed: [] };
    if ('at' in found) {
      notes.push(...passedNote(experiment, found.passed));
      if (found.untrained.length > 0) notePulls(at, notes);
      return lineAnswer(found, at, await untrained(found));
    }
    notePulls(at, notes);
    // Behind the last commit that is read, or where none can be, runs are still known by their own word.
    const passed = [...found.passed];
    const runs =
      at.line?.isWhole === true ? [] : await newestOnBranch({ ...at, experiment, holds, passed }, deps);
    if (runs.length > 0) {
      notes.push(...passedNote(experiment, passed));
      return { groups: groupRuns(runs), baselineOf: (some) => onBranch(some, at) };
    }
    return noneAt(at, { experiment, unfit: found.unfit, passed }, deps);
  });
  const ofSame = sameAnswers(() => place(''), untrained);
  const find = async (judged: RunRecord) => {
    const answer = await ofExperiment(judged.experiment);
    if ('why' in answer) return answer;
    const isThere = answer.groups.some((group) => isOfSame(judged, group));
    const { groups, baselineOf } = (isThere ? null : await ofSame(judged)) ?? answer;
    const runs = nearestGroup(judged, groups);
    if (runs === undefined) throw new Error(`the baseline runs of ${judged.experiment} are gone`);
    return baselineOf(runs);
  };
  const newest = async (wanted: (run: RunRecord) => boolean) => {
    const at = await place('');
    return 'why' in at ? [] : ((await at.search?.newest(wanted)) ?? []);
  };
  return { find, newest, notes };
}

/**
 * What a leg or step is compared with that failed on the newest commit with a run, or was not trained there: what it was before.
 * @returns what finds the newest runs of a judged run's leg and step; null where the line has none
 */
function sameAnswers(
  placed: () => Promise<Place | NoBaseline>,
  untrained: (found: LineFound) => Promise<number>,
): (judged: RunRecord) => Promise<Answer | null> {
  const known = new Map<string, Promise<Answer | null>>();
  const search = async (judged: RunRecord): Promise<Answer | null> => {
    const at = await placed();
    if ('why' in at) return null;
    const found = await at.search?.find(judged.experiment, (runs) => isOfSame(judged, runs));
    return found !== undefined && 'at' in found ? lineAnswer(found, at, await untrained(found)) : null;
  };
  return (judged) => {
    const { workflow, job, step = null } = judged.context;
    const key = canonicalJson([judged.experiment, legOf(judged), workflow, job, step, seedsOf(judged)]);
    const answer = known.get(key) ?? search(judged);
    known.set(key, answer);
    return answer;
  };
}

async function placeOf(target: GateTarget, deps: BaselineDeps, notes: string[]): Promise<Place | NoBaseline> {
  const none = { is_first: false, renamed: null };
  const { base, sha: head, pull, isQueue } = target;
  if (base === null) return { ...none, why: 'no base branch is known' };
  const client = await deps.github();
  const { mergeBase = null } =
    (await compareCommits(client, { ...deps.repository, base: base.sha, head })) ?? {};
  if (mergeBase === null) {
    return { ...none, why: `the commit has no history in common with ${quoted(base.ref)}` };
  }
  // What a push brought is known by its commits, what a pull request brings by its number.
  const pushed = pull === null ? head : null;
  const asked = { ...deps.repository, from: mergeBase, head: pushed, branch: base.ref };
  const read = await FirstParentLine.read(client, asked);
  const line = 'done' in read ? null : read;
  if ('done' in read) {
    const permission = read.permission ?? 'contents: read';
    notes.push(
      `The history of ${quoted(base.ref)} could not be read by GraphQL, so that only runs made on the branch itself are compared with; it takes ${quoted(permission)}`,
    );
    deps.log.debug(read.fault.what);
  }
  const waiting = line === null || !isQueue ? [] : await waitingOn(line);
  const change = ownChange(target, line, waiting);
  const search =
    line === null ? null : lineSearch({ line, from: waiting.length, base: base.ref, change }, deps);
  const isMergeBase = pull !== null || isQueue;
  return { branch: base.ref, upTo: mergeBase, isMergeBase, change, line, search };
}

/** What of the line a merge queue has built on top of its branch: it is judged as a whole with what comes after it. */
async function waitingOn(line: FirstParentLine): Promise<HistoryCommit[]> {
  const waiting: HistoryCommit[] = [];
  for (let index = 0; index < line.known; index += 1) {
    const commit = await line.at(index);
    if (commit === undefined) break;
    if (commit.sha === line.tip) return waiting;
    waiting.push(commit);
  }
  // The branch has gone on: it holds all of the line.
  return [];
}

function lineAnswer(found: LineFound, at: Place, untrained: number): Answer {
  const baselineOf = (runs: readonly RunRecord[]) => onLine(runs, { found, place: at, untrained });
  return { groups: groupRuns(found.runs), baselineOf };
}

function notePulls({ line, branch }: Place, notes: string[]): void {
  const note = `Which pull requests the commits of ${quoted(branch)} came from is not known, so that their runs may not be found; it takes \`pull-requests: read\``;
  if (line?.lacksPulls === true && !notes.includes(note)) notes.push(note);
}

async function noneAt(
  at: Place,
  { experiment, unfit, passed }: NotFound & { experiment: string },
  deps: BaselineDeps,
): Promise<NoBaseline> {
  const { branch, isMergeBase } = at;
  const where = isMergeBase ? 'at or before the merge base' : 'before this commit';
  const [newest] = passed;
  if (newest !== undefined) {
    const what = `every sound run of ${quoted(experiment)} on ${quoted(branch)} ${where} comes from`;
    return { why: allRecalled(what, newest), is_first: false, renamed: null, is_recalled: true };
  }
  const lies = `run of ${quoted(experiment)} on ${quoted(branch)} lies ${where}`;
  const commit = unfit?.inputs.code?.commit?.slice(0, 7) ?? '';
  const why =
    unfit === null
      ? `no ${lies}`
      : `no sound ${lies} (the newest, of ${quoted(commit)}, ${objectionTo(unfit, deps.repository)})`;
  // A run that failed under a new name must not open the way for that name.
  const names = (await (at.search?.names() ?? namesOnBranch(at, deps))).filter((name) => name !== experiment);
  const nearest = closest(experiment, names);
  if (nearest === undefined) return { why, is_first: unfit === null && at.line !== null, renamed: null };
  const line = quoted(`experiment: ${nearest}`);
  const hint = `it has runs of ${quoted(nearest)}: if that is the same model, write ${line} in the track step of both`;
  return { why: `${why}; ${hint}`, is_first: false, renamed: { branch, nearest } };
}
