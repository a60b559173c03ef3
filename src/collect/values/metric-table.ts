import { UserError } from '../../core/errors.js';
import { type DocumentObject, type DocumentValue, numberOrName } from '../../core/flatten.js';
import { shown } from '../../core/key-values.js';
import { Column } from './metric-column.js';
import { isDecimalComma } from './metric-commas.js';
import { Frame } from './metric-frame.js';
import { addNamed, areItemKeys, type Found } from './metric-items.js';
import { INDEX } from './metric-rows.js';
import { metricOfText, stepOf } from './metric-values.js';

const DELIMITERS = [',', '\t', ';'];

interface TableOptions {
  delimiter: string;
  /** Lines that were there before the run. */
  oldLines: number;
}

/**
 * The metrics of a table. Lines that begin with `#` are comments, columns without a name the index of a frame.
 * @param text with line feeds alone as line ends
 * @throws UserError E_FILE_FORMAT, E_FILE_TOO_LARGE
 */
export async function addTable(
  text: string,
  found: Found,
  { delimiter, oldLines }: TableOptions,
): Promise<void> {
  const hasCommas = delimiter !== ',';
  const frame = new Frame({
    ...found,
    read: (cell) => metricOfText(String(cell)),
    gaps: 'fault',
    hasCommas,
  });
  const items: (readonly [item: DocumentObject, line: number])[] = [];
  const isNumber = (cell: string) => metricOfText(cell) !== undefined || (hasCommas && isDecimalComma(cell));
  let columns: Columns | undefined;
  let rows = 0;
  await readRecords(text, { delimiter, where: found.where }, (cells, line) => {
    if (columns === undefined) {
      const header = headerOf(text, delimiter, cells, isNumber);
      if (header === undefined) throw new UserError(noHeader(found.where));
      columns = new Columns(header, found);
      frame.declare(columns.names);
      if (header === cells) return;
    }
    if (columns.isHeader(cells)) return;
    rows++;
    const isOld = line <= oldLines;
    if (!columns.areItems) frame.add(columns.named(cells), line, isOld);
    else if (hasCommas) items.push([itemOf(columns.named(cells)), line]);
    else addItem(itemOf(columns.named(cells)), { ...found, where: `${found.where}:${line}`, isOld });
  });
  for (const [item, line] of withDots(items))
    addItem(item, { ...found, where: `${found.where}:${line}`, isOld: line <= oldLines });
  if (rows === 0) {
    const mend = 'Let the training write at least one row';
    throw new UserError({ code: 'E_FILE_FORMAT', what: 'The table has no rows', where: found.where, mend });
  }
  frame.finish();
}

/** The delimiter that the header has most of; undefined when it has none. */
export function delimiterOf(text: string): string | undefined {
  const header = text.split('\n', 1000).find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '';
  const counts = DELIMITERS.map((delimiter) => header.split(delimiter).length - 1);
  const most = Math.max(...counts);
  return most === 0 ? undefined : DELIMITERS[counts.indexOf(most)];
}

/** Whether a text that no name tells the format of looks like a table: its first two rows have the same number of cells. */
export function isTable(text: string): boolean {
  const delimiter = delimiterOf(text);
  if (delimiter === undefined) return false;
  const rows = text.split('\n', 1000).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  const [header, first] = rows.map((row) => row.split(delimiter).length);
  return header !== undefined && header === first;
}

class Columns {
  readonly #header: readonly string[];
  /** Names of the columns that are read. */
  readonly #names: readonly (string | undefined)[];
  readonly names: readonly string[];
  /** Where the index of a frame stands; -1 for none. */
  readonly #index: number;
  /** Whether each row is one value and says its name, as in a table of two columns `metric` and `value`. */
  readonly areItems: boolean;

  constructor(
    header: readonly string[],
    readonly found: Found,
  ) {
    this.#header = header;
    const seen = new Set<string>();
    const twice = new Set(header.filter((name) => name !== '' && seen.size === seen.add(name).size));
    for (const name of twice)
      found.curves.fault(`The column ${shown(name)} is there twice`, found.where, 'Rename one of the two');
    this.#names = header.map((name) => (twice.has(name) || isIndexName(name) ? undefined : name));
    this.#index = header.findIndex(isIndexName);
    this.names = this.#names.filter((name) => name !== undefined);
    this.areItems = areItemKeys(this.names.map((name) => name.toLowerCase()));
  }

  /** Programs that append to a file may write the header again. */
  isHeader(cells: readonly string[]): boolean {
    return cells.length === this.#header.length && cells.every((cell, index) => cell === this.#header[index]);
  }

  *named(cells: readonly string[]): Iterable<readonly [string, DocumentValue]> {
    for (const [index, cell] of cells.entries()) {
      if (cell === '') continue;
      const name = this.#names[index];
      if (name !== undefined) yield [name, cell];
      else if (index === this.#index) yield [INDEX, cell];
      else if (isIndexName(this.#header[index] ?? '') && stepOf(cell) === undefined)
        this.found.leftOut.add(`column ${index + 1}, which has no name`, cell);
    }
  }
}

function itemOf(cells: Iterable<readonly [string, DocumentValue]>): DocumentObject {
  const item: DocumentObject = Object.create(null);
  for (const [name, cell] of cells) item[name.toLowerCase()] = cell;
  return item;
}

/** Items whose values all have a decimal comma, or are whole, with a dot in its place. */
function withDots(
  items: readonly (readonly [DocumentObject, number])[],
): readonly (readonly [DocumentObject, number])[] {
  const column = new Column('value', true);
  for (const [row, [{ value = null }]] of items.entries()) {
    const number = metricOfText(String(value));
    if (number === undefined) column.addOther(row, value);
    else column.addNumber(row, Number(number), value);
  }
  column.settleCommas();
  const values = new Map(column.rows.map((row, index) => [row, column.values[index] ?? Number.NaN]));
  return items.map(([item, line], row) => {
    const value = values.get(row);
    return [value === undefined ? item : { ...item, value: numberOrName(value) }, line];
  });
}

function addItem(item: DocumentObject, found: Found & { isOld: boolean }): void {
  const name = item.key ?? item.name ?? item.metric ?? '';
  addNamed(
    String(name),
    { ...item, value: metricOfText(String(item.value ?? '')) ?? item.value ?? null },
    found,
  );
}

/** What pandas writes for the index of a frame, and what it reads that as. */
function isIndexName(name: string): boolean {
  return name === '' || /^Unnamed: \d+$/.test(name);
}

/**
 * The names of the columns: the first row, or the last comment before it where that has a name for each cell, since numpy and
 * gnuplot write headers so. Undefined for a first row of numbers alone.
 */
function headerOf(
  text: string,
  delimiter: string,
  first: string[],
  isNumber: (cell: string) => boolean,
): string[] | undefined {
  const names = lastComment(text)
    ?.split(delimiter)
    .map((name) => name.trim());
  const isNamed = names?.length === first.length && names.every((name) => !isNumber(name));
  if (isNamed && first.some(isNumber)) return names;
  return first.every((cell) => cell === '' || isNumber(cell)) ? undefined : first;
}

function lastComment(text: string): string | undefined {
  let last: string | undefined;
  for (const line of text.split('\n', 1000)) {
    if (line.startsWith('#')) last = line.replace(/^#+/, '');
    else if (line.trim() !== '') break;
  }
  return last;
}

function noHeader(where: string) {
  return {
    code: 'E_FILE_FORMAT' as const,
    what: 'The first row of the table holds numbers where the names of the columns are needed',
    where,
    mend: 'Write the names of the columns in the first row',
  };
}

async function readRecords(
  text: string,
  { delimiter, where }: { delimiter: string; where: string },
  take: (cells: string[], line: number) => void,
): Promise<void> {
  const { CsvError, parse } = await import('csv-parse/sync');
  try {
    parse(text, {
      delimiter,
      record_delimiter: '\n',
      trim: true,
      skip_empty_lines: true,
      comment: '#',
      comment_no_infix: true,
      on_record: (cells: string[], { lines }) => {
        take(cells, lines);
        // Nothing is kept: a table can have millions of cells.
        return null;
      },
    });
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
