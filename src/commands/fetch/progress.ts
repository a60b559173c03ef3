import type { Log } from '../../core/log.js';
import { formatBytes } from '../../report/units.js';
import type { Progress } from '../../stores/store.js';

/** Less than this has come before anybody would look. */
const LARGE_BYTES = 100_000_000;

/** Says each tenth of what is large, once, or again where it begins anew. */
export function tenths(log: Log): Progress {
  let told = 0;
  return (done, total) => {
    if (total < LARGE_BYTES) return;
    const tenth = Math.floor((done / total) * 10);
    if (tenth === told) return;
    if (tenth > told) log.info(`${formatBytes(done)} of ${formatBytes(total)} (${tenth * 10} %)`);
    told = tenth;
  };
}
