import { sha256 } from '../../core/digest.js';
import { UserError } from '../../core/errors.js';
import { folderFaults, isFile, isFolder, kindOf, type TreeEntry } from '../git/objects.js';
import { LARGEST_FILE } from '../layout.js';

/** How what lies in the way of others is mended. */
export const REVERT = 'Revert the commit that put it there';

/** The ends of sentences about a file among a model's records. */
export const NO_VERSION = 'has a name that is no number of a version';
export const NO_EVENT = 'has a name that is no id of an event';

/** What lies at a path is of a kind that no ledger has there. */
export function notPlain(path: string, entry: Pick<TreeEntry, 'mode'>): UserError {
  return invalid(path, oddKind(entry), REVERT);
}

/** The end of a sentence about what is no plain file where one belongs, or no folder where one belongs. */
export function oddKind(entry: Pick<TreeEntry, 'mode'>): string {
  const what = isFile(entry)
    ? 'a file where a folder belongs'
    : isFolder(entry)
      ? 'a folder where a file belongs'
      : kindOf(entry.mode);
  return `is ${what}, which no ledger has`;
}

/**
 * Stands for what is not read, as the digest of its bytes does for a file: of its mode and id. Its bytes may be those of a true
 * record, which must not be disowned with it.
 */
export function digestOfOdd({ mode, id }: Pick<TreeEntry, 'mode' | 'id'>): string {
  return sha256(`${mode} ${id}\n`);
}

/** Git makes no such folder, and one of the entries would be lost by whoever makes it anew. */
export function twice(folder: string, entries: readonly TreeEntry[]): UserError {
  const name = folderFaults(entries).find(({ kind }) => kind === 'twice')?.name ?? '';
  return invalid(folder === '' ? name : `${folder}/${name}`, 'is there twice, which no ledger has', REVERT);
}

/** @param largest bytes of the largest that is read @returns the end of a sentence about a file */
export function oversize(size: number, largest: number): string {
  return `has ${size} bytes and ${largest} is the most`;
}

export function tooLarge(
  path: string,
  { size, largest = LARGEST_FILE }: { size: number; largest?: number },
): UserError {
  return invalid(path, oversize(size, largest), 'Revert the commit that added it');
}

/** The end of a sentence about a file. */
export const NO_CONTENT = 'has no content in this repository';

export function contentless(path: string): UserError {
  return invalid(path, NO_CONTENT, 'fetch the branch again');
}

function invalid(path: string, what: string, mend: string): UserError {
  return new UserError({ code: 'E_LEDGER_RECORD_INVALID', what: `${path} ${what}`, where: path, mend });
}
