import { UserError } from '../errors.js';
import { shown } from '../key-values.js';
import { quoted } from '../printable.js';
import { isJoined, tagOf } from './data-tags.js';
import type { LineageGraph } from './graph.js';
import { type DatasetNode, distinct, type LineageNode } from './node.js';
import { meant, notFound, SHOWN } from './not-found.js';
import { ofRepository, requireRepository } from './of-repository.js';
import type { Cut, DatasetReference } from './reference.js';
import { isSameSpelling, spelling } from './spelling.js';
import { isInRange, parseRange } from './version-range.js';

/** One of the things that a text may be as the name of a dataset. */
export interface Meaning {
  name: string;
  /** Null where any is meant, or those of a range. */
  version: string | null;
  /** As it was written; null for a version, and for all of them. */
  range: string | null;
  /** `owner/name` whose runs are meant; null: those of any. */
  repository: string | null;
}

/** A meaning that runs have recorded. */
export interface KnownMeaning extends Meaning {
  nodes: readonly DatasetNode[];
  /** Versions that are neither in its range nor out of it. */
  unordered: readonly string[];
}

/** All that a reference may mean, what is as it stands there before what is of a repository. */
export function meaningsOf(reference: DatasetReference): Meaning[] {
  const of = (repository: string | null, { name, cuts }: { name: string; cuts: readonly Cut[] }) => {
    const whole = { name, version: null, repository };
    return [
      ...cuts.map((cut): Meaning => ({ ...cut, range: null, repository })),
      ...(reference.kind === 'datasets' ? [{ ...whole, range: reference.range }] : []),
      ...(reference.kind === 'dataset' && reference.version === null ? [{ ...whole, range: null }] : []),
    ];
  };
  const { owner } = reference;
  return [...of(null, reference), ...(owner === undefined ? [] : of(owner.repository, owner))];
}

/**
 * All of them that runs have recorded. Whoever may push could call data like a question about other data, so that none of them takes
 * the place of another.
 */
export function knownMeanings(graph: LineageGraph, reference: DatasetReference): KnownMeaning[] {
  const exact: KnownMeaning[] = [];
  const ranges: KnownMeaning[] = [];
  for (const meaning of meaningsOf(reference)) {
    const { range } = meaning;
    const all = named(graph, meaning);
    if (range === null && all.length > 0) exact.push({ ...meaning, nodes: all, unordered: [] });
    // One that is none was a version, or is an error.
    if (range === null || (exact.length > 0 && !isParsed(range))) continue;
    const found = within(graph, { ...meaning, range }, all);
    if (found.nodes.length + found.unordered.length > 0) ranges.push(found);
  }
  const versions = new Set(exact.flatMap(({ nodes }) => nodes.map(({ version }) => version)));
  const all = [
    ...exact,
    ...ranges.map((one) => ({
      ...one,
      unordered: one.unordered.filter((version) => !versions.has(version)),
    })),
  ];
  // That no run of a repository has read it is an error where nothing else is meant.
  const own = all.filter(
    ({ nodes, repository }) => nodes.length === 0 || ofRepository(graph, nodes, repository).length > 0,
  );
  return own.length > 0 ? own : all;
}

/** @throws UserError E_LINEAGE_NOT_FOUND, and E_INPUT_INVALID for a range that is none and that nobody recorded as a version */
export function findDatasets(graph: LineageGraph, reference: DatasetReference): LineageNode[] {
  const found = knownMeanings(graph, reference);
  const [only, ...others] = found;
  if (only === undefined) throw notRead(graph, likeliest(graph, reference));
  if (others.length === 0 && only.repository !== null) requireRepository(graph, only.nodes, only.repository);
  return distinct(found.flatMap(({ nodes, repository }) => ofRepository(graph, nodes, repository)));
}

/** Versions of all ranges that it may mean which have no place in their order. */
export function unorderedVersions(graph: LineageGraph, reference: DatasetReference): string[] {
  return [...new Set(knownMeanings(graph, reference).flatMap(({ unordered }) => unordered))].sort();
}

/** For people; foreign names stand between backticks. */
export function meaningWords({ name, version, range, repository }: Meaning): string {
  const of = repository === null ? '' : ` of ${quoted(repository)}`;
  if (range !== null) return `the versions ${quoted(range)} of ${quoted(name)}${of}`;
  return version === null ? `${quoted(name)}${of}` : `version ${quoted(version)} of ${quoted(name)}${of}`;
}

/** The meaning of a reference of which no run has recorded any: whose the name is stands before it, unless a dataset is called like that. */
export function likeliest(graph: LineageGraph, reference: DatasetReference): Meaning {
  const isAsWritten =
    reference.owner === undefined || datasets(graph).some(({ name }) => name === reference.name);
  const all = meaningsOf(reference).filter(({ repository }) => (repository === null) === isAsWritten);
  const meaning = all.find(({ version }) => version === null) ?? all[0];
  if (meaning === undefined) throw new Error('a reference means nothing');
  return meaning;
}

function notRead(graph: LineageGraph, { name, version, range }: Meaning): UserError {
  const all = datasets(graph);
  const own = all.filter((node) => isSameSpelling(node.name ?? '', name));
  const versions = [...new Set(own.map((node) => node.version))];
  if (range !== null && versions.length > 0)
    return notFound(
      `No run has read a version of ${shown(name)} in that range`,
      `dataset:${name}`,
      `Runs have read ${versions
        .slice(0, SHOWN)
        .map((one) => quoted(one))
        .join(', ')}`,
    );
  if (version !== null && versions.length > 0)
    return notFound(
      `No run has read version ${shown(version)} of ${shown(name)}`,
      `dataset:${name}@${version}`,
      meant(version, versions, 'version'),
    );
  const names = new Set(all.flatMap((node) => node.name ?? []));
  return notFound(
    `No run has read a dataset ${shown(name)}`,
    `dataset:${name}`,
    meant(name, [...names], 'dataset'),
  );
}

/** What runs have read under a name, or name by a tag alone. */
function named(graph: LineageGraph, { name, version }: Pick<Meaning, 'name' | 'version'>): DatasetNode[] {
  return datasets(graph).filter((node) => {
    if (node.name !== null)
      return isSameSpelling(node.name, name) && (version === null || isSameSpelling(node.version, version));
    return version === null
      ? isTagOf(name, node.version)
      : isSameSpelling(node.version, tagOf({ name, version }));
  });
}

function within(
  graph: LineageGraph,
  meaning: Meaning & { range: string },
  all: readonly DatasetNode[],
): KnownMeaning {
  const range = parseRange(meaning.range);
  const placed = all.map((node) => {
    const version = versionOf(node, meaning.name);
    return { node, isIn: isInRange(range, version, graph.firstUsed(node)) };
  });
  return {
    ...meaning,
    nodes: placed.filter(({ isIn }) => isIn === true).map(({ node }) => node),
    unordered: placed.filter(({ isIn }) => isIn === undefined).map(({ node }) => node.version),
  };
}

function isParsed(range: string): boolean {
  try {
    parseRange(range);
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

function datasets(graph: LineageGraph): DatasetNode[] {
  return [...graph.named()].filter((node) => node.kind === 'dataset');
}

/** Of several parts of a tag each is found by itself, unless the name has a `+` as well. */
function isTagOf(name: string, tagged: string): boolean {
  if (isJoined(tagged) && !isJoined(name)) return false;
  return isSameSpelling(tagged, name) || spelling(tagged).startsWith(spelling(`${name}_`));
}

/** Also where a tag alone has both: who asks for the name says what of it is the version. */
function versionOf(node: DatasetNode, name: string): string {
  const isTag = node.name === null && node.version.startsWith(`${name}_`);
  return isTag ? node.version.slice(name.length + 1) : node.version;
}
