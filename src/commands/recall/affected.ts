import type { RecalledEvent, RecalledThing } from '../../core/generated/types.js';
import { impactOf, type Unjudged } from '../../core/lineage/impact.js';
import { isPassedOn } from '../../core/lineage/node.js';
import { isPackageIn, parsePackageRange } from '../../core/lineage/package-range.js';
import type { AskedOf } from '../../core/lineage/run-facts.js';
import { unplacedThen } from '../../core/recall/affected.js';
import { rootsOfRecalled } from '../../core/recall/roots.js';
import { ENDPOINTS, MODELS, RUNS } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { notAnswered } from '../lineage/impact.js';
import { type ReadGraph, readGraph } from '../lineage/read-graph.js';
import type { AffectedNow } from './deps.js';

/** What comes from a thing that is recalled, by a full scan of the ledger: no look-up is asked. */
export function affectedBy(recall: Recall, view: LedgerView): Promise<AffectedNow> {
  return affectedEach(view)(recall);
}

type Recall = Pick<RecalledEvent, 'what' | 'affected'>;

/** What comes from one recall after the other, of a ledger that is read once; and once for each package. */
export function affectedEach(view: LedgerView): (recall: Recall) => Promise<AffectedNow> {
  const known = new Map<string | null, Promise<ReadGraph>>();
  return async (recall) => {
    const { what } = recall;
    const name = what.kind === 'package' ? what.name : null;
    const read = known.get(name) ?? readGraph(view, { package: name });
    known.set(name, read);
    return affectedIn(await read, what, { view, unplaced: unplacedThen(recall) });
  };
}

/** The same of a ledger that was read. @param unplaced runs of which the history of commits does not tell */
export function affectedIn(
  read: ReadGraph,
  what: RecalledThing,
  { view, unplaced }: { view: LedgerView; unplaced: readonly Unjudged[] },
): AffectedNow {
  // Of several that made the same bytes the newest is what a run came from: of the others it is told, and no more.
  const impact = impactOf(read.graph, rootsOfRecalled(read.graph, what), { ...read, goesOn: isPassedOn });
  const unjudged = notAnswered(impact, { view, read, unplaced, neither: neitherOf(read, what) });
  return { impact, unjudged, graph: read.graph, commit: read.commit };
}

/** Versions of a package that have no place in the order. */
function neitherOf({ graph }: ReadGraph, what: RecalledThing): string[] {
  if (what.kind !== 'package') return [];
  const range = parsePackageRange(`${what.name}${what.range}`);
  return [...graph.named()].flatMap((node) =>
    node.kind === 'package' && node.name === range.name && isPackageIn(range, node.version) === undefined
      ? [node.version]
      : [],
  );
}

/** Reads the lineage of a ledger again only where it has other records than it had: a lost race most often brings none. */
export function graphReader(asked: AskedOf): (view: LedgerView) => Promise<ReadGraph> {
  let known: { mark: string; read: ReadGraph } | undefined;
  return async (view) => {
    const mark = await markOf(view);
    if (known?.mark !== mark) known = { mark, read: await readGraph(view, asked) };
    return { ...known.read, commit: view.commit };
  };
}

async function markOf(view: LedgerView): Promise<string> {
  const folders: [string, string][] = [];
  for (const folder of [RUNS, MODELS, ENDPOINTS]) folders.push(...(await view.subfolders(folder)));
  return JSON.stringify([folders, view.parked]);
}
