import { UserError } from '../errors.js';
import { shown } from '../key-values.js';
import { isSameRepository } from '../remote-repository.js';
import { codesOf, commitsIn, type RunCode } from './run-code.js';
import type { RunFacts } from './run-facts.js';
import { push } from './sources.js';

/** Code that has one commit and not another: from the one that broke it to the one that mended it. */
export interface CommitRange {
  /** Hex digits, as many as were given. */
  bad: string;
  /** Null where it is not mended yet. */
  fix: string | null;
  /** `owner/name` whose runs are meant; null: those of every repository of the ledger. */
  repository: string | null;
}

/**
 * `owner/name@` in front of a commit: in a ledger of several repositories, whose runs are meant.
 * @param text what stands behind `commit:`
 */
export function parseOwner(text: string): { repository: string | null; rest: string } {
  const [, repository, rest] = /^([\w.-]+\/[\w.-]+)@(.*)$/s.exec(text) ?? [];
  return repository === undefined || rest === undefined
    ? { repository: null, rest: text }
    : { repository, rest };
}

/** Whether a run's code is of a repository. One that does not say whose it is answers to each. */
export function isCodeOf(
  { repository: own }: Pick<RunFacts, 'repository'>,
  repository: string | null,
): boolean {
  return repository === null || own === null || isSameRepository(own, repository);
}

/** `commit:BAD..FIX`, `commit:OWNER/REPO@BAD..`. @returns undefined for a reference of another kind @throws UserError E_INPUT_INVALID */
export function parseCommitRange(text: string): CommitRange | undefined {
  const [, code] = /^commit:(.*)$/is.exec(text) ?? [];
  if (code === undefined) return undefined;
  const { repository, rest } = parseOwner(code);
  const [, bad = '', fix = ''] = /^(.*?)\.\.(.*)$/s.exec(rest) ?? [];
  if (bad === '' && !rest.startsWith('..')) return undefined;
  const at = text.length - rest.length;
  for (const [digits, isNeeded] of [
    [bad, true],
    [fix, false],
  ] as const)
    if (!/^[0-9a-f]{4,64}$/i.test(digits) && (isNeeded || digits !== ''))
      throw new UserError({
        code: 'E_INPUT_INVALID',
        what: `${shown(text)} names no commit at position ${(digits === bad ? at : at + bad.length + '..'.length) + 1}`,
        where: 'REF',
        mend: 'Write `commit:BAD..FIX`, or `commit:BAD..` where nothing has mended it, each with at least four hex digits of its id',
      });
  return { bad: bad.toLowerCase(), fix: fix === '' ? null : fix.toLowerCase(), repository };
}

/** A commit of the history that may be what became of one that is gone. */
export interface Alike {
  commit: string;
  /** Id of its tree. */
  tree: string;
  /** Number of the pull request that its subject ends with, as that of a squash does. */
  pull: number | null;
}

/** What git says of the commits of runs. */
export interface Placed {
  known: ReadonlySet<string>;
  withBad: ReadonlySet<string>;
  withFix: ReadonlySet<string>;
  alike: readonly Alike[];
}

/** Whether the repository does not have all that a code is made of. */
export function isGone(code: RunCode, known: ReadonlySet<string>): boolean {
  return code.commit !== null && !commitsIn(code).every((commit) => known.has(commit));
}

/** What of a run's code a range is about. */
export function codesMeant(run: RunFacts, repository: string | null): RunCode[] {
  return codesOf(run).filter((code) => isCodeOf(code, repository));
}

export interface Within {
  within: RunFacts[];
  /** Those of their commits that others know them by, each once. */
  commits: string[];
  /** Ids of those of which nobody can tell. */
  unplaced: string[];
  /** Ids of those as well, whose pull request was merged as a commit that is within. */
  merged: string[];
}

/**
 * Runs whose code has the one commit and not the other. A run whose commit is gone is as the commits that have just its files. Of code of
 * two repositories each is judged by itself: the history is that of one, so that it is enough where that one can be placed.
 * The number of its pull request places none: what was merged has all of that, and an earlier head of it may lack the bug, or have
 * one that was mended before the merge.
 * @param repository whose code is meant; null: any
 */
export function runsWithin(
  runs: Iterable<RunFacts>,
  placed: Placed,
  repository: string | null = null,
): Within {
  const found: Within = { within: [], commits: [], unplaced: [], merged: [] };
  const commits = new Set<string>();
  const ofTree = new Map<string, Alike[]>();
  for (const one of placed.alike) push(ofTree, one.tree, one);
  const merged = new Set(placed.alike.filter((one) => isIn(one, placed)).map(({ pull }) => pull));
  for (const run of runs) {
    const codes = codesMeant(run, repository);
    const places = codes.map((code) => {
      const isLost = code.tree !== null && isGone(code, placed.known);
      return place(code, isLost ? (ofTree.get(code.tree ?? '') ?? []) : [], placed);
    });
    const inside = codes.filter((_, at) => places[at] === true);
    for (const commit of inside.flatMap((code) => knownBy(code, placed))) commits.add(commit);
    if (inside.length > 0) found.within.push(run);
    else if (places.every((one) => one === null) && codes.length > 0) {
      const isMerged = codes.some(({ pull }) => pull !== null && merged.has(pull));
      (isMerged ? found.merged : found.unplaced).push(run.run_id);
    }
  }
  return { ...found, commits: [...commits] };
}

/** Where its files alone have placed it, its own commit is the one that others know it by. */
function knownBy(code: RunCode, { withBad, withFix }: Placed): string[] {
  const all = commitsIn(code);
  const meant = all.filter((commit) => withBad.has(commit) && !withFix.has(commit));
  return meant.length > 0 ? meant : all.slice(0, 1);
}

/** Whether a code is within; null where nobody can tell. @param same commits that have just its files */
function place(code: RunCode, same: readonly Alike[], placed: Placed): boolean | null {
  const { known, withBad, withFix } = placed;
  if (same.length > 0) {
    if (same.every((one) => isIn(one, placed))) return true;
    if (same.every(({ commit }) => withFix.has(commit))) return false;
  }
  const commits = commitsIn(code);
  if (commits.some((commit) => withFix.has(commit))) return false;
  if (commits.some((commit) => withBad.has(commit))) return true;
  if (code.commit === null) return null;
  const isOut = same.length > 0 && !same.some((one) => isIn(one, placed));
  return isOut || commits.every((commit) => known.has(commit)) ? false : null;
}

function isIn({ commit }: Alike, { withBad, withFix }: Placed): boolean {
  return withBad.has(commit) && !withFix.has(commit);
}
