import type { ImpactedVersion } from '../../core/lineage/impact.js';
import type { LedgerView } from '../../ledger/ledger.js';
import type { Descending, Descends } from '../../ledger/verify/given.js';
import { affectedEach } from './affected.js';

/** For `verify`: versions that come from recalls, by all records. */
export function descending(ledger: { view(): Promise<LedgerView> }): Descends {
  return async (recalls) => {
    const affected = affectedEach(await ledger.view());
    const found = new Map<string, Descending>();
    const named = ({ model, version }: ImpactedVersion) => ({ model, version });
    for (const recall of recalls) {
      const { impact, doubtful } = await affected(recall);
      found.set(recall.event_id, {
        versions: impact.versions.map(named),
        doubtful: doubtful.versions.map(named),
      });
    }
    return found;
  };
}
