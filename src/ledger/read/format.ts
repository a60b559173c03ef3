import { UserError } from '../../core/errors.js';
import { parseJson } from '../../core/json.js';
import { isFile } from '../git/objects.js';
import { bootstrapFiles, FORMAT, FORMAT_PATH } from '../layout.js';
import type { Snapshot } from './snapshot.js';

/**
 * Makes sure that a branch is a ledger this version can read, so that no other branch is ever written to.
 * @param where the branch, for messages
 * @throws UserError E_LEDGER_NOT_A_LEDGER, E_LEDGER_FORMAT
 */
export async function checkFormat(snapshot: Snapshot, where: string): Promise<void> {
  if (snapshot.commit === null) return;
  await snapshot.open(['']);
  const entry = snapshot.entries('').find((one) => one.name === FORMAT_PATH);
  if (entry === undefined || !isFile(entry)) throw notALedger(where, `has no ${FORMAT_PATH}`);
  const known = bootstrapFiles().find((file) => file.path === FORMAT_PATH);
  // The id says what the file holds, so that the usual case needs no request for its bytes.
  if (known !== undefined && entry.id === snapshot.store.blobId(known.bytes)) return;
  const bytes = (await snapshot.read([FORMAT_PATH])).get(FORMAT_PATH);
  const format = formatOf(bytes?.toString('utf8') ?? '');
  if (format === undefined) throw notALedger(where, `has a ${FORMAT_PATH} that says no format`);
  if (format === FORMAT) return;
  throw new UserError({
    code: 'E_LEDGER_FORMAT',
    what: `The ledger has format ${format} and this version reads format ${FORMAT}`,
    where,
    mend: 'Use the newest version of Lineage Gate',
  });
}

function formatOf(text: string): number | undefined {
  const value = parseJson(text);
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, 'format')) return undefined;
  const { format } = value as { format: unknown };
  return typeof format === 'number' && Number.isInteger(format) && format >= FORMAT ? format : undefined;
}

function notALedger(where: string, why: string): UserError {
  return new UserError({
    code: 'E_LEDGER_NOT_A_LEDGER',
    what: `The branch exists but is no ledger: it ${why}`,
    where,
    mend: 'Name another branch as the ledger branch; it is made when it does not exist',
  });
}
