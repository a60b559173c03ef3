import type { ClearApprovedEvent, RecallEvent } from '../../core/generated/types.js';
import type { ImpactedVersion } from '../../core/lineage/impact.js';
import { recalledWords } from '../../core/recall/same.js';
import { uriOf } from '../../core/registry/version.js';
import type { ReportContext } from '../context.js';
import { paragraphs } from '../detail.js';
import { doubtInShort, versionWords } from '../lineage/impact.js';
import { code, escapeText, linkBelow, table } from '../markdown.js';
import { whoOf } from '../registry/event-words.js';
import type { RecallView } from './view.js';
import { answerWords, endsBy, heldBy, leftToDo, moveWords, placeOf, standingWords } from './words.js';

type Urls = Pick<ReportContext['urls'], 'server' | 'repository'>;

/** Characters that GitHub takes of an issue, with some room. */
const LONGEST = 60_000;
/** Versions that an issue shows at most: GitHub takes no more of them whose names are long. */
const STEPS = [100, 40, 10, 0] as const;

/** What the text of a recall's issue begins with, and nothing else does. */
export function recallMarker(id: string): string {
  return `<!-- lineage-gate recall ${id} -->`;
}

export function recallTitle({ recall }: Pick<RecallView, 'recall'>): string {
  return `Recalled: ${recalledWords(recall.what)}`;
}

/** The text of a recall's issue. It is made of what the ledger holds and what the policy lets pass, and of nothing else, so that the same gives the same text. */
export function recallIssue(view: RecallView, urls: Urls): string {
  for (const rows of STEPS) {
    const text = render(view, urls, rows);
    if (text.length <= LONGEST) return text;
  }
  return render({ ...view, moves: [], clears: [], notes: [], waived: [], judged: [] }, urls, 0);
}

function render(view: RecallView, urls: Urls, rows: number): string {
  const { recall } = view;
  const parts = [
    recallMarker(recall.event_id),
    `## Recalled: ${code(recalledWords(recall.what))}`,
    `${escapeText(standingWords(view), 2000)}.`,
    about(view, urls),
    versions(view, rows),
    mayCome(view, rows),
    toDo(view, rows),
    passing(view, rows),
    judgedOn(view, rows),
    done(view, rows),
    clears(view, rows),
    notes(view, rows),
    `All of it: ${code(`lineage-gate recalls show ${recall.event_id}`)}`,
  ];
  return `${paragraphs(parts)}\n`;
}

function about({ recall, uncounted, cleared }: RecallView, urls: Urls): string {
  const { severity, discovered_at, incident, contact, at, reason } = recall;
  const facts = [
    ...(severity === null ? [] : [`severity ${severity}`]),
    ...(discovered_at === null ? [] : [`found out at ${escapeText(discovered_at)}`]),
    ...(incident === null ? [] : [`incident ${code(incident, 2048)}`]),
    ...(contact === null ? [] : [`contact ${code(contact, 500)}`]),
  ];
  return paragraphs([
    `Recalled at ${escapeText(at)} by ${code(whoOf(recall))}${ranIn(recall, urls)}: ${escapeText(reason, 2000)}`,
    facts.join(', '),
    cleared === null
      ? ''
      : `Cleared at ${escapeText(cleared.at)} by ${code(whoOf(cleared))}${ranIn(cleared, urls)}: ${escapeText(cleared.reason, 2000)}`,
    uncounted === null ? '' : `Its record ${escapeText(uncounted, 2000)}.`,
  ]);
}

/** The workflow run that wrote it, where that is one of this server's. */
function ranIn({ ci_run_url }: Pick<RecallEvent, 'ci_run_url'>, { server }: Urls): string {
  const shown = ci_run_url === null ? '' : linkBelow('workflow run', ci_run_url, server);
  return shown === '' || shown === 'workflow run' ? '' : ` (${shown})`;
}

function versions({ now, short, recall }: RecallView, rows: number): string {
  const all = now.versions;
  if (all.length === 0) return '';
  const more = all.length - rows;
  const row = (version: ImpactedVersion) => [
    code(versionWords(version)),
    version.run_id === null ? '–' : code(short(version.run_id)),
    heldBy(version)
      .map((one) => `${code(placeOf(one))} since ${escapeText(one.from)}`)
      .join(', ') || '–',
    heldBy(version, true)
      .slice(-2)
      .map((one) => `${code(placeOf(one))} until ${escapeText(one.to ?? '')}`)
      .join(', ') || '–',
  ];
  return paragraphs([
    '### Model versions that come from it',
    rows === 0 ? '' : table(['version', 'run', 'now', 'before'], all.slice(0, rows).map(row)),
    more > 0
      ? `${rows === 0 ? '' : 'and '}${more} more: ${code(`lineage-gate recalls show ${recall.event_id}`)}`
      : '',
  ]);
}

function mayCome({ doubtful, recall }: RecallView, rows: number): string {
  const said = doubtInShort(doubtful);
  if (said === '') return '';
  const names = doubtful.versions.slice(0, rows).map((version) => code(versionWords(version)));
  const more = doubtful.versions.length - names.length;
  return paragraphs([
    '### What may come from it',
    escapeText(said, 4000),
    names.join(', '),
    more > 0 ? `${moreOf(more)}: ${code(`lineage-gate recalls show ${recall.event_id}`)}` : '',
  ]);
}

function toDo(view: RecallView, rows: number): string {
  const left = leftToDo(view);
  if (left.length === 0) return '';
  const lines = left
    .slice(0, rows)
    .map(
      ({ version, tenure, command }) =>
        `- ${code(uriOf(version.model, version.version))} ${code(placeOf(tenure))}: ${endsBy({ command })}`,
    );
  const hint =
    'Where a stage has nothing to go back to, archive the version, and record with `lineage-gate withdrawn` that nothing serves.';
  return paragraphs(['### Still in use', lines.join('\n'), moreOf(left.length - rows), hint]);
}

/** What a waiver lets pass: nobody has to end that. */
function passing({ waived, now, cleared, uncounted }: RecallView, rows: number): string {
  if (waived.length === 0 || cleared !== null || uncounted !== null) return '';
  const held = new Map(now.versions.map((one) => [uriOf(one.model, one.version), heldBy(one)]));
  const lines = waived.slice(0, rows).map(({ model, version, why }) => {
    const uri = uriOf(model, version);
    const places = (held.get(uri) ?? []).map((one) => code(placeOf(one)));
    return `- ${[code(uri), ...places].join(' ')}: ${escapeText(why, 2000)}`;
  });
  return paragraphs(['### Waived', lines.join('\n'), moreOf(waived.length - rows)]);
}

/** Their weights are sound, what was measured of them is not. */
function judgedOn({ judged, short, cleared, uncounted }: RecallView, rows: number): string {
  if (judged.length === 0 || cleared !== null || uncounted !== null) return '';
  const lines = judged.slice(0, rows).map(({ model, version, run_id, holds }) => {
    const places = holds.map((one) => ` ${code(one)}`).join('');
    return `- ${code(uriOf(model, version))}${places}, by run ${code(short(run_id))}`;
  });
  return paragraphs([
    '### Judged on it, and not made of it',
    'Their weights do not come from it, and their metrics say nothing: evaluate them anew on other data, and take that run.',
    lines.join('\n'),
    moreOf(judged.length - rows),
  ]);
}

function done({ moves }: RecallView, rows: number): string {
  if (moves.length === 0) return '';
  const lines = moves
    .slice(-rows)
    .map((move) => `- ${escapeText(move.event.at)}: ${escapeText(moveWords(move), 1000)}`);
  return paragraphs(['### What was done', rows === 0 ? '' : lines.join('\n'), moreOf(moves.length - rows)]);
}

/** Who wants it lifted, and how it is. */
function clears({ clears: all, recall, cleared, uncounted }: RecallView, rows: number): string {
  const shown = all.slice(-rows).map((request) => {
    const { event, approvals } = request;
    const who = event.requester?.login ?? whoOf(event);
    return [
      `- ${code(who)} asked at ${escapeText(event.at)} to clear it (${escapeText(answerWords(request), 2000)}): ${escapeText(event.reason, 2000)}`,
      ...approvals.map(approvalLine),
    ].join('\n');
  });
  const how =
    cleared === null && uncounted === null
      ? `It is lifted by the workflow \`recall\` with ${code(`clear: ${recall.event_id}`)}: one asks, others approve by asking the same; the workflow \`approve\` rejects or cancels a request by its id. A comment here lifts nothing.`
      : '';
  const title = all.length === 0 ? '' : '### Asked to be cleared';
  return paragraphs([title, rows === 0 ? '' : shown.join('\n'), how]);
}

function approvalLine({ person, at, reason }: ClearApprovedEvent): string {
  return `  - ${code(person.login)} approved at ${escapeText(at)}: ${escapeText(reason, 2000)}`;
}

function notes({ notes: all }: RecallView, rows: number): string {
  if (all.length === 0) return '';
  const lines = all.slice(0, rows).map((note) => `- ${escapeText(note, 500)}`);
  return paragraphs(['### Could not be judged', lines.join('\n'), moreOf(all.length - rows)]);
}

function moreOf(number: number): string {
  return number > 0 ? `and ${number} more` : '';
}
