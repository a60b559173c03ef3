import { uriOf } from '../registry/version.js';
import { contentsOf } from './contents.js';
import type { LineageGraph } from './graph.js';
import { digestOf } from './look-up-facts.js';
import type { DatasetNode, LineageNode } from './node.js';
import { outputAt } from './output-meant.js';
import { bytesOfNodes } from './same-bytes.js';
import { ownNames } from './version-edges.js';

/** What data, outputs and versions are known by, and what runs made, as contents are compared. */
export function contentsOfNodes(graph: LineageGraph, nodes: readonly LineageNode[]): Set<string> {
  const others = nodes.flatMap((node) => {
    switch (node.kind) {
      case 'run':
        return graph.runs
          .get(node.run_id)
          ?.outputs.flatMap(({ contents, reused }) => (reused === null ? contents : []));
      case 'output':
        return outputAt(node, graph.runs)?.contents;
      case 'dataset':
        return node.digest === null ? [] : contentsOf(node.digest);
      default:
        return [];
    }
  });
  return new Set([...bytesOfNodes(graph, nodes), ...others.filter((one) => one !== undefined)]);
}

/** Data with the bytes of some nodes, under whatever name runs have read it. */
export function readAs(graph: LineageGraph, nodes: readonly LineageNode[]): DatasetNode[] {
  const digests = new Set<string | null>([...contentsOfNodes(graph, nodes)].map(digestOf));
  return [...graph.readings.nodes()].filter(({ digest }) => digest !== null && digests.has(digest));
}

/**
 * Runs, and versions by tags of their own, that name data by a tag alone under whose name others read several contents, one of which
 * is one of these: nobody knows which it was.
 */
export function disputed(graph: LineageGraph, contents: ReadonlySet<string>): string[] {
  const isDisputed = (of: { tagged: readonly string[]; repository: string | null }) =>
    graph.readings.disputed(of).some((content) => contents.has(content));
  const versions = graph.versions.all.filter((version) => {
    const run = graph.runs.get(version.run_id ?? '');
    return run !== undefined && isDisputed({ ...run, tagged: ownNames(version, graph.runs) });
  });
  return [
    ...[...graph.runs.values()].filter(isDisputed).map(({ run_id }) => run_id),
    ...versions.map(({ model, version }) => uriOf(model, version)),
  ];
}
