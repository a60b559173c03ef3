import { type Fault, UserError } from '../../core/errors.js';
import type { DocumentValue } from '../../core/flatten.js';
import type { SourceFile } from '../files/paths.js';
import { jsonParser, parseJson } from './document-json.js';
import { DocumentError } from './document-value.js';
import { DOCUMENT_LIMIT, DOCUMENT_NAMES, documentFaults, inFile, parseDocument } from './documents.js';
import { LeftOut } from './left-out.js';
import { type Curve, Curves, ownPoints } from './metric-curves.js';
import { settleDoubts } from './metric-doubts.js';
import { addDocument, addItems, type Found, type Item } from './metric-items.js';
import { addTable, delimiterOf, isTable } from './metric-table.js';
import { settleUnread } from './metric-unread.js';
import { checkSize, decodeText, endsWithOne, readBytes, unknownFormat } from './text-file.js';

/** Bytes of a table or of JSON Lines. */
export const CURVES_LIMIT = 64 * 1024 * 1024;
/** Bytes of a JSON document: it is read as a whole, which takes far more memory. */
export const METRICS_JSON_LIMIT = 16 * 1024 * 1024;
/** Values of a JSON document: each takes some 300 bytes while it is read, however short it is in the file. */
const JSON_VALUES_LIMIT = 3_000_000;

const COMMA = 0x2c;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

interface MetricSource extends Found {
  file: SourceFile;
  bytes: Uint8Array;
  text: string;
  /** Lines that were there before the run. */
  oldLines: number;
}

interface Format {
  /** Ends of file names, lower case. */
  names: readonly string[];
  /** Bytes. */
  limit: number;
  /** Whether each line is a row. */
  hasRows?: boolean;
  read(source: MetricSource): Promise<void>;
}

const JSON_LINES: Format = {
  names: ['.jsonl', '.ndjson'],
  limit: CURVES_LIMIT,
  hasRows: true,
  read: readLines,
};
/** One line adds a format. */
const FORMATS: readonly Format[] = [
  { names: ['.json'], limit: CURVES_LIMIT, read: readJson },
  { names: DOCUMENT_NAMES.filter((name) => name !== '.json'), limit: DOCUMENT_LIMIT, read: readWhole },
  { names: ['.csv'], limit: CURVES_LIMIT, hasRows: true, read: (source) => readTable(source, ',') },
  { names: ['.tsv'], limit: CURVES_LIMIT, hasRows: true, read: (source) => readTable(source, '\t') },
  JSON_LINES,
];

/** What one file gives. */
export interface FileMetrics {
  curves: Map<string, Curve>;
  points: number;
  /** At most one for what is no number, and one of the document; sentences without a full stop. */
  notes: string[];
  /** Of what could not be read; the rest is in the curves all the same. */
  faults: readonly Fault[];
}

export interface MetricFileOptions {
  /** Points that may still be read. */
  room: number;
  /** Bytes at the front that were there before the run. */
  grownFrom: number;
  /** Lines, counting from 1, that were there before the run, wherever they stand. */
  kept?: ReadonlySet<number> | undefined;
}

/**
 * The metrics of a file. The end of its name tells the format; of other names, such as `train.log`, the content does.
 * @throws UserError E_METRIC_INVALID for a file without a number, E_FILE_*
 */
export async function readMetricFile(file: SourceFile, options: MetricFileOptions): Promise<FileMetrics> {
  const where = file.shown;
  const named = FORMATS.find(({ names }) => endsWithOne(file.absolute, names));
  const bytes = await readBytes(file, named?.limit ?? CURVES_LIMIT);
  const content = decodeText(file, bytes);
  const leftOut = new LeftOut();
  const curves = new Curves(where, options.room);
  const notes: string[] = [];
  // Programs write JSON Lines to files named `.json`, `.log` and whatever else.
  const format = (await isJsonLines(content)) ? JSON_LINES : (named ?? formatByContent(content, where));
  const { text, oldLines } =
    format.hasRows === true && options.grownFrom === 0
      ? oldFirst(content, options.kept)
      : { text: content, oldLines: oldLinesOf(bytes, options.grownFrom) };
  const isGrown = options.grownFrom > 0 || oldLines > 0;
  try {
    await format.read({ file, bytes, text, oldLines, where, curves, leftOut, notes });
  } catch (error) {
    const isGuess = named === undefined && format.read === readJson;
    if (!isGuess || !(error instanceof UserError) || !error.has('E_FILE_FORMAT')) throw error;
    throw new UserError(noJson(where, error), { cause: error });
  }
  settleUnread(curves, notes);
  settleDoubts(curves, notes);
  const own = isGrown ? ownPoints(curves.byKey) : curves.byKey;
  if (own.size === 0 && curves.faults.length === 0 && !curves.isSetAside)
    throw new UserError(noNumber(where, leftOut, isGrown));
  if (leftOut.list !== undefined)
    notes.push(`Of ${where} only the numbers are metrics; left out: ${leftOut.list}`);
  return { curves: own, points: curves.points, notes, faults: curves.faults };
}

function noNumber(where: string, leftOut: LeftOut, isGrown: boolean): Fault {
  const found = leftOut.list === undefined ? '' : `, only ${leftOut.list}`;
  return {
    code: 'E_METRIC_INVALID',
    what: isGrown ? 'The file holds no number that this run added' : `The file holds no number${found}`,
    where,
    mend: 'Write at least one number; texts belong into params or tags',
  };
}

function formatByContent(text: string, where: string): Format {
  const first = text.trimStart()[0];
  const named = (name: string) => FORMATS.find(({ names }) => names.includes(name));
  const format = first === '{' || first === '[' ? named('.json') : isTable(text) ? named('.csv') : undefined;
  if (format !== undefined) return format;
  throw new UserError(unknownName(where));
}

/** Of a file that only begins like JSON, such as an INI file. */
function noJson(where: string, { faults: [found] }: UserError): Fault {
  const fault = unknownName(where);
  return found === undefined
    ? fault
    : { ...fault, what: `${fault.what}, and it is no JSON: ${found.what}`, where: found.where };
}

function unknownName(where: string): Fault {
  const names = FORMATS.flatMap((format) => format.names).filter((name) => name.startsWith('.'));
  return unknownFormat(where, names);
}

/** A last line without a line feed is old when nothing was added to it. */
function oldLinesOf(bytes: Uint8Array, grownFrom: number): number {
  let lines = 0;
  for (let at = 0; at < Math.min(grownFrom, bytes.length); at++) if (bytes[at] === LINE_FEED) lines++;
  if (grownFrom === 0 || bytes[grownFrom - 1] === LINE_FEED) return lines;
  return bytes[grownFrom] === LINE_FEED || bytes[grownFrom] === CARRIAGE_RETURN ? lines + 1 : lines;
}

/** Rows that were there before the run, in front of its own; as they are where a row may have several lines. */
function oldFirst(text: string, kept: ReadonlySet<number> = new Set()): { text: string; oldLines: number } {
  const lines = text.split('\n');
  if (kept.size === 0 || lines.some((line) => line.split('"').length % 2 === 0)) return { text, oldLines: 0 };
  const isOld = (_: string, index: number) => kept.has(index + 1);
  const own = lines.filter((line, index) => !isOld(line, index));
  return { text: [...lines.filter(isOld), ...own].join('\n'), oldLines: kept.size };
}

async function readWhole(source: MetricSource): Promise<void> {
  const { file, bytes, notes } = source;
  const document = await parseDocument(file, bytes);
  notes.push(...document.notes);
  addDocument(document.value, source);
}

function readTable(source: MetricSource, delimiter: string): Promise<void> {
  return addTable(source.text, source, {
    delimiter: delimiterOf(source.text) ?? delimiter,
    oldLines: source.oldLines,
  });
}

async function readJson({ file, bytes, text, ...found }: MetricSource): Promise<void> {
  checkSize(file, bytes.length, METRICS_JSON_LIMIT);
  if (bytes.reduce((commas, byte) => (byte === COMMA ? commas + 1 : commas), 0) > JSON_VALUES_LIMIT) {
    throw new UserError(tooManyValues(found.where));
  }
  addDocument(await inFile(found.where, () => parseJson(text)), found);
}

function tooManyValues(where: string): Fault {
  return {
    code: 'E_FILE_TOO_LARGE',
    what: `The file has more than ${JSON_VALUES_LIMIT} values`,
    where,
    mend: 'Write the curves as CSV or JSON Lines, and list the large file under artifacts',
  };
}

/** Whether a text has a whole object in its first line, and another one after it. */
async function isJsonLines(text: string): Promise<boolean> {
  const trimmed = text.trimStart();
  const end = trimmed.indexOf('\n');
  if (
    !trimmed.startsWith('{') ||
    end < 0 ||
    !trimmed
      .slice(end, end + 1000)
      .trimStart()
      .startsWith('{')
  )
    return false;
  try {
    await parseJson(trimmed.slice(0, end));
    return true;
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    return false;
  }
}

async function readLines(source: MetricSource): Promise<void> {
  const parse = await jsonParser();
  addItems(itemsOf(source, parse), source);
}

function* itemsOf(source: MetricSource, parse: (text: string) => DocumentValue): Iterable<Item> {
  for (const [index, text] of source.text.split('\n').entries()) {
    if (text.trim() === '') continue;
    const line = index + 1;
    const where = `${source.where}:${line}`;
    let value: DocumentValue;
    try {
      value = parse(text);
    } catch (error) {
      if (!(error instanceof DocumentError)) throw error;
      source.curves.refuse(documentFaults(error, source.where, line));
      continue;
    }
    yield { value, where, line, isOld: line <= source.oldLines };
  }
}
