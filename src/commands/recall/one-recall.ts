import { UserError } from '../../core/errors.js';
import type { RecalledEvent } from '../../core/generated/types.js';
import { shown } from '../../core/key-values.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { invalidRecord } from '../../ledger/read/json-record.js';
import { readRecalls } from '../../ledger/read/recalls.js';

/**
 * The recall that an id names, also one that is lifted or does not count.
 * @param digits of its id, or the first of them (four or more)
 * @throws UserError E_RECALL_NOT_FOUND, E_INPUT_INVALID where several begin so, E_LEDGER_RECORD_INVALID where its record cannot be read
 */
export async function findRecall(view: LedgerView, digits: string): Promise<RecalledEvent> {
  const { events, unreadable } = await readRecalls(view);
  const isMeant = (id: string) => /^[0-9a-f]{4,32}$/i.test(digits) && id.startsWith(digits.toLowerCase());
  const recalls = events.filter((event) => event.type === 'recalled');
  const [recall, ...others] = recalls.filter(({ event_id }) => isMeant(event_id));
  const odd = unreadable.filter(({ id }) => isMeant(id));
  if (recall !== undefined && others.length + odd.length === 0) return recall;
  const [first] = odd;
  if (recall === undefined && first !== undefined) throw invalidRecord(first.path, first.why);
  const where = 'ID';
  if (recall !== undefined)
    throw new UserError({
      ...{ code: 'E_INPUT_INVALID', where, what: `Several recalls begin with ${shown(digits)}` },
      mend: 'Give more digits: `lineage-gate recalls ls` lists them',
    });
  throw new UserError({
    ...{ code: 'E_RECALL_NOT_FOUND', where, what: `There is no recall ${shown(digits)}` },
    mend: '`lineage-gate recalls ls` lists them; fetch the ledger if it is not up to date',
  });
}

/**
 * The ids of recalls as {@link findRecall} finds them by their first digits; what is no beginning of an id stays as it is.
 * @param text ids with commas or white space between them @throws as {@link findRecall}
 */
export async function wholeIds(text: string, view: LedgerView): Promise<string> {
  const ids = text.split(/[\s,]+/).map(async (id) => {
    return /^[0-9a-f]{4,31}$/i.test(id) ? (await findRecall(view, id)).event_id : id;
  });
  return (await Promise.all(ids)).join(' ');
}
