import type { RecalledThing } from '../../core/generated/types.js';
import type { LedgerView } from '../../ledger/ledger.js';
import type { Descends } from '../../ledger/verify/given.js';
import { type ReadGraph, readGraph } from '../lineage/read-graph.js';
import { affectedIn } from './affected.js';
import type { AffectedNow } from './deps.js';

/** What comes from one thing after the other, of a ledger that is read once; and once for each package. */
export function affectedEach(view: LedgerView): (what: RecalledThing) => Promise<AffectedNow> {
  const known = new Map<string | null, Promise<ReadGraph>>();
  return async (what) => {
    const name = what.kind === 'package' ? what.name : null;
    const read = known.get(name) ?? readGraph(view, { package: name });
    known.set(name, read);
    return affectedIn(await read, what, { view });
  };
}

/** For `verify`: versions that come from recalls, by all records. */
export function descending(ledger: { view(): Promise<LedgerView> }): Descends {
  return async (recalls) => {
    const affected = affectedEach(await ledger.view());
    const found = new Map<string, { model: string; version: number }[]>();
    for (const { event_id, what } of recalls) {
      const { impact } = await affected(what);
      found.set(
        event_id,
        impact.versions.map(({ model, version }) => ({ model, version })),
      );
    }
    return found;
  };
}
