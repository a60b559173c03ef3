import type { LineageGraph } from './graph.js';
import type { DatasetNode, LineageNode } from './node.js';

/** Bytes of what is asked about, which runs have read under names that were not asked about. */
export interface OtherNames {
  /** `sha256:…` */
  digest: string;
  names: readonly { name: string; version: string }[];
}

/** Who asks by a name is told of what its answer leaves out. @param roots what is asked about */
export function otherNames(graph: LineageGraph, roots: readonly LineageNode[]): OtherNames[] {
  const keyOf = ({ name, version }: Pick<DatasetNode, 'name' | 'version'>) => JSON.stringify([name, version]);
  const asked = roots.filter((node) => node.kind === 'dataset');
  const named = new Set(asked.map(keyOf));
  const found = new Map<string, Map<string, { name: string; version: string }>>();
  for (const { digest } of asked) if (digest !== null) found.set(digest, new Map());
  for (const node of graph.named()) {
    if (node.kind !== 'dataset' || node.name === null || named.has(keyOf(node))) continue;
    found.get(node.digest ?? '')?.set(keyOf(node), { name: node.name, version: node.version });
  }
  return [...found]
    .filter(([, names]) => names.size > 0)
    .map(([digest, names]) => ({ digest, names: sorted(names) }));
}

function sorted<T>(byKey: ReadonlyMap<string, T>): T[] {
  return [...byKey].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, value]) => value);
}
