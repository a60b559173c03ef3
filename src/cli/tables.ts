import stringWidth from 'string-width';
import { printable } from '../core/printable.js';
import { distinctDigits } from '../core/short-ids.js';

const GAP = '  ';

/** A table for people. Cells are foreign text and made safe for the terminal. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, ...rows.map((row) => row.map((cell) => printable(cell)))];
  const widths = head.map((_, column) =>
    lines.reduce((widest, line) => Math.max(widest, columnsOf(line[column] ?? '')), 0),
  );
  const padded = (text: string, column: number) =>
    text + ' '.repeat(Math.max(0, (widths[column] ?? 0) - columnsOf(text)));
  return lines.map((line) => `${line.map(padded).join(GAP).trimEnd()}\n`).join('');
}

/** Columns that a text takes on a terminal. Most texts have no letters that take two or none, and looking for these takes long. */
function columnsOf(text: string): number {
  return /^[ -~–…→]*$/.test(text) ? text.length : stringWidth(text);
}

/** Pairs of a title and a text, one a line. */
export function fields(pairs: readonly (readonly [string, string])[]): string {
  const safe = pairs.map(([title, text]) => [printable(title), printable(text)] as const);
  const width = Math.max(...safe.map(([title]) => title.length));
  return safe.map(([title, text]) => `${title.padEnd(width)}  ${text}\n`).join('');
}

/** Columns that a table may take; a reader that is no terminal gets those of a common one. */
export function tableWidth(): number {
  return process.stdout.columns ?? 100;
}

/** A text of at most so many characters. */
export function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

/** `2026-11-21 06:45`, UTC, of a record's time. */
export function minute(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}

/** Beginnings of run ids, as long as it takes to tell these apart. */
export function shortIds(ids: readonly string[]): string[] {
  const digits = distinctDigits(ids);
  return ids.map((id) => id.slice(0, digits));
}

/** Enough of a digest to compare by eye; records hold the whole. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 'sha256:'.length + 12);
}
