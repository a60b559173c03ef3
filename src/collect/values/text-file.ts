import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Fault, UserError } from '../../core/errors.js';
import { withOpened } from '../files/opened.js';
import { type SourceFile, unreadablePath } from '../files/paths.js';

const MEBIBYTE = 1024 * 1024;

/** Whether the name of a file ends with one of `names`, whatever its case. */
export function endsWithOne(path: string, names: readonly string[]): boolean {
  const name = basename(path).toLowerCase();
  return names.some((end) => name.endsWith(end));
}

/** The fault of a file whose name ends with nothing that is known. */
export function unknownFormat(where: string, known: readonly string[]): Fault {
  return {
    code: 'E_FILE_FORMAT',
    what: 'The name of the file tells no format that is known',
    where,
    mend: `Name a file that ends with one of ${known.join(', ')}`,
  };
}

export function emptyFile(where: string): Fault {
  const mend = 'Let the training write it before it ends, or leave the file out';
  return { code: 'E_FILE_FORMAT', what: 'The file is empty', where, mend };
}

/**
 * @param limit bytes
 * @throws UserError E_FILE_TOO_LARGE, E_FILE_UNREADABLE
 */
export async function readBytes(file: SourceFile, limit: number): Promise<Uint8Array> {
  try {
    if (!(await stat(file.absolute)).isFile()) throw new UserError(noRegularFile(file.shown));
    return await withOpened(file, async (opened) => {
      checkSize(file, opened.size, limit);
      return opened.read(limit);
    });
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(unreadablePath(file.shown, file.shown, error as NodeJS.ErrnoException), {
      cause: error,
    });
  }
}

/** @throws UserError E_FILE_TOO_LARGE */
export function checkSize(file: SourceFile, size: number, limit: number): void {
  if (size <= limit) return;
  throw new UserError({
    code: 'E_FILE_TOO_LARGE',
    what: `The file has ${size} bytes, at most ${limit} (${limit / MEBIBYTE} MiB) are read`,
    where: file.shown,
    mend: 'Write a smaller file, and list the large one under artifacts',
  });
}

/**
 * Text of UTF-8 bytes without a byte order mark, with line feeds alone as line ends.
 * @throws UserError E_FILE_FORMAT when it is empty or no UTF-8 text
 */
export function decodeText(file: SourceFile, bytes: Uint8Array): string {
  const fault = (what: string, mend: string) =>
    new UserError({ code: 'E_FILE_FORMAT', what, where: file.shown, mend });
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    throw fault('The file is UTF-16', 'Write it as UTF-8; in PowerShell, with Set-Content -Encoding utf8');
  }
  if (bytes.includes(0))
    throw fault('The file is binary', 'Name a text file, and list this one under artifacts');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw fault('The file is not UTF-8 text', 'Write it as UTF-8');
  }
  if (text.trim() === '') throw new UserError(emptyFile(file.shown));
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

function noRegularFile(where: string): Fault {
  return {
    code: 'E_FILE_UNREADABLE',
    what: 'This is no regular file',
    where,
    mend: 'Name a regular file',
  };
}
