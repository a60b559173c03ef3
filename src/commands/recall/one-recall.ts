import { Faults, UserError } from '../../core/errors.js';
import type { RecalledEvent } from '../../core/generated/types.js';
import { shown } from '../../core/key-values.js';
import { recalledWords } from '../../core/recall/same.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { invalidRecord } from '../../ledger/read/json-record.js';
import { type Recalls, readRecalls } from '../../ledger/read/recalls.js';

/** Where digits stand that name a recall: an argument, or an input. */
const ARGUMENT = 'ID';
const MOST_LISTED = 10;

/**
 * The recall that an id names, also one that is lifted or does not count.
 * @param digits of its id, or the first of them (four or more)
 * @throws UserError E_RECALL_NOT_FOUND, E_INPUT_INVALID where several begin so, E_LEDGER_RECORD_INVALID where its record cannot be read
 */
export async function findRecall(view: LedgerView, digits: string): Promise<RecalledEvent> {
  return recallIn(await readRecalls(view), digits, ARGUMENT);
}

function recallIn({ events, unreadable }: Recalls, digits: string, where: string): RecalledEvent {
  const isMeant = (id: string) => /^[0-9a-f]{4,32}$/i.test(digits) && id.startsWith(digits.toLowerCase());
  const recalls = events.filter((event) => event.type === 'recalled');
  const found = recalls.filter(({ event_id }) => isMeant(event_id));
  const odd = unreadable.filter(({ id }) => isMeant(id));
  const [recall] = found;
  const [first] = odd;
  if (found.length + odd.length > 1)
    throw several(digits, [...found.map(nameOf), ...odd.map(({ id }) => `${id} (cannot be read)`)], where);
  if (recall !== undefined) return recall;
  if (first !== undefined) throw invalidRecord(first.path, first.why);
  throw new UserError({
    code: 'E_RECALL_NOT_FOUND',
    where,
    what: `There is no recall ${shown(digits)}`,
    mend: '`lineage-gate recalls ls` lists them; fetch the ledger if it is not up to date',
  });
}

function nameOf({ event_id, what }: RecalledEvent): string {
  return `${event_id} (${shown(recalledWords(what))})`;
}

function several(digits: string, all: readonly string[], where: string): UserError {
  const left = all.length - MOST_LISTED;
  const names = `${all.slice(0, MOST_LISTED).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
  return new UserError({
    code: 'E_INPUT_INVALID',
    where,
    what: `Several recalls begin with ${shown(digits)}: ${names}`,
    mend: 'Give more digits of the one that is meant',
  });
}

/**
 * The ids of recalls as {@link findRecall} finds them by their first digits, each once; a whole id stays as it is.
 * @throws UserError as {@link findRecall}, with every fault
 */
export async function wholeIds(ids: readonly string[], view: LedgerView): Promise<string[]> {
  if (ids.every((id) => id.length === 32)) return [...ids];
  const recalls = await readRecalls(view);
  const faults = new Faults();
  const found: string[] = [];
  for (const id of ids) {
    if (id.length === 32) found.push(id);
    else {
      const recall = await faults.catch(async () => recallIn(recalls, id, 'input clear'));
      if (recall !== undefined) found.push(recall.event_id);
    }
  }
  faults.throwIfAny();
  return [...new Set(found)].sort();
}
