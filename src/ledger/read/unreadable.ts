import { UserError } from '../../core/errors.js';
import { folderFaults, isFile, isFolder, kindOf, type TreeEntry } from '../git/objects.js';
import { LARGEST_FILE } from '../layout.js';

/** What lies at a path is of a kind that no ledger has there. */
export function notPlain(path: string, entry: TreeEntry): UserError {
  const what = isFile(entry)
    ? 'a file where a folder belongs'
    : isFolder(entry)
      ? 'a folder where a file belongs'
      : kindOf(entry.mode);
  return invalid(path, `is ${what}, which no ledger has`, 'Revert the commit that put it there');
}

/** Git makes no such folder, and one of the entries would be lost by whoever makes it anew. */
export function twice(folder: string, entries: readonly TreeEntry[]): UserError {
  const name = folderFaults(entries).find(({ kind }) => kind === 'twice')?.name ?? '';
  return invalid(
    folder === '' ? name : `${folder}/${name}`,
    'is there twice, which no ledger has',
    'Revert the commit that put it there',
  );
}

export function tooLarge(path: string, size: number): UserError {
  return invalid(
    path,
    `has ${size} bytes and ${LARGEST_FILE} is the most`,
    'Revert the commit that added it',
  );
}

export function contentless(path: string): UserError {
  return invalid(path, 'has no content in this repository', 'fetch the branch again');
}

function invalid(path: string, what: string, mend: string): UserError {
  return new UserError({ code: 'E_LEDGER_RECORD_INVALID', what: `${path} ${what}`, where: path, mend });
}
