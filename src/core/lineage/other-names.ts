import { contentsOf } from './contents.js';
import type { LineageGraph } from './graph.js';
import { beganWith } from './held-bytes.js';
import { type DatasetNode, type LineageNode, keyOf as nodeKey } from './node.js';

/** Bytes of what is asked about, which runs have read under names that were not asked about. */
export interface OtherNames {
  /** `sha256:…` */
  digest: string;
  names: readonly { name: string; version: string }[];
  /** As base models, by what their lines say; left out where there are none. */
  base_models?: readonly string[];
}

/** Who asks by a name is told of what its answer leaves out. @param roots what is asked about */
export function otherNames(graph: LineageGraph, roots: readonly LineageNode[]): OtherNames[] {
  const keyOf = ({ name, version }: Pick<DatasetNode, 'name' | 'version'>) => JSON.stringify([name, version]);
  const own = new Set(roots.map(nodeKey));
  const asked = roots.filter((node) => node.kind === 'dataset');
  const named = new Set(asked.map(keyOf));
  const found = new Map<string, Map<string, { name: string; version: string }>>();
  for (const { digest } of asked) if (digest !== null) found.set(digest, new Map());
  for (const node of graph.named()) {
    if (node.kind !== 'dataset' || node.name === null || named.has(keyOf(node))) continue;
    found.get(node.digest ?? '')?.set(keyOf(node), { name: node.name, version: node.version });
  }
  return [...found]
    .map(([digest, names]) => {
      const begun = beganWith(graph, contentsOf(digest)).filter(({ node }) => !own.has(nodeKey(node)));
      const uris = begun.map(({ uri }) => uri);
      const base_models = [...new Set(uris)].sort();
      return { digest, names: sorted(names), ...(base_models.length === 0 ? {} : { base_models }) };
    })
    .filter(({ names, base_models = [] }) => names.length + base_models.length > 0);
}

function sorted<T>(byKey: ReadonlyMap<string, T>): T[] {
  return [...byKey].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, value]) => value);
}
