import { sha256 } from '../digest.js';
import { datasetFact, fact, type LineageFactField, packageFact } from '../facts.js';
import type { RunRecord } from '../generated/types.js';
import { canonicalJson } from '../json.js';
import { namedIn } from './named-version.js';
import { isPackageName } from './package-range.js';
import { isSilent, partOf, type RunFacts, runFacts } from './run-facts.js';
import { hasAllPackages, packageLists } from './run-packages.js';

/** Hex digits of a digest that a fact has: the record that is found has all of them. */
const DIGITS = 16;

/** Why nobody can tell of a run whether it comes from something. */
export type Gap = 'silent' | 'digest' | 'packages' | 'imported';

/** What a run can be looked up by for its lineage, beside what all look-ups know it by: sorted, each once. */
export function lineageFactsOf(run: RunRecord): string[] {
  const facts = runFacts(run, '');
  const isWhole = hasAllPackages(run.environment.python);
  const gaps = isWhole ? gapsOf(facts) : [...gapsOf(facts), 'packages' as const];
  return [...new Set([...ownFacts(facts), ...environmentFacts(run), ...gaps.map(gapFact)])].sort();
}

/** All facts by which a walk gets to a run, of whichever look-ups they are. */
export function walkFactsOf(facts: RunFacts): string[] {
  const { datasets, commit, isCommitByTag, package: asked } = facts;
  const code = commit === null ? [] : [commitFacts(commit)[isCommitByTag ? 1 : 0]];
  return [
    ...ownFacts(facts),
    ...gapsOf(facts).map(gapFact),
    ...datasets.map(({ name, version }) => datasetFact(name, version)),
    ...code,
    ...(asked?.installed ?? []).map(({ name, version }) => packageFact(name, version)),
  ];
}

function ownFacts(facts: RunFacts): string[] {
  const { parent, submodule } = facts;
  return [
    ...(submodule === undefined ? [] : [submoduleFact(submodule.commit)]),
    ...facts.datasets.flatMap(({ digest, isOther }) =>
      digest === null ? [] : [readFacts(digest)[isOther ? 1 : 0]],
    ),
    ...partOf(facts).map((id) => partFacts(id)[id === parent ? 0 : 1]),
    ...facts.outputs
      .filter(({ kind, contents }) => kind !== 'file' || contents.length > 0)
      .flatMap(({ digest, contents }) => [digest, ...contents.map(digestOf)])
      .map(outputFact),
    ...makersNamed(facts).map(madeByFact),
    ...facts.tagged.map(partFact),
    ...facts.models.flatMap(({ uri, version, contents }) => [
      ...registeredFacts(uri, version),
      ...contents.map(digestOf).map(baseFact),
    ]),
  ];
}

/** Runs that it says made something it read or has: not itself. */
export function makersNamed({ run_id, datasets, models, outputs }: RunFacts): string[] {
  const byUri = models.map(({ uri, version }) => ({ made_by: namedIn(uri, version, '').run_id }));
  const named = [...datasets, ...models, ...byUri, ...outputs.flatMap(({ reused }) => reused ?? [])];
  return [...new Set(named.flatMap(({ made_by }) => (made_by === null ? [] : [made_by])))].filter(
    (id) => id !== run_id,
  );
}

/** @param digest `sha256:…` */
export function outputFact(digest: string): string {
  return lineageFact('output', digitsOf(digest));
}

export function madeByFact(run_id: string): string {
  return lineageFact('made-by', run_id);
}

/** A run that read a dataset of these bytes has one of them: the second where its record has them among what changed meanwhile. */
export function readFacts(digest: string): [read: string, other: string] {
  const digits = digitsOf(digest);
  return [lineageFact('read', digits), lineageFact('read-too', digits)];
}

/** A run that is a part of this one has one of them: the second where it is of its command and not nested in it. */
export function partFacts(run_id: string): [nested: string, made: string] {
  return [lineageFact('part-of', run_id), lineageFact('of-command', run_id)];
}

/** A run whose code has the commit has one of them: of its repository, by its tag alone, or of the submodule that it ran in. @param commit a whole id */
export function commitFacts(commit: string): [code: string, tag: string, submodule: string] {
  return [fact('commit', commit), fact('tag.git_commit', commit), submoduleFact(commit)];
}

function submoduleFact(commit: string): string {
  return lineageFact('submodule-commit', commit);
}

/** @param part of the tag `dataset_version` that no dataset of the run answers for */
export function partFact(part: string): string {
  return lineageFact('dataset-part', part);
}

/** That a run began with a model of these bytes. */
export function baseFact(digest: string): string {
  return lineageFact('base', digitsOf(digest));
}

/** That a run began with a version of the registry, by the name that its model had. */
export function versionFact(model: string, version: number): string {
  return lineageFact('base', `models:/${model}/${version}`);
}

export function gapFact(gap: Gap): string {
  return lineageFact('gap', gap);
}

/** The digest of what a dataset or output may be known by: `folder-2 sha256:…`. */
export function digestOf(content: string): string {
  return content.slice(content.indexOf(' ') + 1);
}

/**
 * Where two runs have one, they had the same Python packages. It is for earlier releases, which look for packages by it, and know of
 * no interpreter but the last.
 */
function environmentFacts({ environment: { python } }: RunRecord): string[] {
  return python === null
    ? []
    : [lineageFact('environment', digitsOf(sha256(canonicalJson(python.packages))))];
}

/** Versions of the Python packages that it had, but of those with names that nobody can ask about. */
export function packageFactsOf({ environment: { python } }: RunRecord): string[] {
  const facts = packageLists(python).flatMap((list) =>
    [...list].flatMap(([name, version]) => (isPackageName(name) ? [packageFact(name, version)] : [])),
  );
  return [...new Set(facts)];
}

/** That it did not record all packages is known where somebody asks about one. */
export function gapsOf(run: RunFacts): Gap[] {
  const { datasets, trust, package: asked } = run;
  const gaps: Gap[] = [];
  if (isSilent(run)) gaps.push('silent');
  if (datasets.some(({ digest }) => digest === null)) gaps.push('digest');
  if (asked?.isWhole === false) gaps.push('packages');
  if (trust === 'imported') gaps.push('imported');
  return gaps;
}

/** That a run began with what a stage, an alias or `latest` of a model was, by the name that the model had. */
export function namedFact(model: string): string {
  return lineageFact('base', `models:/${model}`);
}

function registeredFacts(uri: string, version: string | null): string[] {
  const { version: named } = namedIn(uri, version, '');
  if (named === null) return [];
  const { choice } = named;
  return named.names.map((name) =>
    choice.by === 'number' ? versionFact(name, choice.number) : namedFact(name),
  );
}

function lineageFact(field: LineageFactField, value: string): string {
  return fact(field, value);
}

/** The digits of a digest that look-ups have. */
export function digitsOf(digest: string): string {
  return digest.slice(digest.indexOf(':') + 1).slice(0, DIGITS);
}
