import type { RecalledDataset, RecalledThing } from '../generated/types.js';
import { tagOf } from '../lineage/data-tags.js';
import type { LineageGraph } from '../lineage/graph.js';
import { heldAsModel } from '../lineage/held-bytes.js';
import { type DatasetNode, distinct, type LineageNode } from '../lineage/node.js';
import { ofReaders } from '../lineage/of-repository.js';
import { isPackageIn, parsePackageRange } from '../lineage/package-range.js';
import { allCommitsIn } from '../lineage/run-code.js';
import type { RunFacts } from '../lineage/run-facts.js';
import { isSameDataset, isSameSpelling } from '../lineage/spelling.js';
import { heldAs, isOf } from './dataset.js';

/** What a recall is about, as the ledger has it; none where nothing of it is there. */
export function rootsOfRecalled(graph: LineageGraph, what: RecalledThing): LineageNode[] {
  switch (what.kind) {
    case 'dataset':
      return ofDataset(graph, what);
    case 'commit': {
      const commits = new Set(what.commits);
      return [...graph.runs.values()]
        .filter((run) => allCommitsIn(run).some((commit) => commits.has(commit)))
        .map(({ run_id }) => ({ kind: 'run', run_id }));
    }
    case 'run':
      return graph.runs.has(what.run_id) ? [{ kind: 'run', run_id: what.run_id }] : [];
    case 'package': {
      const range = parsePackageRange(`${what.name}${what.range}`);
      return [...graph.named()].filter(
        (node) =>
          node.kind === 'package' && node.name === range.name && isPackageIn(range, node.version) === true,
      );
    }
  }
}

/** What is said of a root: of one that is not called as it was recalled also why it is one. */
export function asRoot(told: string, node: LineageNode, what: RecalledThing): string {
  if (what.kind !== 'dataset' || (node.kind === 'dataset' && isNamed(node, what))) return told;
  return heldAs(told, what);
}

/** Of what nobody can tell whether it is recalled: versions of a package that have no place in the order. */
export function rootsInDoubt(graph: LineageGraph, what: RecalledThing): PackageNode[] {
  if (what.kind !== 'package') return [];
  const range = parsePackageRange(`${what.name}${what.range}`);
  return [...graph.named()].flatMap((node) =>
    node.kind === 'package' && node.name === range.name && isPackageIn(range, node.version) === undefined
      ? [node]
      : [],
  );
}

type PackageNode = LineageNode & { kind: 'package' };

function ofDataset(graph: LineageGraph, what: RecalledDataset): LineageNode[] {
  const digests = new Set(what.contents.map((content) => content.slice(content.indexOf(' ') + 1)));
  const found: LineageNode[] = heldAsModel(graph, what.contents);
  for (const node of graph.named()) {
    if (node.kind !== 'dataset') continue;
    const isMeant = (run: RunFacts | undefined) => isOf(run ?? { repository: null }, what.repository);
    if (isNamed(node, what)) found.push(...ofReaders(graph, node, isMeant));
    else if (isTwin(node, what))
      found.push(...byTag(graph, node).filter(({ run_id }) => isMeant(graph.runs.get(run_id))));
    if (node.digest !== null && digests.has(node.digest))
      found.push(
        // Whoever names by a tag what others read has no digest of it.
        ...ofReaders(
          graph,
          node,
          (run, { by_tag }) => run === undefined || by_tag === true || hasRead(run, what.contents),
        ),
      );
  }
  return distinct(found);
}

/** Also where a tag alone names it. */
function isNamed({ name, version }: DatasetNode, what: RecalledDataset): boolean {
  return name === null ? isSameSpelling(version, tagOf(what)) : isSameDataset({ name, version }, what);
}

/** Whether a dataset of another name has the same tag: who names it by that alone may mean either. */
export function isTwin({ name, version }: DatasetNode, what: RecalledDataset): boolean {
  return (
    name !== null && !isSameSpelling(name, what.name) && isSameSpelling(tagOf({ name, version }), tagOf(what))
  );
}

function byTag(graph: LineageGraph, node: DatasetNode) {
  return graph.down(node).flatMap(({ to, by_tag }) => (by_tag === true && to.kind === 'run' ? [to] : []));
}

/** A file and a folder may have one digest: only contents of one scheme are compared. */
function hasRead({ datasets }: RunFacts, contents: readonly string[]): boolean {
  return datasets.some((data) => data.contents.some((content) => contents.includes(content)));
}
