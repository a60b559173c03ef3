import { UserError } from '../../core/errors.js';
import { isFile } from '../git/objects.js';
import { MODEL_ENTRIES } from '../index/model-entries.js';
import { INDEX, LARGEST_FILE } from '../layout.js';
import type { NewFile } from '../ledger.js';
import { requirePath } from '../read/paths.js';
import type { Snapshot } from '../read/snapshot.js';

/**
 * The files that a commit does not have yet.
 * @param resetIndex whether those below `index/` are made anew, whatever is there
 * @throws UserError E_LEDGER_RECORD_EXISTS when a path holds other bytes, E_LEDGER_OVERSIZE
 */
export async function missingFiles(
  snapshot: Snapshot,
  files: readonly NewFile[],
  resetIndex = false,
): Promise<NewFile[]> {
  checkFiles(files);
  // What is said of a model changes with it.
  const derived = resetIndex ? INDEX : MODEL_ENTRIES;
  const isNew = (file: NewFile) => file.path.startsWith(`${derived}/`);
  const asked = files.filter((file) => !isNew(file)).map((file) => file.path);
  const entries = new Map((await snapshot.find(asked)).map((entry, index) => [asked[index], entry]));
  return files.filter((file) => {
    const entry = entries.get(file.path);
    if (entry === undefined) return true;
    if (isFile(entry) && entry.id === snapshot.store.blobId(file.bytes)) return false;
    throw taken(file.path);
  });
}

/** The error for a path that has other bytes, on the branch or parked. */
export function taken(path: string): UserError {
  return new UserError({
    code: 'E_LEDGER_RECORD_EXISTS',
    what: `The ledger has other content at ${path}, and a record is never changed`,
    where: path,
    mend: 'Record under a new id; if nothing of yours wrote that file, look at the commit that added it',
  });
}

function checkFiles(files: readonly NewFile[]): void {
  const paths = new Set(files.map((file) => file.path));
  if (paths.size < files.length) throw new Error('two new files have one path');
  for (const file of files) {
    requirePath(file.path);
    if (file.bytes.length <= LARGEST_FILE) continue;
    throw new UserError({
      code: 'E_LEDGER_OVERSIZE',
      what: `${file.path} would have ${file.bytes.length} bytes and ${LARGEST_FILE} is the most`,
      where: file.path,
      mend: 'Record less: fewer metric steps, params or files',
    });
  }
}
