import Table from 'cli-table3';
import { printable } from '../core/printable.js';

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** A table for people. Cells are foreign text and made safe for the terminal. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const table = new Table({
    head: [...head],
    chars: NO_LINES,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  table.push(...rows.map((row) => row.map((cell) => printable(cell))));
  return `${table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')}\n`;
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
  const distinct = new Set(ids);
  let digits = 12;
  while (digits < 32 && new Set([...distinct].map((id) => id.slice(0, digits))).size < distinct.size)
    digits += 4;
  return ids.map((id) => id.slice(0, digits));
}

/** Enough of a digest to compare by eye; records hold the whole. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 'sha256:'.length + 12);
}
