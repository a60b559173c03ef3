import { UserError } from '../../core/errors.js';
import { type DocumentObject, type DocumentValue, flatten, isObject, kindOf } from '../../core/flatten.js';
import { shown } from '../../core/key-values.js';
import type { SourceFile } from '../files/paths.js';
import { jsonParser } from './document-json.js';
import { DocumentError } from './document-value.js';
import { DOCUMENT_NAMES, endsWithOne, inFile, readDocument, readText, unknownFormat } from './documents.js';
import { Points, pointsOfRows, type Roles, type Row, rolesOf } from './metric-rows.js';
import { instantOf, type MetricPoint, metricOfText, metricOfValue, stepOf } from './metric-values.js';

/** Bytes of a file of training curves. */
const CURVES_LIMIT = 32 * 1024 * 1024;

interface Format {
  /** Ends of file names, lower case. */
  names: readonly string[];
  read(file: SourceFile): Promise<MetricPoint[]>;
}

/** One line adds a format. */
const FORMATS: readonly Format[] = [
  { names: DOCUMENT_NAMES, read: async (file) => pointsOfDocument(await readDocument(file), file.shown) },
  { names: ['.csv'], read: (file) => readTable(file, ',') },
  { names: ['.tsv'], read: (file) => readTable(file, '\t') },
  { names: ['.jsonl', '.ndjson'], read: readJsonLines },
];

/**
 * The points of a metrics file, in the order of the file; the end of its name tells the format.
 * @throws UserError E_METRIC_INVALID, E_FILE_*
 */
export async function readMetricFile(file: SourceFile): Promise<MetricPoint[]> {
  const format = FORMATS.find(({ names }) => endsWithOne(file.absolute, names));
  if (format !== undefined) return format.read(file);
  const known = FORMATS.flatMap(({ names }) => names).filter((name) => name.startsWith('.'));
  throw new UserError(unknownFormat(file.shown, known));
}

function pointsOfDocument(document: DocumentValue, where: string): MetricPoint[] {
  if (Array.isArray(document)) {
    return pointsOfObjects(document.map((value, index) => ({ value, where: `${where}, item ${index + 1}` })));
  }
  const points = new Points();
  for (const [key, leaf] of flatten(document, { code: 'E_METRIC_INVALID', where })) {
    const value = metricOfValue(leaf);
    if (value !== undefined) points.add({ key, value, step: null, at: null }, where);
    else if (Array.isArray(leaf)) addCurve(points, { key, items: leaf, where });
    else if (!isObject(leaf)) {
      points.fault(`${shown(key)} is ${kindOf(leaf)} where a number is needed`, where, LEAF_MEND);
    }
  }
  return points.done();
}

const LEAF_MEND = 'Write a number, or move the entry to a params file or an artifact';

/** A list of numbers is a curve from step 0 on, one of {"step", "value"} a curve with its own steps. */
function addCurve(
  points: Points,
  { key, items, where }: { key: string; items: DocumentValue[]; where: string },
) {
  const curve = items.map((item, index): MetricPoint | undefined => {
    const point = isObject(item) ? item : { step: index, value: item };
    const value = metricOfValue(point.value);
    const step = stepOf(point.step);
    const at = point.at ?? null;
    const instant = at === null ? null : instantOf(at);
    if (value === undefined || step === undefined || instant === undefined) return undefined;
    return { key, value, step, at: instant };
  });
  if (curve.length === 0 || curve.includes(undefined)) {
    return points.fault(
      `${shown(key)} is a list, and no curve`,
      where,
      'Write a list of numbers or of {"step", "value"}, or move the entry to a params file or an artifact',
    );
  }
  for (const point of curve) if (point !== undefined) points.add(point, where);
}

async function readJsonLines(file: SourceFile): Promise<MetricPoint[]> {
  const text = await readText(file, CURVES_LIMIT);
  const parse = await jsonParser();
  const lines = [...text.split('\n').entries()].filter(([, line]) => line.trim() !== '');
  const items = await inFile(file.shown, async () =>
    lines.map(([index, line]) => ({
      value: parseLine(parse, line, index + 1),
      where: `${file.shown}:${index + 1}`,
    })),
  );
  return pointsOfObjects(items);
}

function parseLine(parse: (text: string) => DocumentValue, text: string, line: number): DocumentValue {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    throw new DocumentError(
      error.problems.map((problem) => ({ ...problem, line })),
      { cause: error },
    );
  }
}

interface Item {
  value: DocumentValue;
  where: string;
}

function pointsOfObjects(items: readonly Item[]): MetricPoint[] {
  const own = new Points();
  const rows: Row[] = [];
  for (const { value, where } of items) {
    if (isOwnForm(value)) addOwn(own, value, where);
    else {
      const cells = flatten(value, { code: 'E_METRIC_INVALID', where });
      rows.push({ roles: rolesOf([...cells.keys()]), cells, where });
    }
  }
  const points = own.done();
  return rows.length === 0 ? points : [...points, ...pointsOfRows(rows, metricOfValue)];
}

const OWN_KEYS = new Set(['key', 'value', 'step', 'at', 'timestamp']);

/** The form of our own series files: {"key", "value", "step", "at"}. */
function isOwnForm(value: DocumentValue): value is DocumentObject {
  return (
    isObject(value) &&
    typeof value.key === 'string' &&
    'value' in value &&
    Object.keys(value).every((key) => OWN_KEYS.has(key))
  );
}

function addOwn(points: Points, item: DocumentObject, where: string): void {
  const value = metricOfValue(item.value);
  const step = (item.step ?? null) === null ? null : stepOf(item.step);
  const time = item.at ?? item.timestamp ?? null;
  const at = time === null ? null : instantOf(time);
  if (value === undefined) points.fault('"value" is no number', where, 'Write a number, NaN or Infinity');
  if (step === undefined) points.fault('"step" is no whole number', where, 'Write a whole number, or null');
  if (at === undefined) points.fault('"at" is no time', where, 'Write times as 2026-01-31T12:00:00Z');
  if (value !== undefined && step !== undefined && at !== undefined) {
    points.add({ key: String(item.key), value, step, at }, where);
  }
}

async function readTable(file: SourceFile, delimiter: string): Promise<MetricPoint[]> {
  const text = await readText(file, CURVES_LIMIT);
  const { header, records } = await parseTable(text, delimiter, file.shown);
  checkHeader(header, file.shown);
  if (records.length === 0) {
    const mend = 'Let the training write at least one row';
    throw new UserError({ code: 'E_FILE_FORMAT', what: 'The table has no rows', where: file.shown, mend });
  }
  const roles: Roles = rolesOf(header);
  const rows = records.map(({ cells, line }): Row => {
    const filled = new Map<string, unknown>();
    for (const [index, cell] of cells.entries()) {
      const key = header[index] ?? '';
      if (cell !== '' && key !== '') filled.set(key, cell);
    }
    return { roles, cells: filled, where: `${file.shown}:${line}` };
  });
  return pointsOfRows(rows, (cell) => metricOfText(String(cell)));
}

/** The first column may have no name: pandas writes the index of a frame like that. */
function checkHeader(header: readonly string[], where: string): void {
  const points = new Points();
  for (const [index, name] of header.entries()) {
    if (name === '' && index > 0)
      points.fault(`Column ${index + 1} has no name`, where, 'Name it in the first row');
    if (name !== '' && header.indexOf(name) < index) {
      points.fault(`The column ${shown(name)} is there twice`, where, 'Rename one of the two');
    }
  }
  points.done();
}

interface Table {
  header: string[];
  records: { cells: string[]; line: number }[];
}

async function parseTable(text: string, delimiter: string, where: string): Promise<Table> {
  const { CsvError, parse } = await import('csv-parse/sync');
  try {
    const options = { delimiter, info: true, trim: true, skip_empty_lines: true } as const;
    const rows = parse(text, options) as unknown as { record: string[]; info: { lines: number } }[];
    const [header, ...records] = rows.map(({ record, info }) => ({ cells: record, line: info.lines }));
    return { header: header?.cells ?? [], records };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? `:${error.lines}` : '';
    throw new UserError(
      {
        code: 'E_FILE_FORMAT',
        what: `The table cannot be read: ${error.message}`,
        where: `${where}${line}`,
        mend: 'Give every row as many cells as the first, and close every quote',
      },
      { cause: error },
    );
  }
}
