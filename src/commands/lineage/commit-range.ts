import { type Ancestry, ancestryOf } from '../../collect/git/ancestry.js';
import { UserError } from '../../core/errors.js';
import { type CommitRange, codeOf, runsWithin } from '../../core/lineage/commit-range.js';
import type { LineageGraph } from '../../core/lineage/graph.js';
import type { LineageNode } from '../../core/lineage/node.js';

/** A range whose commits are in the repository. */
export interface KnownRange {
  bad: string;
  fix: string | null;
  ancestry: Ancestry;
}

/**
 * Looks at the history before anything is answered: without it a run that has the bad commit would be passed over in silence.
 * @param folder absolute, in the repository whose commits are asked about
 * @throws UserError E_LINEAGE_HISTORY
 */
export async function openRange(
  { bad, fix }: CommitRange,
  { folder, env }: { folder: string; env: NodeJS.ProcessEnv },
): Promise<KnownRange> {
  const ancestry = await ancestryOf(folder, env);
  if (ancestry.isWhole === null)
    throw noHistory(
      'There is no repository here',
      'Stand in a clone of the repository that the commits are of',
    );
  if (!ancestry.isWhole)
    throw noHistory(
      'This clone has a part of the history only',
      '`git fetch --unshallow`; in a workflow: `fetch-depth: 0` of actions/checkout',
    );
  const known = { bad: await one(ancestry, bad), fix: fix === null ? null : await one(ancestry, fix) };
  if (known.fix !== null && (await ancestry.containing(known.fix, [known.bad])).size > 0)
    throw new UserError({
      code: 'E_INPUT_INVALID',
      what: `${known.bad} comes from ${known.fix} or is the same: nothing has the first without the second`,
      where: 'REF',
      mend: 'Write the commit that broke it first: `commit:BAD..FIX`',
    });
  return { ...known, ancestry };
}

/** Runs of a range with those of their commits that are in it, and ids of those whose commits the repository does not have. */
export async function rootsWithin(
  graph: LineageGraph,
  { bad, fix, ancestry }: KnownRange,
): Promise<{ roots: LineageNode[]; commits: readonly string[]; unplaced: readonly string[] }> {
  const commits = new Set<string>();
  for (const run of graph.runs.values()) for (const commit of codeOf(run)) commits.add(commit);
  const known = await ancestry.known(commits);
  const withBad = await ancestry.containing(bad, known);
  const withFix = fix === null ? new Set<string>() : await ancestry.containing(fix, known);
  const { within, unplaced } = runsWithin(graph.runs.values(), { known, withBad, withFix });
  const meant = within.flatMap(codeOf).filter((commit) => withBad.has(commit));
  return {
    ...{ roots: within.map(({ run_id }) => ({ kind: 'run', run_id })), unplaced },
    commits: [...new Set(meant)],
  };
}

async function one(ancestry: Ancestry, digits: string): Promise<string> {
  const [commit, ...others] = await ancestry.find(digits);
  if (commit !== undefined && others.length === 0) return commit;
  throw commit === undefined
    ? noHistory(`This clone has no commit that begins with ${digits}`, '`git fetch --all`, or check the id')
    : noHistory(`${digits} begins more than one commit of this clone`, 'Give more digits');
}

function noHistory(what: string, mend: string): UserError {
  return new UserError({ code: 'E_LINEAGE_HISTORY', what, where: 'REF', mend });
}
