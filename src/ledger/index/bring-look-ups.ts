import { LINKS, packageStart, shardOf } from '../../core/facts.js';
import type { AskedOf } from '../../core/lineage/run-facts.js';
import type { LedgerView } from '../ledger.js';
import { tolerant } from './look-up.js';
import { MODEL_ENTRIES } from './model-entries.js';
import { daysFolder, PACKAGE_SEGMENTS, segmentsFor, shardFolder, shardsOf } from './segment.js';

/**
 * Brings with one request what every walk reads of look-ups before it can go on: which days and models they have, all links, and the
 * runs of a package where one is asked about.
 */
export async function bringLookUps(view: LedgerView, asked: AskedOf): Promise<void> {
  const segments = segmentsFor(asked);
  const linked = segments.filter((of) => shardsOf(of).includes(LINKS));
  const folders = [
    ...segments.map((of) => daysFolder(of)),
    ...[MODEL_ENTRIES, ...linked.map((of) => shardFolder(LINKS, of))],
    ...(asked.package === null ? [] : [shardFolder(shardOf(packageStart(asked.package)), PACKAGE_SEGMENTS)]),
  ];
  // Those who read it say what is wrong with it.
  await tolerant(undefined, () => view.bring(folders));
}
