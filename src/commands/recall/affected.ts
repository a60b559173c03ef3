import type { RecalledEvent } from '../../core/generated/types.js';
import type { LineageGraph } from '../../core/lineage/graph.js';
import { impactOf, unjudged } from '../../core/lineage/impact.js';
import type { LineageNode } from '../../core/lineage/node.js';
import { isPackageIn, parsePackageRange } from '../../core/lineage/package-range.js';
import { tagOf } from '../../core/lineage/run-facts.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { readGraph } from '../lineage/read-graph.js';
import type { AffectedNow } from './deps.js';

type Thing = RecalledEvent['what'];

/** STAND-IN until the helper `recall` has its own. */
export async function affectedNow(what: Thing, view: LedgerView): Promise<AffectedNow> {
  const read = await readGraph(view, { package: what.kind === 'package' ? what.name : null });
  const impact = impactOf(read.graph, rootsOf(read.graph, what), read);
  const hit = new Set([...impact.runs, ...impact.judged].map(({ run_id }) => run_id));
  return { impact, unjudged: unjudged(read.graph, hit), graph: read.graph, commit: read.commit };
}

function rootsOf(graph: LineageGraph, what: Thing): LineageNode[] {
  const named = [...graph.named()];
  switch (what.kind) {
    case 'dataset': {
      const digests = new Set(what.contents.map((content) => content.split(' ')[1]));
      return named.filter(
        (node) =>
          node.kind === 'dataset' &&
          ((node.name === what.name && node.version === what.version) ||
            (node.name === null && node.version === tagOf(what)) ||
            (node.digest !== null && digests.has(node.digest))),
      );
    }
    case 'commit':
      return named.filter((node) => node.kind === 'commit' && what.commits.includes(node.commit));
    case 'run':
      return graph.runs.has(what.run_id) ? [{ kind: 'run', run_id: what.run_id }] : [];
    case 'package': {
      const range = parsePackageRange(`${what.name}${what.range}`);
      return named.filter(
        (node) =>
          node.kind === 'package' && node.name === what.name && isPackageIn(range, node.version) === true,
      );
    }
  }
}
