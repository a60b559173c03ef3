import { LINKS, packageStart, shardOf } from '../../core/facts.js';
import type { LedgerView } from '../ledger.js';
import { tolerant } from './look-up.js';
import { MODEL_ENTRIES } from './model-entries.js';
import {
  ALL_SEGMENTS,
  daysFolder,
  LINEAGE_SEGMENTS,
  LINK_SEGMENTS,
  PACKAGE_SEGMENTS,
  shardFolder,
  WALK_SEGMENTS,
} from './segment.js';

/**
 * Brings with one request what every walk reads of look-ups before it can go on: which days and models they have, all links, and the
 * runs of a package where one is asked about.
 * @param asked as facts name it; null for none
 */
export async function bringLookUps(view: LedgerView, asked: string | null): Promise<void> {
  const folders = [
    ...(asked === null ? WALK_SEGMENTS : ALL_SEGMENTS).map((of) => daysFolder(of)),
    ...[MODEL_ENTRIES, shardFolder(LINKS, LINEAGE_SEGMENTS), shardFolder(LINKS, LINK_SEGMENTS)],
    ...(asked === null ? [] : [shardFolder(shardOf(packageStart(asked)), PACKAGE_SEGMENTS)]),
  ];
  // Those who read it say what is wrong with it.
  await tolerant(undefined, () => view.bring(folders));
}
