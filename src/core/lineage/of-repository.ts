import { quoted } from '../printable.js';
import { isSameRepository, repositoryName } from '../remote-repository.js';
import { isCodeOf } from './commit-range.js';
import type { LineageGraph } from './graph.js';
import type { DatasetNode, LineageEdge, LineageNode } from './node.js';
import { meant, notFound } from './not-found.js';
import type { RunFacts } from './run-facts.js';

/** The dataset, where those who read it are all meant; else the runs that are, and the versions that name it by a tag of their own. */
export function ofReaders(
  graph: LineageGraph,
  node: DatasetNode,
  isMeant: (run: RunFacts | undefined, edge: LineageEdge) => boolean,
): LineageNode[] {
  const readers = graph.down(node);
  const own = readers.filter((edge) => isMeant(runOf(graph, edge.to), edge));
  if (own.length === readers.length) return [node];
  return own.filter(({ kind }) => kind === 'read').map(({ to }) => to);
}

/** What of some data is of a repository, or of any. */
export function ofRepository(
  graph: LineageGraph,
  nodes: readonly DatasetNode[],
  repository: string | null,
): LineageNode[] {
  return nodes.flatMap((node) =>
    ofReaders(graph, node, (run) => isCodeOf(run ?? { repository: null }, repository)),
  );
}

/** @throws UserError E_LINEAGE_NOT_FOUND where no run of it has read any of some data */
export function requireRepository(
  graph: LineageGraph,
  nodes: readonly DatasetNode[],
  repository: string,
): void {
  const known = repositoriesOf(graph, nodes);
  if (known.some((one) => isSameRepository(one, repository))) return;
  throw notFound(
    `No run of ${quoted(repository)} has read it`,
    repository,
    known.length === 0
      ? 'No run that read it says which repository it is of: leave it away'
      : meant(repository, known, 'repository'),
  );
}

/** Repositories whose runs have read some data, as people name them, sorted. */
export function repositoriesOf(graph: LineageGraph, nodes: readonly LineageNode[]): string[] {
  const addresses = nodes
    .flatMap((node) => (node.kind === 'dataset' ? graph.down(node) : []))
    .flatMap(({ to }) => runOf(graph, to)?.repository ?? []);
  const names = [...new Set(addresses.map(repositoryName))].sort();
  return names.filter((one, at) => names.findIndex((other) => isSameRepository(one, other)) === at);
}

function runOf(graph: LineageGraph, node: LineageNode): RunFacts | undefined {
  if (node.kind === 'run') return graph.runs.get(node.run_id);
  const version = node.kind === 'version' ? graph.version(node.model, node.version) : undefined;
  return graph.runs.get(version?.run_id ?? '');
}
