import { shown } from '../key-values.js';
import { quoted } from '../printable.js';
import type { VersionChoice } from '../registry/registry.js';
import { isCodeOf } from './commit-range.js';
import { isJoined, tagOf } from './data-tags.js';
import { findPackages, unorderedPackages } from './find-packages.js';
import type { LineageGraph } from './graph.js';
import { type DatasetNode, keyOf, type LineageNode } from './node.js';
import { ambiguous, meant, notFound, SHOWN } from './not-found.js';
import { ofRepository } from './of-repository.js';
import type { Cut, Reference } from './reference.js';
import { isSameDataset, isSameSpelling, spelling } from './spelling.js';
import { isInRange, parseRange } from './version-range.js';

/**
 * The things that a reference means: several for a dataset that was read with several contents, or bytes that several have.
 * @throws UserError E_INPUT_INVALID for a range that is none, E_LINEAGE_NOT_FOUND with what is nearest, or what a beginning may mean
 */
export function findNodes(graph: LineageGraph, reference: Reference): LineageNode[] {
  switch (reference.kind) {
    case 'model':
      return [ofModel(graph, reference.uri)];
    case 'run':
      return ofRun(graph, reference);
    case 'dataset':
    case 'datasets': {
      const { repository, ...asked } = ownMeaning(graph, reference);
      const found =
        recorded(graph, asked.cuts)?.nodes ??
        (asked.kind === 'dataset' ? ofDataset(graph, asked) : ofRange(graph, asked));
      return repository === null ? found : ofRepository(graph, found, repository);
    }
    case 'digest':
      return ofDigest(graph, reference.digest);
    case 'endpoint':
      return [ofEndpoint(graph, reference.endpoint)];
    case 'commit':
      return ofCommit(graph, reference.commit, reference.repository);
    case 'package':
      return findPackages(graph, reference.range);
    case 'id':
      return ofId(graph, reference.digits);
  }
}

function ofDigest(graph: LineageGraph, digest: string): LineageNode[] {
  const found = graph.withDigest(digest);
  if (found.length > 0) return found;
  throw notFound(
    `No run has read or written ${digest}, and no version has it`,
    digest,
    'Fetch the ledger if it is not up to date',
  );
}

function ofModel(
  graph: LineageGraph,
  { names, choice }: { names: readonly string[]; choice: VersionChoice },
): LineageNode {
  const models = [...new Set([...graph.versions.all.map(({ model }) => model), ...graph.empty])];
  const asked = names[0] ?? '';
  if (choice.by === 'number')
    for (const name of names) {
      const found = graph.version(name, choice.number);
      if (found !== undefined) return { kind: 'version', model: found.model, version: found.version };
    }
  const model = names
    .map((name) => graph.versions.nameOf(name, choice))
    .find((name) => models.includes(name));
  if (model === undefined)
    throw notFound(`There is no registered model ${shown(asked)}`, asked, meant(asked, models, 'model'));
  const versions = graph.versions.all.filter((version) => version.model === model);
  const called = names.includes(model) ? shown(model) : `${shown(model)}, as ${shown(asked)} is called now,`;
  switch (choice.by) {
    case 'number':
    case 'latest': {
      const judged = versions.filter(({ status }) => status === 'judged');
      const version = Math.max(0, ...judged.map((one) => one.version));
      if (choice.by === 'latest' && version > 0) return { kind: 'version', model, version };
      const newest = Math.max(0, ...versions.map((one) => one.version));
      throw notFound(
        choice.by === 'latest'
          ? `${called} has no version that was judged`
          : `${called} has no version ${choice.number}`,
        model,
        newest === 0 ? 'It has none' : `The newest is ${newest}`,
      );
    }
    case 'stage':
      return held(graph, { kind: 'stage', model, stage: choice.stage }, called);
    case 'alias': {
      const aliases = graph.holds.flatMap(({ of, model: holder }) =>
        of.kind === 'alias' && holder === model ? [of.alias] : [],
      );
      const alias = choice.aliases.find((one) => aliases.includes(one)) ?? choice.aliases[0] ?? '';
      return held(graph, { kind: 'alias', model, alias }, called);
    }
  }
}

/** @param called what its model is called, for people */
function held(
  graph: LineageGraph,
  node: LineageNode & { kind: 'stage' | 'alias' },
  called: string,
): LineageNode {
  if (graph.up(node).length > 0) return node;
  const what = node.kind === 'stage' ? `in ${node.stage}` : `called @${node.alias}`;
  throw notFound(
    `No version of ${called} is ${what}`,
    node.model,
    'lineage-gate models show lists its stages and aliases',
  );
}

function ofRun(
  graph: LineageGraph,
  { run: digits, paths }: { run: string; paths: readonly string[] },
): LineageNode[] {
  const ids = [...graph.runs.keys()].filter((id) => id.startsWith(digits));
  const [run_id] = ids;
  if (run_id === undefined)
    throw notFound(`No run begins with ${digits}`, digits, 'lineage-gate runs ls lists them');
  if (ids.length > 1)
    throw ambiguous(
      digits,
      ids.map((id) => `run ${id}`),
    );
  if (paths.length === 0) return [{ kind: 'run', run_id }];
  const outputs = graph.runs.get(run_id)?.outputs ?? [];
  const output = outputs.find(({ path }) => paths.includes(path));
  if (output !== undefined) return [{ kind: 'output', run_id, path: output.path, digest: output.digest }];
  const asked = paths[0] ?? '';
  const known = outputs.map(({ path }) => path);
  throw notFound(`Run ${run_id} made no ${shown(asked)}`, asked, meant(asked, known, 'path'));
}

type Datasets = Extract<Reference, { kind: 'dataset' | 'datasets' }>;

/** `OWNER/REPO:` before a name says whose it is, unless a dataset is called like that. */
export function ownMeaning<R extends Datasets>(
  graph: LineageGraph,
  reference: R,
): R & { repository: string | null } {
  const { owner, cuts, name } = reference;
  const isName = owner === undefined || datasets(graph).some((node) => node.name === name);
  if (isName || recorded(graph, cuts) !== undefined) return { ...reference, repository: null };
  return { ...reference, ...owner };
}

function ofDataset(
  graph: LineageGraph,
  { name, version }: { name: string; version: string | null },
): DatasetNode[] {
  const all = datasets(graph);
  const found = all.filter((node) =>
    node.name === null
      ? version === null
        ? isTagOf(name, node.version)
        : isSameSpelling(node.version, tagOf({ name, version }))
      : isSameSpelling(node.name, name) && (version === null || isSameSpelling(node.version, version)),
  );
  if (found.length > 0) return found;
  const versions = new Set(
    all.flatMap((node) => (isSameSpelling(node.name ?? '', name) ? [node.version] : [])),
  );
  if (version !== null && versions.size > 0)
    throw notFound(
      `No run has read version ${shown(version)} of ${shown(name)}`,
      `dataset:${name}@${version}`,
      meant(version, [...versions], 'version'),
    );
  const names = new Set(all.flatMap((node) => node.name ?? []));
  throw notFound(
    `No run has read a dataset ${shown(name)}`,
    `dataset:${name}`,
    meant(name, [...names], 'dataset'),
  );
}

/** The first of some names that runs have recorded, with what it is. A version may look like a range, or have an `@`. */
export function recorded(
  graph: LineageGraph,
  cuts: readonly Cut[],
): { cut: Cut; nodes: DatasetNode[] } | undefined {
  const all = datasets(graph);
  for (const cut of cuts) {
    const tag = tagOf(cut);
    const nodes = all.filter(({ name, version }) =>
      name === null ? isSameSpelling(version, tag) : isSameDataset({ name, version }, cut),
    );
    if (nodes.length > 0) return { cut, nodes };
  }
  return undefined;
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

function ofRange(
  graph: LineageGraph,
  { name, range: text }: Extract<Reference, { kind: 'datasets' }>,
): DatasetNode[] {
  const range = parseRange(text);
  const all = ofDataset(graph, { name, version: null });
  const found = all.filter((node) => isInRange(range, versionOf(node, name), graph.firstUsed(node)) === true);
  const isUnordered = (node: DatasetNode) =>
    isInRange(range, versionOf(node, name), graph.firstUsed(node)) === undefined;
  if (found.length > 0 || all.some(isUnordered)) return found;
  const versions = [...new Set(all.map(({ version }) => quoted(version)))].slice(0, SHOWN);
  throw notFound(
    `No run has read a version of ${shown(name)} in that range`,
    `dataset:${name}`,
    `Runs have read ${versions.join(', ')}`,
  );
}

/** Versions of a range's dataset or package that have no place in its order: they are neither in it nor out of it. */
export function neitherIn(graph: LineageGraph, reference: Reference): string[] {
  if (reference.kind === 'package') return unorderedPackages(graph, reference.range);
  if (reference.kind !== 'datasets' || recorded(graph, reference.cuts) !== undefined) return [];
  const { name } = ownMeaning(graph, reference);
  const range = parseRange(reference.range);
  const versions = ofDataset(graph, { name, version: null }).flatMap((node) =>
    isInRange(range, versionOf(node, name), graph.firstUsed(node)) === undefined ? [node.version] : [],
  );
  return [...new Set(versions)].sort();
}

function ofEndpoint(graph: LineageGraph, endpoint: string): LineageNode {
  const known = graph.holds.flatMap(({ of }) => (of.kind === 'endpoint' ? [of.endpoint] : []));
  if (known.includes(endpoint)) return { kind: 'endpoint', endpoint };
  throw notFound(`Nothing serves at ${shown(endpoint)}`, endpoint, meant(endpoint, known, 'endpoint'));
}

function ofCommit(graph: LineageGraph, digits: string, repository: string | null = null): LineageNode[] {
  const found = commits(graph, digits).filter((node) => isCodeOf(node, repository));
  const ids = new Set(found.map(({ commit }) => commit));
  if (ids.size > 1)
    throw ambiguous(
      digits,
      [...ids].map((commit) => `commit ${commit}`),
    );
  if (found.length > 0) return found;
  throw notFound(
    `No run${repository === null ? '' : ` of ${quoted(repository)}`} is of a commit that begins with ${digits}`,
    digits,
    'lineage-gate runs ls --json has the commits of all runs',
  );
}

function commits(graph: LineageGraph, digits: string) {
  return [...graph.named()]
    .filter((node) => node.kind === 'commit')
    .filter(({ commit }) => commit.startsWith(digits));
}

function ofId(graph: LineageGraph, digits: string): LineageNode[] {
  const runs = [...graph.runs.keys()].filter((id) => id.startsWith(digits));
  const ofCode = new Set(commits(graph, digits).map(({ commit }) => commit));
  if (runs.length + ofCode.size > 1)
    throw ambiguous(digits, [...runs.map((id) => `run ${id}`), ...[...ofCode].map((id) => `commit ${id}`)]);
  if (runs.length > 0) return ofRun(graph, { run: digits, paths: [] });
  if (ofCode.size > 0) return ofCommit(graph, digits);
  if (digits.length === 64) return ofDigest(graph, `sha256:${digits}`);
  throw notFound(
    `No run and no commit of a run begins with ${digits}`,
    digits,
    'lineage-gate runs ls lists the runs',
  );
}

/** What comes from a stage, an alias or an endpoint comes from the versions that it holds: it is no source of its own. */
export function heldBy(graph: LineageGraph, nodes: readonly LineageNode[]): LineageNode[] {
  return distinct(
    nodes.flatMap((node) =>
      node.kind === 'stage' || node.kind === 'alias' || node.kind === 'endpoint'
        ? graph.up(node).map(({ from }) => from)
        : [node],
    ),
  );
}

/** Each once. */
export function distinct(nodes: readonly LineageNode[]): LineageNode[] {
  return [...new Map(nodes.map((node) => [keyOf(node), node])).values()];
}
