import { type Ancestry, ancestryOf } from '../../collect/git/ancestry.js';
import { UserError } from '../../core/errors.js';
import {
  type CommitRange,
  codesMeant,
  isGone,
  type Placed,
  runsWithin,
} from '../../core/lineage/commit-range.js';
import type { LineageGraph } from '../../core/lineage/graph.js';
import type { Unjudged } from '../../core/lineage/impact.js';
import type { LineageNode } from '../../core/lineage/node.js';
import { commitsIn, type RunCode } from '../../core/lineage/run-code.js';

/** A range whose commits are in the repository. */
export interface KnownRange {
  bad: string;
  fix: string | null;
  repository: string | null;
  ancestry: Ancestry;
}

/**
 * Looks at the history before anything is answered: without it a run that has the bad commit would be passed over in silence.
 * @param folder absolute, in the repository whose commits are asked about
 * @throws UserError E_LINEAGE_HISTORY
 */
export async function openRange(
  { bad, fix, repository }: CommitRange,
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
  const known = {
    bad: await one(ancestry, bad),
    fix: fix === null ? null : await one(ancestry, fix),
    repository,
  };
  if (known.fix !== null && (await ancestry.containing(known.fix, [known.bad])).size > 0)
    throw new UserError({
      code: 'E_INPUT_INVALID',
      what: `${known.bad} comes from ${known.fix} or is the same: nothing has the first without the second`,
      where: 'REF',
      mend: 'Write the commit that broke it first: `commit:BAD..FIX`',
    });
  return { ...known, ancestry };
}

/** Runs of a range with those of their commits that are in it, and those of which the history does not tell. */
export async function rootsWithin(
  graph: LineageGraph,
  range: KnownRange,
): Promise<{ roots: LineageNode[]; commits: readonly string[]; unplaced: readonly Unjudged[] }> {
  const runs = [...graph.runs.values()];
  const { repository } = range;
  const placed = await placedBy(
    range,
    runs.flatMap((run) => codesMeant(run, repository)),
  );
  const { within, commits, unplaced, merged } = runsWithin(runs, placed, repository);
  const untold = [
    { why: 'are of commits that this clone does not have', ids: unplaced },
    {
      why: 'are of pull requests that were merged as commits with it, and of commits that this clone does not have',
      ids: merged,
    },
  ];
  return {
    roots: within.map(({ run_id }) => ({ kind: 'run', run_id })),
    commits,
    unplaced: untold.filter(({ ids }) => ids.length > 0),
  };
}

async function placedBy({ bad, fix, ancestry }: KnownRange, codes: readonly RunCode[]): Promise<Placed> {
  const known = await ancestry.known(new Set(codes.flatMap(commitsIn)));
  const gone = codes.filter((code) => isGone(code, known));
  const alike = await ancestry.alike({
    trees: new Set(gone.flatMap(({ tree }) => tree ?? [])),
    pulls: new Set(gone.flatMap(({ pull }) => pull ?? [])),
  });
  const among = new Set([...known, ...alike.map(({ commit }) => commit)]);
  const withBad = await ancestry.containing(bad, among);
  const withFix = fix === null ? new Set<string>() : await ancestry.containing(fix, among);
  return { known, withBad, withFix, alike };
}

async function one(ancestry: Ancestry, digits: string): Promise<string> {
  const [commit, ...others] = await ancestry.find(digits);
  if (commit !== undefined && others.length === 0) return commit;
  throw commit === undefined
    ? noHistory(
        `This clone has no commit that begins with ${digits}`,
        '`git fetch --all`, or check the id; stand in the clone of the repository whose commit it is, of a submodule in its folder',
      )
    : noHistory(`${digits} begins more than one commit of this clone`, 'Give more digits');
}

function noHistory(what: string, mend: string): UserError {
  return new UserError({ code: 'E_LINEAGE_HISTORY', what, where: 'REF', mend });
}
