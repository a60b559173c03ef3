import { openRecalls } from '../commands/recalled/open-recalls.js';
import { UserError } from '../core/errors.js';
import type { Log } from '../core/log.js';
import { printable } from '../core/printable.js';
import type { LedgerView } from '../ledger/ledger.js';

const SHOWN = 20;

/** What waits to lift a recall, as recorded, a line each with the command that approves it. What cannot be read takes no list away. */
export async function waitingClears(view: LedgerView, log: Log): Promise<string[]> {
  try {
    const { state } = await openRecalls(view, { log });
    const open = new Set(state.open.map(({ event_id }) => event_id));
    const waiting = [...state.requests.values()].filter(
      ({ event, answered }) => answered === null && event.recalls.some((id) => open.has(id)),
    );
    const lines = waiting.slice(0, SHOWN).map(({ event, approvals }) => {
      const who = printable(event.requester.login);
      const ids = event.recalls.join(',');
      return `Request ${event.event_id} of ${who} to lift recall ${ids}: ${approvals.length} of ${event.approvals} approvals. Approve: lineage-gate recall --clear ${ids} --reason WHY`;
    });
    const left = waiting.length - lines.length;
    return left > 0 ? [...lines, `And ${left} more that wait to lift recalls`] : lines;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    log.warning(`Whether something waits to lift a recall is not known: ${error.message}`);
    return [];
  }
}
