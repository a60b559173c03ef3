import { UserError } from '../../core/errors.js';
import type { RecallEvent } from '../../core/generated/types.js';
import { isId } from '../../core/ids.js';
import { isFile } from '../git/objects.js';
import { LARGEST_EVENT, MOST_OF_RECALLS, MOST_RECALL_EVENTS, RECALLS, recallPath } from '../layout.js';
import type { LedgerView } from '../ledger.js';
import { invalidRecord, recordDecoder } from './json-record.js';
import { oddKind } from './unreadable.js';

/** A record of a recall that cannot be read: what it recalls nobody can tell. */
export interface UnreadableRecall {
  id: string;
  path: string;
  /** The end of a sentence about it. */
  why: string;
}

export interface Recalls {
  /** In the order of their ids. */
  events: RecallEvent[];
  unreadable: UnreadableRecall[];
}

/**
 * All events of recalls; none costs no request where the tip has no such folder. What is named like no event is none.
 * @throws UserError E_LEDGER_RECORD_INVALID where `recalls` is no folder; E_LEDGER_OVERSIZE where they are more than anybody writes
 */
export async function readRecalls(view: LedgerView): Promise<Recalls> {
  const entries = await view.look(RECALLS);
  const found = entries.flatMap((entry) => {
    const id = /^([0-9a-f]{32})\.json$/.exec(entry.name)?.[1];
    return id !== undefined && isId(id) ? [{ id, entry, path: recallPath(id) }] : [];
  });
  if (found.length === 0) return { events: [], unreadable: [] };
  if (found.length > MOST_RECALL_EVENTS) throw tooMany(`${MOST_RECALL_EVENTS} events`);
  const unreadable = found
    .filter(({ entry }) => !isFile(entry))
    .map(({ id, entry, path }) => ({ id, path, why: oddKind(entry) }));
  const files = found.filter(({ entry }) => isFile(entry)).map(({ path }) => path);
  await view.bring([RECALLS]);
  return readFiles(view, files, unreadable);
}

async function readFiles(
  view: LedgerView,
  files: readonly string[],
  unreadable: UnreadableRecall[],
): Promise<Recalls> {
  const decode = await recordDecoder('recallEvent');
  const events: RecallEvent[] = [];
  const passedOver = (path: string, why: string) => {
    unreadable.push({ id: path.slice(RECALLS.length + 1, -'.json'.length), path, why });
  };
  let left = MOST_OF_RECALLS;
  const take = (path: string, bytes: Buffer) => {
    left -= bytes.length;
    if (left < 0) throw tooMany(`${MOST_OF_RECALLS} bytes together`);
    try {
      const event = decode(path, bytes);
      if (recallPath(event.event_id) !== path) throw invalidRecord(path, 'is the record of another event');
      events.push(event);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      passedOver(path, error.faults[0]?.what.replace(`The record ${path} `, '') ?? error.message);
    }
  };
  await view.each([...files].sort(), take, { largest: LARGEST_EVENT, passedOver });
  return { events, unreadable };
}

/** Whoever may push can add what compresses to nothing. */
function tooMany(most: string): UserError {
  return new UserError({
    code: 'E_LEDGER_OVERSIZE',
    what: `The recalls have more than ${most}, which nobody writes: what is recalled nobody can tell, and what a recall refuses is refused`,
    where: RECALLS,
    mend: `Look at the commits of the ledger branch that added them (\`git log --stat -- ${RECALLS}\`), and revert those`,
  });
}
