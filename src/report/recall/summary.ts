import type { RecalledEvent } from '../../core/generated/types.js';
import type { Impact } from '../../core/lineage/impact.js';
import { recalledWords } from '../../core/recall/same.js';
import { uriOf } from '../../core/registry/version.js';
import { MAX_SUMMARY_BYTES, paragraphs } from '../detail.js';
import { doubtInShort, impactInShort, VERSION_HEAD, versionCells, versionRows } from '../lineage/impact.js';
import { code, escapeText, link, table } from '../markdown.js';
import { count } from '../units.js';

/** What became of a stage that holds a version which comes from what is recalled. */
export interface RollbackRow {
  model: string;
  stage: string | null;
  version: number | null;
  state: string;
  to: number | null;
  why: string;
}

export interface RecallSummaryView {
  recall: RecalledEvent;
  dry_run: boolean;
  /** Why nothing was written; null where it was, or would be. */
  already: string | null;
  impact: Impact;
  /** What may come from it, and it is not known that it does. */
  doubtful: Pick<Impact, 'runs' | 'versions'>;
  short(run_id: string): string;
  /** Sentences without a full stop: what could not be judged, and what else is worth saying. */
  notes: readonly string[];
  /** Null where none were asked for. */
  rollbacks: readonly RollbackRow[] | null;
  /** Of its record; null where nothing was written. */
  url: string | null;
  issue: string | null;
}

/** The job summary of a recall, or of one that would be. */
export function recallSummary(view: RecallSummaryView): string {
  for (const rows of [500, 100, 20]) {
    const text = render(view, rows);
    if (Buffer.byteLength(text) <= MAX_SUMMARY_BYTES) return text;
  }
  return render(view, 3);
}

function render(view: RecallSummaryView, rows: number): string {
  const { recall, impact, short, issue, url } = view;
  const id = code(recall.event_id);
  const cells = versionRows(impact.versions).map((row) =>
    versionCells(row, { short }).map((cell) => (cell === '' ? '' : code(cell))),
  );
  return `${paragraphs([
    `## ${title(view)}`,
    `${escapeText(recall.reason, 2000)}`,
    view.dry_run ? '' : `Recall ${link(id, url)}${issue === null ? '' : `, ${link('issue', issue)}`}.`,
    what(recall, rows),
    escapeText(impactInShort(impact), 4000),
    cells.length === 0
      ? ''
      : table(
          VERSION_HEAD.map((head) => head.toLowerCase()),
          cells,
          rows,
        ),
    escapeText(doubtInShort(view.doubtful), 4000),
    rollbacks(view, rows),
    view.notes.map((note) => `- ${escapeText(note, 1000)}`).join('\n'),
  ])}\n`;
}

function title({ recall, dry_run, already }: RecallSummaryView): string {
  const thing = code(recalledWords(recall.what), 1000);
  if (already !== null) return `🛑 ${thing} is recalled already`;
  return dry_run ? `🔎 ${thing} would be recalled; nothing was written` : `🛑 Recalled: ${thing}`;
}

/** By what it is known, which a dataset's name alone does not tell. */
function what({ what: thing }: RecalledEvent, rows: number): string {
  if (thing.kind === 'commit')
    return `By ${count(thing.commits.length, 'commit')}: ${some(thing.commits, rows)}.`;
  if (thing.kind !== 'dataset') return '';
  const others = thing.other_names.map(({ name, version }) => `${name}@${version}`);
  const contents =
    thing.contents.length === 0
      ? 'By its name and version alone'
      : `By its name and version, and by ${count(thing.contents.length, 'content')} under any name: ${some(thing.contents, rows)}`;
  return `${contents}.${others.length === 0 ? '' : ` Also read as ${some(others, rows)}.`}`;
}

function some(all: readonly string[], rows: number): string {
  const shown = all.slice(0, rows).map((one) => code(one, 500));
  return `${shown.join(', ')}${all.length > rows ? ` and ${all.length - rows} more` : ''}`;
}

const STATES: Readonly<Record<string, string>> = {
  done: '↩️ rolled back',
  'pending-approval': '⏳ waits for approvals',
  refused: '❌ refused',
  'no-target': '❌ nothing to go back to',
  left: '⚠️ left as it is',
  waived: '⚠️ let pass by a waiver',
  failed: '❌ failed',
  would: '🔎 would be rolled back',
};

function rollbacks({ rollbacks: all, dry_run }: RecallSummaryView, rows: number): string {
  if (all === null) return '';
  if (all.length === 0)
    return `No stage holds a version that comes from it, so that nothing ${dry_run ? 'would be' : 'was'} rolled back.`;
  const head = ['stage', 'held', 'goes back to', '', 'why not'];
  const cells = all.map(({ model, stage, version, state, to, why }) => [
    code(stage === null ? model : `${model} ${stage}`, 500),
    version === null ? '–' : code(uriOf(model, version)),
    to === null ? '–' : code(uriOf(model, to)),
    STATES[state] ?? escapeText(state),
    escapeText(why, 2000),
  ]);
  return paragraphs(['### Rollbacks', table(head, cells, rows)]);
}

export interface ClearSummaryView {
  state: 'done' | 'pending-approval' | 'rejected' | 'cancelled';
  dry_run: boolean;
  recalls: readonly RecalledEvent[];
  reason: string | null;
  /** Id of the request, null where it is not written, with how many have approved of how many; null where nobody has to. */
  request: { id: string | null; given: number; needed: number } | null;
  approvers: readonly string[] | null;
  /** Ids of requests for rollbacks that are cancelled. */
  cancelled: readonly string[];
  url: string | null;
}

/** The job summary of what lifts recalls, or asks for it. */
export function clearSummary(view: ClearSummaryView): string {
  const { recalls, reason, request, cancelled, url } = view;
  const lines = recalls.map(
    (one) => `- ${code(recalledWords(one.what), 1000)}, recall ${code(one.event_id)}`,
  );
  return `${paragraphs([
    `## ${clearTitle(view)}`,
    escapeText(reason ?? '', 2000),
    lines.join('\n'),
    request === null
      ? ''
      : `${request.id === null ? 'It would have' : `Request ${link(code(request.id), url)}:`} ${request.given} of ${count(request.needed, 'approval')}.`,
    waiting(view),
    cancelled.length === 0
      ? ''
      : `Requests for rollbacks that waited are cancelled: ${some(cancelled, 100)}. Nothing is moved back.`,
  ])}\n`;
}

function clearTitle({ state, dry_run, recalls }: ClearSummaryView): string {
  const what = count(recalls.length, 'recall');
  if (state === 'rejected' || state === 'cancelled')
    return dry_run
      ? `🔎 The request to clear ${what} would be ${state}; nothing was written`
      : `🚫 The request to clear ${what} is ${state}: nothing is lifted`;
  if (state === 'done')
    return dry_run ? `🔎 ${what} would be cleared; nothing was written` : `✅ ${what} cleared`;
  return dry_run ? `🔎 Clearing ${what} would wait for approvals` : `⏳ Clearing ${what} waits for approvals`;
}

/** How another one approves it. */
function waiting({ state, recalls, approvers }: ClearSummaryView): string {
  if (state !== 'pending-approval') return '';
  const who =
    approvers === null ? 'Who may write in this repository' : approvers.map((one) => code(one)).join(', ');
  const ids = recalls.map(({ event_id }) => event_id).join(' ');
  return `${who} may approve it, by the same workflow with ${code(`clear: ${ids}`, 4000)}. Until then it stays recalled.`;
}
