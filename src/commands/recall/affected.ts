import type { RecalledEvent } from '../../core/generated/types.js';
import { beganElsewhere } from '../../core/lineage/began-elsewhere.js';
import type { LineageGraph } from '../../core/lineage/graph.js';
import type { Unjudged } from '../../core/lineage/impact.js';
import type { AskedOf } from '../../core/lineage/run-facts.js';
import { unplacedThen } from '../../core/recall/affected.js';
import { rootsInDoubt } from '../../core/recall/roots.js';
import { ENDPOINTS, MODELS, RUNS } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { notAnswered } from '../lineage/impact.js';
import { type ReadGraph, readGraph } from '../lineage/read-graph.js';
import type { AffectedNow } from './deps.js';
import { hitBy } from './doubt.js';

/** What comes from a thing that is recalled, by a full scan of the ledger: no look-up is asked. */
export function affectedBy(recall: RecalledEvent, view: LedgerView): Promise<AffectedNow> {
  return affectedEach(view)(recall);
}

/** What comes from one recall after the other, of a ledger that is read once; and once for each package. */
export function affectedEach(view: LedgerView): (recall: RecalledEvent) => Promise<AffectedNow> {
  const known = new Map<string | null, Promise<ReadGraph>>();
  return async (recall) => {
    const { what } = recall;
    const name = what.kind === 'package' ? what.name : null;
    const read = known.get(name) ?? readGraph(view, { package: name });
    known.set(name, read);
    return affectedIn(await read, recall, { view, unplaced: unplacedThen(recall) });
  };
}

/** The same of a ledger that was read. @param unplaced runs of which the history of commits does not tell */
export async function affectedIn(
  read: ReadGraph,
  recall: RecalledEvent,
  { view, unplaced }: { view: LedgerView; unplaced: readonly Unjudged[] },
): Promise<AffectedNow> {
  const { impact, doubtful, ways } = await hitBy(recall, read, view);
  const { what } = recall;
  const told = {
    runs: [...impact.runs, ...doubtful.runs],
    judged: impact.judged,
    versions: [...impact.versions, ...doubtful.versions],
  };
  const neither = rootsInDoubt(read.graph, what).map(({ version }) => version);
  const asked = what.kind === 'dataset' ? what.contents : [];
  const hit = new Set([...told.runs, ...told.judged].map(({ run_id }) => run_id));
  const unjudged = [
    ...notAnswered(told, { view, read, asked, unplaced, neither }),
    ...beganElsewhere(read.graph, hit),
  ];
  return { impact, doubtful, ways, unjudged, graph: read.graph, commit: read.commit };
}

/** Versions that came from it when it was recalled, by the names that their models have now. */
export function affectedThen({ affected }: Pick<RecalledEvent, 'affected'>, graph: LineageGraph) {
  return affected.versions.map(({ model, version }) => ({
    model: graph.version(model, version)?.model ?? model,
    version,
  }));
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
