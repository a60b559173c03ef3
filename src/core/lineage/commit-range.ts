import { UserError } from '../errors.js';
import { shown } from '../key-values.js';
import type { RunFacts } from './run-facts.js';

/** Code that has one commit and not another: from the one that broke it to the one that mended it. */
export interface CommitRange {
  /** Hex digits, as many as were given. */
  bad: string;
  /** Null where it is not mended yet. */
  fix: string | null;
}

/** `commit:BAD..FIX`, `commit:BAD..`. @returns undefined for a reference of another kind @throws UserError E_INPUT_INVALID */
export function parseCommitRange(text: string): CommitRange | undefined {
  const [, bad = '', fix = ''] = /^commit:(.*?)\.\.(.*)$/is.exec(text) ?? [];
  if (bad === '' && !/^commit:\.\./i.test(text)) return undefined;
  for (const [digits, isNeeded] of [
    [bad, true],
    [fix, false],
  ] as const)
    if (!/^[0-9a-f]{4,64}$/i.test(digits) && (isNeeded || digits !== ''))
      throw new UserError({
        code: 'E_INPUT_INVALID',
        what: `${shown(text)} names no commit at position ${(digits === bad ? 'commit:' : `commit:${bad}..`).length + 1}`,
        where: 'REF',
        mend: 'Write `commit:BAD..FIX`, or `commit:BAD..` where nothing has mended it, each with at least four hex digits of its id',
      });
  return { bad: bad.toLowerCase(), fix: fix === '' ? null : fix.toLowerCase() };
}

/** Commits that a run's code is made of: that of a pull request may have been merged with its base. */
export function codeOf({ commit, merged }: Pick<RunFacts, 'commit' | 'merged'>): string[] {
  return [commit, merged].filter((one) => one !== null);
}

/** What git says of the commits of runs. */
export interface Placed {
  known: ReadonlySet<string>;
  withBad: ReadonlySet<string>;
  withFix: ReadonlySet<string>;
}

/** Runs whose code has the one commit and not the other, and ids of those of which nobody can tell. */
export function runsWithin(
  runs: Iterable<RunFacts>,
  { known, withBad, withFix }: Placed,
): { within: RunFacts[]; unplaced: string[] } {
  const within: RunFacts[] = [];
  const unplaced: string[] = [];
  for (const run of runs) {
    const code = codeOf(run);
    if (code.some((commit) => withFix.has(commit))) continue;
    if (code.some((commit) => withBad.has(commit))) within.push(run);
    else if (run.commit === null || !code.every((commit) => known.has(commit))) unplaced.push(run.run_id);
  }
  return { within, unplaced };
}
