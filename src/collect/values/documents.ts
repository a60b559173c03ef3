import { type Fault, UserError } from '../../core/errors.js';
import type { DocumentValue } from '../../core/flatten.js';
import type { SourceFile } from '../files/paths.js';
import { parseJson } from './document-json.js';
import { type Document, DocumentError, plain } from './document-value.js';
import { parseYaml } from './document-yaml.js';
import { checkSize, decodeText, emptyFile, endsWithOne, readBytes, unknownFormat } from './text-file.js';

/** Bytes of a file of params. */
export const DOCUMENT_LIMIT = 8 * 1024 * 1024;

interface Format {
  /** Ends of file names, lower case. */
  names: readonly string[];
  parse(text: string): Promise<Document>;
}

/** The formats that are read. One line adds one. */
const FORMATS: readonly Format[] = [
  { names: ['.json'], parse: async (text) => ({ value: await parseJson(text), remarks: [] }) },
  { names: ['.yaml', '.yml', 'dvc.lock'], parse: parseYaml },
  { names: ['.toml'], parse: parseToml },
];

/** Ends of the names of files that {@link readDocument} reads. */
export const DOCUMENT_NAMES: readonly string[] = FORMATS.flatMap((format) => format.names);

/** What a file says, and what a person should know of how it was read. */
export interface FileDocument {
  value: DocumentValue;
  /** At most one; a sentence without a full stop. */
  notes: string[];
}

/**
 * What a JSON, YAML or TOML file says; the end of its name tells the format.
 * @param known bytes to take for the file's; without them it is read
 * @throws UserError E_FILE_FORMAT, E_FILE_TOO_LARGE, E_FILE_UNREADABLE, with the line when it is known
 */
export async function readDocument(file: SourceFile, known?: Uint8Array): Promise<FileDocument> {
  formatOf(file);
  return parseDocument(file, known ?? (await readBytes(file, DOCUMENT_LIMIT)));
}

/**
 * {@link readDocument} of bytes that are known.
 * @throws UserError E_FILE_FORMAT, E_FILE_TOO_LARGE, with the line when it is known
 */
export async function parseDocument(file: SourceFile, bytes: Uint8Array): Promise<FileDocument> {
  const format = formatOf(file);
  checkSize(file, bytes.length, DOCUMENT_LIMIT);
  const text = decodeText(file, bytes);
  const { value, remarks } = await inFile(file.shown, () => format.parse(text));
  // YAML with nothing but comments.
  if (value === null) throw new UserError(emptyFile(file.shown));
  return { value, notes: remarks.length === 0 ? [] : [`In ${file.shown} ${remarks.join('; ')}`] };
}

function formatOf(file: SourceFile): Format {
  const format = FORMATS.find(({ names }) => endsWithOne(file.absolute, names));
  if (format === undefined) throw new UserError(unknownFormat(file.shown, DOCUMENT_NAMES));
  return format;
}

/** Turns the problems of a document into faults that say where. */
export async function inFile<T>(where: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    throw new UserError(documentFaults(error, where), { cause: error });
  }
}

/** @param line that the text stands in, where it is one line of a file */
export function documentFaults({ problems }: DocumentError, where: string, line?: number): Fault[] {
  return problems.map(({ what, line: own, mend }): Fault => {
    const at = line ?? own;
    const place = at === undefined ? where : `${where}:${at}`;
    return { code: 'E_FILE_FORMAT', what, where: place, mend: mend ?? 'Correct the file' };
  });
}

async function parseToml(text: string): Promise<Document> {
  const { parse, TomlError } = await import('smol-toml');
  try {
    return { value: plain(parse(text, { integersAsBigInt: 'asNeeded' })), remarks: [] };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = error.message.split('\n')[0]?.replace(/^Invalid TOML document: /, '');
    throw new DocumentError([{ what: `The TOML cannot be read: ${reason}`, line: error.line }], {
      cause: error,
    });
  }
}
