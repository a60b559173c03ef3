import type { RecallEvent } from '../../core/generated/types.js';
import { isId } from '../../core/ids.js';
import { LARGEST_EVENT, RECALLS, recallPath } from '../layout.js';
import type { LedgerView } from '../ledger.js';
import { invalidRecord, recordDecoder } from './json-record.js';

/**
 * All events of recalls; none costs no request where the tip has no such folder. What is named like no event is none.
 * @throws UserError E_LEDGER_RECORD_INVALID where one cannot be read: what it recalls nobody can tell
 */
export async function readRecalls(view: LedgerView): Promise<RecallEvent[]> {
  const entries = await view.look(RECALLS);
  const ids = entries.flatMap(({ name }) => /^([0-9a-f]{32})\.json$/.exec(name)?.[1] ?? []).filter(isId);
  if (ids.length === 0) return [];
  await view.bring([RECALLS]);
  const decode = await recordDecoder('recallEvent');
  const events: RecallEvent[] = [];
  const take = (path: string, bytes: Buffer) => {
    const event = decode(path, bytes);
    if (recallPath(event.event_id) !== path) throw invalidRecord(path, 'is the record of another event');
    events.push(event);
  };
  await view.each(ids.map(recallPath), take, { largest: LARGEST_EVENT });
  return events;
}
