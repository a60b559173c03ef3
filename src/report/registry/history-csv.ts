import type { ModelEvent } from '../../core/generated/types.js';
import { printable } from '../../core/printable.js';
import type { HistoryEntry } from '../../core/registry/history.js';
import { approversOf, reasonOf, wordsOf } from './event-words.js';

const COLUMNS = [
  ...['effect', 'event_id', 'type', 'model', 'version', 'at', 'actor', 'triggering_actor', 'ci_run_url'],
  ...['what', 'reason', 'approved_by', 'not_counted', 'previous', 'details'],
];
/** What stands in a column of its own, or is the same in all. */
const ELSEWHERE = new Set([...COLUMNS, 'schema']);
/** Spreadsheets take a cell that begins so for a formula, and run it. */
const FORMULA = /^[=+\-@\t\r\n]/;

/** All fields of events as RFC 4180 has tables; what only some types have is JSON in `details`. */
export function historyCsv(entries: readonly HistoryEntry[]): string {
  const rows = entries.map(({ event, effect, not_counted, approvals }) => [
    ...[effect, event.event_id, event.type, event.model, String(event.version ?? ''), event.at],
    ...[event.actor ?? '', event.by?.triggering_actor ?? '', event.ci_run_url ?? '', wordsOf(event)],
    ...[reasonOf(event), approversOf(approvals), not_counted ?? '', event.previous ?? '', detailsOf(event)],
  ]);
  return [COLUMNS, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

function detailsOf(event: ModelEvent): string {
  return JSON.stringify(Object.fromEntries(Object.entries(event).filter(([key]) => !ELSEWHERE.has(key))));
}

function cell(text: string): string {
  const safe = printable(FORMULA.test(text) ? `'${text}` : text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
