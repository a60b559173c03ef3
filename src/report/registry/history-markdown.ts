import type { HistoryEntry } from '../../core/registry/history.js';
import { escapeText, table } from '../markdown.js';
import { approversOf, reasonOf, whoOf, wordsOf } from './event-words.js';

/** Characters of one foreign text: a reason has no more. */
const LONGEST = 2000;

/** A table of events; those that do not count are struck through, with why. */
export function historyTable(entries: readonly HistoryEntry[]): string {
  const rows = entries.map(({ event, effect, not_counted, approvals }) => {
    const cells = [
      effect,
      String(event.version ?? '–'),
      wordsOf(event),
      whoOf(event),
      approversOf(approvals),
      reasonOf(event),
    ].map((text) => cell(text, not_counted !== null));
    return [...cells, not_counted === null ? '' : `does not count: ${escapeText(not_counted, LONGEST)}`];
  });
  const head = ['at (UTC)', 'version', 'what', 'by', 'approved by', 'reason', ''];
  return table(head, rows, Number.POSITIVE_INFINITY);
}

function cell(text: string, isStruck: boolean): string {
  const safe = escapeText(text, LONGEST).trim();
  return isStruck && safe !== '' ? `~~${safe}~~` : safe;
}
