import { UserError } from '../../core/errors.js';
import type { RecalledCommit, RecalledDataset, RecalledThing } from '../../core/generated/types.js';
import { shown } from '../../core/key-values.js';
import { codesMeant } from '../../core/lineage/commit-range.js';
import { findNodes } from '../../core/lineage/find.js';
import { isNeverHad, nearPackage } from '../../core/lineage/find-packages.js';
import type { LineageGraph } from '../../core/lineage/graph.js';
import type { Unjudged } from '../../core/lineage/impact.js';
import { ambiguous, meant, notFound } from '../../core/lineage/not-found.js';
import { codesOf, commitsIn } from '../../core/lineage/run-code.js';
import { quoted } from '../../core/printable.js';
import { fitting } from '../../core/recall/affected.js';
import { isOf, otherNames, repositoriesUsing } from '../../core/recall/dataset.js';
import type { RecallReference } from '../../core/recall/reference.js';
import { rangeText } from '../../core/recall/title.js';
import { isSameRepository, repositoryName } from '../../core/remote-repository.js';
import { digitsMeant } from '../../ledger/find-run.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { openRange, rootsWithin } from '../lineage/commit-range.js';
import { contentsMeant } from './contents.js';
import { datasetMeant } from './dataset-meant.js';
import type { RecallDeps } from './deps.js';
import type { RecallRequest } from './request.js';

/** What a recall is about, as its record has it. */
export interface Thing {
  what: RecalledThing;
  /** Runs of which the history of commits does not tell, by why. */
  unplaced: readonly Unjudged[];
  /** What is worth saying, whole sentences. */
  notes: readonly string[];
}

type Of<K extends RecallReference['kind']> = Extract<RecallReference, { kind: K }>;

/** Ranges of commits that have more than these are written in parts. */
const MOST_COMMITS = 4000;

/**
 * Looks up in the ledger what is to be recalled.
 * @throws UserError E_LINEAGE_NOT_FOUND, E_RUN_AMBIGUOUS, E_LINEAGE_HISTORY, E_INPUT_INVALID, E_INPUT_MISSING
 */
export async function thingOf(
  request: RecallRequest,
  graph: LineageGraph,
  { place, view }: Pick<RecallDeps, 'place'> & { view: LedgerView },
): Promise<Thing> {
  const { reference } = request;
  switch (reference.kind) {
    case 'dataset':
      return datasetOf(reference, request, graph);
    case 'commit':
      return commitOf(reference, graph);
    case 'commits':
      return commitsOf(reference, graph, place);
    case 'run': {
      const run = await digitsMeant(view, reference.digits);
      const [node] = findNodes(graph, { kind: 'run', run, paths: [] });
      if (node?.kind !== 'run') throw new Error('a run was looked for');
      return { what: { kind: 'run', run_id: node.run_id }, unplaced: [], notes: [] };
    }
    case 'package': {
      const { name } = reference.range;
      const what = { kind: 'package', name, range: rangeText(reference.range) } as const;
      return { what, unplaced: [], notes: packageNotes(reference, graph) };
    }
  }
}

function datasetOf(reference: Of<'dataset'>, request: RecallRequest, graph: LineageGraph): Thing {
  const runs = [...graph.runs.values()];
  const { name, version, repository } = datasetMeant(reference, request, graph);
  const using = repositoriesUsing(runs, name);
  if (using.length > 1 && repository === null && !request.all_repositories)
    throw severalUse(name, using, version);
  if (repository !== null && !request.only_name) requireUsing(repository, using, { name, version });
  // Without one it is of whichever: the one that uses it may be renamed, and another may train on the same data tomorrow.
  const own = request.all_repositories ? null : asWritten(repository, using);
  const asked = { name, version, repository: own };
  requireKnown(asked, request, graph);
  const { contents, notes: ofContents } = request.only_name
    ? { contents: [], notes: [] }
    : contentsMeant(runs, asked, request.only_digests);
  const kept = contents.slice(0, 1000);
  const others = otherNames(runs, contents, asked).map(({ name: as, version: of }) => ({
    name: as,
    version: of,
  }));
  const what: RecalledDataset = {
    kind: 'dataset',
    ...asked,
    contents: kept,
    other_names: fitting(others, 1000, 220_000),
  };
  const notes = [
    ...ofContents,
    ...(contents.length > kept.length
      ? [
          `Runs read ${contents.length} contents under that name; ${kept.length} of them are recalled under other names, too.`,
        ]
      : []),
    ...(contents.length === 0 && !request.only_name
      ? ['No whole, trusted run recorded what it holds: it is recalled by its name alone.']
      : []),
  ];
  return { what, unplaced: [], notes };
}

/** GitHub's names are the same in capitals, and however one reaches it. */
function asWritten(repository: string | null, using: readonly string[]): string | null {
  return using.find((one) => repository !== null && isSameRepository(one, repository)) ?? repository;
}

/** Runs that say of no repository whose they are answer to each, so that a mistyped one would recall all of them. */
function requireUsing(
  repository: string,
  using: readonly string[],
  { name, version }: Pick<Of<'dataset'>, 'name' | 'version'>,
): void {
  if (using.some((one) => isSameRepository(one, repository))) return;
  const known = using.length === 0 ? 'No run that read it says which repository it is of: leave it away' : '';
  throw notFound(
    `No run of ${quoted(repository)} has read a dataset ${shown(name)}`,
    `dataset:${name}@${version}`,
    afterMend(known || meant(repository, using, 'repository')),
  );
}

/** A name that is mistyped recalls nothing, and everybody would think it did. */
function requireKnown(
  asked: { name: string; version: string; repository: string | null },
  { only_name }: RecallRequest,
  graph: LineageGraph,
): void {
  if (only_name) return;
  const { name, version, repository } = asked;
  const known = mended(() => findNodes(graph, { kind: 'dataset', name, version, cuts: [{ name, version }] }));
  const isRead = known.some((node) =>
    graph.down(node).some(({ to }) => {
      const run = to.kind === 'run' ? graph.runs.get(to.run_id) : undefined;
      return run !== undefined && isOf(run, repository);
    }),
  );
  if (isRead) return;
  throw notFound(
    `No run of ${quoted(repository ?? '')} has read version ${shown(version)} of ${shown(name)}`,
    `dataset:${name}@${version}`,
    `Name the repository whose runs did; ${BEFORE_READ}`,
  );
}

const BEFORE_READ = '`--only-name` (`only-name: true`) recalls it before any run has read it';

function mended<T>(find: () => T): T {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(
      error.faults.map(({ mend, ...fault }) => ({
        ...fault,
        mend: afterMend(mend),
      })),
      { cause: error },
    );
  }
}

function afterMend(mend: string): string {
  return `${mend}${mend.endsWith('?') ? ' Else ' : '; '}${BEFORE_READ}`;
}

function severalUse(name: string, using: readonly string[], version: string): UserError {
  return new UserError({
    code: 'E_INPUT_MISSING',
    what: `Runs of ${using.map((one) => quoted(one)).join(', ')} use the name ${shown(name)}, and it may be other data in each`,
    where: 'REF',
    mend: `Write whose it is, \`dataset:${using[0]}:${name}@${version}\`, or \`--all-repositories\` (\`all-repositories: true\`)`,
  });
}

function commitOf({ commit: digits, repository }: Of<'commit'>, graph: LineageGraph): Thing {
  const codes = [...graph.runs.values()].flatMap((run) => codesMeant(run, repository));
  const known = new Set(codes.flatMap(commitsIn).filter((commit) => commit.startsWith(digits)));
  if (known.size > 1)
    throw ambiguous(
      digits,
      [...known].map((commit) => `commit ${commit}`),
    );
  const [commit = digits] = known;
  if (known.size === 0 && digits.length !== 40 && digits.length !== 64)
    throw notFound(
      `No run is of a commit that begins with ${digits}`,
      digits,
      'Give all of its digits to recall it before any run is of it',
    );
  const what: RecalledCommit = {
    kind: 'commit',
    asked: `=${commit}`,
    repository: repository ?? repositoryOf([commit], graph),
    commits: [commit],
  };
  return { what, unplaced: [], notes: [] };
}

/** The commits of runs, and all others that are made by now: runs of these may come later. */
async function commitsOf(
  { bad, fix, repository }: Of<'commits'>,
  graph: LineageGraph,
  place: RecallDeps['place'],
): Promise<Thing> {
  const range = await openRange({ bad, fix, repository }, { folder: place.cwd, env: place.env });
  const { commits: ofRuns, unplaced } = await rootsWithin(graph, range);
  const later = await range.ancestry.descendants(range.bad);
  const fixed = range.fix === null ? new Set<string>() : await range.ancestry.containing(range.fix, later);
  const all = [...new Set([...ofRuns, ...later.filter((commit) => !fixed.has(commit))])];
  if (ofRuns.length > MOST_COMMITS)
    throw new UserError({
      code: 'E_INPUT_INVALID',
      what: `Runs are of ${ofRuns.length} commits of it, and a recall has room for ${MOST_COMMITS}`,
      where: 'REF',
      mend: 'Recall it in parts: `commit:BAD..MIDDLE` and `commit:MIDDLE..FIX`',
    });
  const commits = all.slice(0, MOST_COMMITS);
  const what: RecalledCommit = {
    kind: 'commit',
    asked: askedOf(range),
    repository: repository ?? repositoryOf(ofRuns, graph),
    commits: commits as RecalledCommit['commits'],
  };
  const notes = [
    fix === null
      ? 'Commits that are made from now on are not in it: once it is mended, recall `commit:BAD..FIX`.'
      : 'Commits that are made from now on without the fix, as on a branch that begins before it, are not in it: recall it anew for these.',
    ...(all.length > commits.length
      ? [`${all.length - commits.length} older commits without a run found no room in it.`]
      : []),
  ];
  return { what, unplaced, notes };
}

/** It may be recalled before anybody has it, and a slip of the pen would look just so. */
function packageNotes({ range }: Of<'package'>, graph: LineageGraph): string[] {
  if (!isNeverHad(graph, range)) return [];
  const near = nearPackage(graph, range);
  const meant = near === undefined ? 'is it written so' : `did you mean ${quoted(near)}`;
  return [`No run has recorded a Python package ${shown(range.name)}: ${meant}?`];
}

/** Whole ids, so that the same asked for in fewer digits is the same. */
function askedOf({ bad, fix }: { bad: string; fix: string | null }): string {
  return fix === null ? bad : `${bad}..${fix}`;
}

/** The one repository whose runs are of some commits; null where there are several, or none. */
function repositoryOf(commits: readonly string[], graph: LineageGraph): string | null {
  const wanted = new Set(commits);
  const codes = [...graph.runs.values()]
    .flatMap(codesOf)
    .filter((code) => commitsIn(code).some((commit) => wanted.has(commit)));
  const [one, ...others] = new Set(
    codes.flatMap(({ repository }) => (repository === null ? [] : repositoryName(repository))),
  );
  if (one === undefined || others.some((other) => !isSameRepository(one, other))) return null;
  return one;
}
