import { shown } from '../key-values.js';
import { quoted } from '../printable.js';
import type { VersionChoice } from '../registry/registry.js';
import { isCodeOf } from './commit-range.js';
import { findDatasets, unorderedVersions } from './find-datasets.js';
import { findPackages, unorderedPackages } from './find-packages.js';
import type { LineageGraph } from './graph.js';
import { withBytesOf } from './held-bytes.js';
import { distinct, type LineageNode } from './node.js';
import { ambiguous, meant, notFound } from './not-found.js';
import type { Reference } from './reference.js';

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
    case 'datasets':
      return findDatasets(graph, reference);
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
  const found = withBytesOf(graph, digest);
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

/** Versions of a range's dataset or package that have no place in its order: they are neither in it nor out of it. */
export function neitherIn(graph: LineageGraph, reference: Reference): string[] {
  switch (reference.kind) {
    case 'package':
      return unorderedPackages(graph, reference.range);
    case 'datasets':
      return unorderedVersions(graph, reference);
    default:
      return [];
  }
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
