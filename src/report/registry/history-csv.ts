import type { ModelEvent } from '../../core/generated/types.js';
import type { HistoryEntry } from '../../core/registry/history.js';
import { csvText } from '../csv.js';
import { approversOf, reasonOf, wordsOf } from './event-words.js';

const COLUMNS = [
  ...['effect', 'event_id', 'type', 'model', 'version', 'at', 'actor', 'triggering_actor', 'ci_run_url'],
  ...['what', 'reason', 'approved_by', 'not_counted', 'previous', 'details'],
];
/** What stands in a column of its own, or is the same in all. */
const ELSEWHERE = new Set([...COLUMNS, 'schema']);

/** All fields of events as RFC 4180 has tables; what only some types have is JSON in `details`. */
export function historyCsv(entries: readonly HistoryEntry[]): string {
  const rows = entries.map(({ event, effect, not_counted, approvals }) => [
    ...[effect, event.event_id, event.type, event.model, String(event.version ?? ''), event.at],
    ...[event.actor ?? '', event.by?.triggering_actor ?? '', event.ci_run_url ?? '', wordsOf(event)],
    ...[reasonOf(event), approversOf(approvals), not_counted ?? '', event.previous ?? '', detailsOf(event)],
  ]);
  return csvText([COLUMNS, ...rows]);
}

function detailsOf(event: ModelEvent): string {
  return JSON.stringify(Object.fromEntries(Object.entries(event).filter(([key]) => !ELSEWHERE.has(key))));
}
