import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Fault, UserError } from '../../core/errors.js';
import type { DocumentValue } from '../../core/flatten.js';
import { type SourceFile, unreadablePath } from '../files/paths.js';
import { parseJson } from './document-json.js';
import { DocumentError, plain } from './document-value.js';

/** Bytes of a file of params or metrics. */
export const DOCUMENT_LIMIT = 8 * 1024 * 1024;

interface Format {
  /** Ends of file names, lower case. */
  names: readonly string[];
  parse(text: string): Promise<DocumentValue>;
}

/** The formats that are read. One line adds one. */
const FORMATS: readonly Format[] = [
  { names: ['.json'], parse: parseJson },
  { names: ['.yaml', '.yml', 'dvc.lock'], parse: parseYaml },
  { names: ['.toml'], parse: parseToml },
];

/** Ends of the names of files that {@link readDocument} reads. */
export const DOCUMENT_NAMES: readonly string[] = FORMATS.flatMap((format) => format.names);

/**
 * What a JSON, YAML or TOML file says; the end of its name tells the format.
 * @throws UserError E_FILE_FORMAT, E_FILE_TOO_LARGE, E_FILE_UNREADABLE, with the line when it is known
 */
export async function readDocument(file: SourceFile): Promise<DocumentValue> {
  const format = FORMATS.find(({ names }) => endsWithOne(file.absolute, names));
  if (format === undefined) throw new UserError(unknownFormat(file.shown, DOCUMENT_NAMES));
  const text = await readText(file, DOCUMENT_LIMIT);
  const value = await inFile(file.shown, () => format.parse(text));
  // YAML with nothing but comments.
  if (value === null) throw new UserError(emptyFile(file.shown));
  return value;
}

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

/** Turns the problems of a document into faults that say where. */
export async function inFile<T>(where: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const faults = error.problems.map(({ what, line, mend }): Fault => {
      const place = line === undefined ? where : `${where}:${line}`;
      return { code: 'E_FILE_FORMAT', what, where: place, mend: mend ?? 'Correct the file' };
    });
    throw new UserError(faults, { cause: error });
  }
}

/**
 * Text of a UTF-8 file without its byte order mark.
 * @param limit bytes
 * @throws UserError E_FILE_TOO_LARGE, E_FILE_UNREADABLE; E_FILE_FORMAT when it is empty or no UTF-8 text
 */
export async function readText(file: SourceFile, limit: number): Promise<string> {
  const bytes = await readBytes(file, limit);
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
  return text;
}

function emptyFile(where: string): Fault {
  const mend = 'Let the training write it before it ends, or leave the file out';
  return { code: 'E_FILE_FORMAT', what: 'The file is empty', where, mend };
}

async function readBytes(file: SourceFile, limit: number): Promise<Buffer> {
  let size: number;
  let bytes: Buffer;
  try {
    const stats = await stat(file.absolute);
    // Opening a pipe or a device could block for ever.
    if (!stats.isFile()) {
      const mend = 'Name a regular file';
      throw new UserError({
        code: 'E_FILE_UNREADABLE',
        what: 'This is no regular file',
        where: file.shown,
        mend,
      });
    }
    size = stats.size;
    bytes = size > limit ? Buffer.alloc(0) : await readFile(file.absolute);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(unreadablePath(file.shown, file.shown, error as NodeJS.ErrnoException), {
      cause: error,
    });
  }
  // It may have grown since.
  if (Math.max(size, bytes.length) > limit) {
    throw new UserError({
      code: 'E_FILE_TOO_LARGE',
      what: `The file has ${Math.max(size, bytes.length)} bytes, at most ${limit} are read`,
      where: file.shown,
      mend: 'Write a smaller file, and list the large one under artifacts',
    });
  }
  return bytes;
}

async function parseYaml(text: string): Promise<DocumentValue> {
  const { LineCounter, parseAllDocuments } = await import('yaml');
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text, {
    uniqueKeys: true,
    // `!!binary`, `!!set` and the like are refused as every unknown tag is.
    resolveKnownTags: false,
    merge: true,
    intAsBigInt: true,
    prettyErrors: false,
    logLevel: 'silent',
    lineCounter,
  });
  const [document, second] = documents;
  if (document === undefined || documents.length === 0) return null;
  const problems = [...document.errors, ...document.warnings].slice(0, 3);
  if (problems.length > 0) {
    throw new DocumentError(
      problems.map(({ message, pos }) => ({
        what: `The YAML cannot be read: ${message.split('\n')[0]}`,
        line: lineCounter.linePos(pos[0]).line,
      })),
    );
  }
  if (second !== undefined) {
    const line = lineCounter.linePos(second.range[0]).line;
    throw new DocumentError([
      { what: 'The file holds more than one YAML document', line, mend: 'Keep one of them' },
    ]);
  }
  try {
    return plain(document.toJS({ maxAliasCount: 100, mapAsMap: true }));
  } catch (error) {
    // How the library reports aliases that are unknown or multiply without bound.
    if (!(error instanceof ReferenceError)) throw error;
    throw new DocumentError([{ what: `The YAML cannot be read: ${error.message}` }], { cause: error });
  }
}

async function parseToml(text: string): Promise<DocumentValue> {
  const { parse, TomlError } = await import('smol-toml');
  try {
    return plain(parse(text, { integersAsBigInt: 'asNeeded' }));
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = error.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '');
    throw new DocumentError([{ what: `The TOML cannot be read: ${reason}`, line: error.line }], {
      cause: error,
    });
  }
}
