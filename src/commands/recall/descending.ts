import type { LedgerView } from '../../ledger/ledger.js';
import type { Descends } from '../../ledger/verify/given.js';
import { affectedEach } from './affected.js';

/** For `verify`: versions that come from recalls, by all records. */
export function descending(ledger: { view(): Promise<LedgerView> }): Descends {
  return async (recalls) => {
    const affected = affectedEach(await ledger.view());
    const found = new Map<string, { model: string; version: number }[]>();
    for (const recall of recalls) {
      const { impact } = await affected(recall);
      found.set(
        recall.event_id,
        impact.versions.map(({ model, version }) => ({ model, version })),
      );
    }
    return found;
  };
}
