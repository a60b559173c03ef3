import { contentsOf } from './contents.js';
import type { LineageGraph } from './graph.js';
import { keyOf, type LineageNode } from './node.js';
import { outputAt } from './output-meant.js';
import type { Output } from './run-facts.js';
import type { VersionFacts } from './sources.js';

type VersionNode = LineageNode & { kind: 'version' };

/** Versions that hold, byte by byte, what some of these nodes are, and are none of these: whoever copied it, it is as bad. */
export function versionsOfSameBytes(graph: LineageGraph, nodes: readonly LineageNode[]): VersionNode[] {
  const bytes = bytesOfNodes(graph, nodes);
  const known = new Set(nodes.map(keyOf));
  return graph.versions.all
    .filter((version) => bytesOfVersion(version).some((one) => bytes.has(one)))
    .map(({ model, version }): VersionNode => ({ kind: 'version', model, version }))
    .filter((node) => !known.has(keyOf(node)));
}

/** What outputs and versions are as a whole, never by one file of several, which many models share. */
export function bytesOfNodes(graph: LineageGraph, nodes: readonly LineageNode[]): Set<string> {
  return new Set(
    nodes.flatMap((node) => {
      if (node.kind === 'version') {
        const facts = graph.version(node.model, node.version);
        return facts === undefined ? [] : bytesOfVersion(facts);
      }
      const output = node.kind === 'output' ? outputAt(node, graph.runs) : undefined;
      return output === undefined ? [] : bytesOfOutput(output);
    }),
  );
}

function bytesOfOutput({ kind, contents }: Output): readonly string[] {
  return kind === 'model' && contents.length > 2 ? contents.slice(0, 1) : contents;
}

function bytesOfVersion({ digest, files }: VersionFacts): string[] {
  const [file] = files;
  return [
    ...(digest === null ? [] : contentsOf(digest, 'folder-2')),
    ...(file === undefined || files.length > 1 ? [] : contentsOf(file, 'file')),
  ];
}

/** A version is an output of its run: what comes from that, by whatever name it was read, comes from the version. */
export function withBytes(graph: LineageGraph, nodes: readonly LineageNode[]): LineageNode[] {
  return nodes.flatMap((node) => {
    if (node.kind !== 'version') return [node];
    const outputs = graph.up(node).flatMap(({ from }) => (from.kind === 'output' ? [from] : []));
    const digest = graph.version(node.model, node.version)?.digest ?? null;
    if (outputs.length > 0 || digest === null) return [node, ...outputs];
    // Where its run cannot be read, its digest is left.
    return [node, ...graph.withDigest(digest).filter(({ kind }) => kind === 'dataset')];
  });
}
