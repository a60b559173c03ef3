import type { RecallEvent } from '../../core/generated/types.js';
import { wayOf } from '../../core/recall/findings.js';
import { recalledWords } from '../../core/recall/same.js';
import { ARCHIVED } from '../../core/registry/registry.js';
import { uriOf } from '../../core/registry/version.js';
import { paragraphs } from '../detail.js';
import {
  doubtInShort,
  impactInShort,
  RUN_HEAD,
  runCells,
  VERSION_HEAD,
  versionCells,
  versionRows,
} from '../lineage/impact.js';
import { code, escapeText, prose, table } from '../markdown.js';
import { verificationText } from '../registry/audit.js';
import { whoOf } from '../registry/event-words.js';
import { count } from '../units.js';
import type { RecallReportView } from './view.js';
import {
  answerWords,
  endedWords,
  endsBy,
  heldBy,
  leftToDo,
  moveWords,
  placeOf,
  standingWords,
  untilWords,
} from './words.js';

const ALL = Number.POSITIVE_INFINITY;
const LONGEST = 20_000;

/** All of a recall as one Markdown page that needs nothing else. */
export function recallReport(view: RecallReportView): string {
  return `${paragraphs([
    `# Recall of ${code(recalledWords(view.recall.what), 1000)}`,
    `${escapeText(standingWords(view), LONGEST)}.`,
    table(['', ''], facts(view), ALL),
    '## What it names',
    named(view),
    '## What comes from it',
    then(view),
    `Now: ${escapeText(impactInShort(view.now), LONGEST)}`,
    '## Exposure',
    exposure(view),
    ...mayCome(view),
    ...runs(view),
    ...ways(view),
    '## What was done',
    done(view),
    '## What is open',
    open(view),
    '## What could not be judged',
    list(view.notes, 'Nothing: every record says what it comes from.'),
    '## Whether the ledger can be trusted',
    view.verification === null
      ? 'Nobody has looked: the history of the ledger is not here. `lineage-gate verify` in a clone says it.'
      : verificationText(view.verification),
  ])}\n`;
}

function facts(view: RecallReportView): string[][] {
  const { recall, at, tool_version, ledger, uncounted, cleared, isVerified } = view;
  const { event_id, severity, discovered_at, incident, contact, reason } = recall;
  const given = (title: string, text: string | null) =>
    text === null ? [] : [[title, escapeText(text, LONGEST)]];
  return [
    ['id', code(event_id)],
    ['recalled', `${escapeText(recall.at)} by ${code(whoOf(recall))}`],
    ['reason', escapeText(reason, LONGEST)],
    ...given('severity', severity),
    ...given('found out', discovered_at),
    ...(incident === null ? [] : [['incident', code(incident, 2048)]]),
    // To be copied: what breaks mentions in a text would go along.
    ...(contact === null ? [] : [['contact', code(contact, 500)]]),
    ...ranIn(recall),
    ...given('does not count', uncounted),
    ...(cleared === null
      ? []
      : [
          [
            'cleared',
            `${escapeText(cleared.at)} by ${code(whoOf(cleared))}: ${escapeText(cleared.reason, LONGEST)}`,
          ],
        ]),
    ['made', `${escapeText(at)} with Lineage Gate ${escapeText(tool_version)}`],
    ['ledger', `branch ${code(ledger.branch)} at commit ${code(ledger.commit ?? '–')}`],
    ['events', isVerified ? 'held against GitHub' : 'as recorded; GitHub was not asked about them'],
  ];
}

function ranIn({ ci_run_url }: Pick<RecallEvent, 'ci_run_url'>): string[][] {
  return ci_run_url === null ? [] : [['workflow run', code(ci_run_url, 2048)]];
}

/** By what it knows what is bad. */
function named({ recall: { what } }: RecallReportView): string {
  if (what.kind === 'dataset') {
    const others = what.other_names.map(({ name, version }) => code(`${name}@${version}`, 500));
    return paragraphs([
      what.contents.length === 0
        ? 'The name and version alone: no contents were recorded for them, or they were left out.'
        : `The name and version, and ${count(what.contents.length, 'content')} under whatever name:`,
      what.contents.map((content) => `- ${code(content)}`).join('\n'),
      others.length === 0 ? '' : `Other names of these contents: ${others.join(', ')}.`,
    ]);
  }
  if (what.kind === 'commit') return what.commits.map((commit) => `- ${code(commit)}`).join('\n');
  return what.kind === 'run' ? `Run ${code(what.run_id)}.` : `${code(what.name)} ${code(what.range, 500)}.`;
}

/** What came from it when it was recalled, as the recall itself keeps it. */
function then({ recall: { affected } }: RecallReportView): string {
  const { runs, versions, left_out } = affected;
  const names = versions.map(({ model, version }) => code(uriOf(model, version)));
  const room = left_out === 0 ? '' : ` There was no room for ${left_out} more.`;
  const listed = names.length === 0 ? '' : `: ${names.join(', ')}`;
  return `When it was recalled: ${count(runs.length, 'run')}, ${count(versions.length, 'model version')}${listed}.${room}`;
}

function exposure({ now, short }: RecallReportView): string {
  if (now.versions.length === 0) return 'No model version comes from it.';
  const rows = versionRows(now.versions).map((row) => cells(versionCells(row, { short })));
  return table(lower(VERSION_HEAD), rows, ALL);
}

/** What who decides about a version calls a doubt. */
function mayCome({ doubtful, short }: RecallReportView): string[] {
  const said = doubtInShort(doubtful);
  if (said === '') return [];
  return [
    '## What may come from it',
    escapeText(said, LONGEST),
    'Nobody knows which it was: another run had made the same bytes, a version of the package has no place in the order, or what is recalled was merged into its code. Find out, and train again if it was that.',
    table(
      lower(VERSION_HEAD),
      versionRows(doubtful.versions).map((row) => cells(versionCells(row, { short }))),
      ALL,
    ),
    table(
      lower(RUN_HEAD),
      doubtful.runs.map((run) => cells(runCells(run, { short }))),
      ALL,
    ),
  ];
}

function runs({ now, short, judged }: RecallReportView): string[] {
  const part = (title: string, all: RecallReportView['now']['runs']) =>
    all.length === 0
      ? []
      : [
          `## ${title}`,
          table(
            lower(RUN_HEAD),
            all.map((run) => cells(runCells(run, { short }))),
            ALL,
          ),
        ];
  const rows = judged.map(({ model, version, run_id, holds }) => [
    ...[code(uriOf(model, version)), code(short(run_id))],
    holds.map((one) => code(one)).join(', ') || '–',
  ]);
  return [
    ...part('Runs', now.runs),
    ...part('Runs that were judged on it', now.judged),
    ...(rows.length === 0
      ? []
      : [
          'Model versions of these, which are to be evaluated anew on other data:',
          table(['version', 'run', 'now'], rows, ALL),
        ]),
  ];
}

function ways({ ways: all, short }: RecallReportView): string[] {
  if (all.length === 0) return [];
  const lines = all.map(({ run_id, versions, way }) => {
    const names = [`run ${code(short(run_id))}`, ...versions.map((uri) => code(uri))];
    return `- ${names.join(', ')}: ${prose(wayOf(way))}`;
  });
  return [
    '## Why, where records do not say it',
    'Records alone do not say of these that they come from it. How they do, or may:',
    lines.join('\n'),
  ];
}

function done(view: RecallReportView): string {
  const { moves, clears, cleared } = view;
  const lines = [
    ...endedWords(view).map(({ at, words }) => `${at}: ${words}`),
    ...moves.map((move) => `${move.event.at}: ${moveWords(move)}`),
    ...clears.flatMap(({ event, approvals, answered }) => [
      `${event.at}: ${event.requester?.login ?? whoOf(event)} asked to clear it (request ${event.event_id}): ${event.reason}`,
      ...approvals.map(({ at, person, reason }) => `${at}: ${person.login} approved that: ${reason}`),
      ...(answered === null || answered.type === 'cleared'
        ? []
        : [
            `${answered.at}: request ${event.event_id} ${answerWords({ event, approvals, ends: [], answered })}`,
          ]),
    ]),
    ...(cleared === null ? [] : [`${cleared.at}: cleared (${cleared.event_id})`]),
  ].sort();
  return list(lines, 'Nothing was rolled back, and nobody asked to clear it.');
}

function open(view: RecallReportView): string {
  const { now, clears, cleared, uncounted } = view;
  const use = leftToDo(view).map(
    ({ version, tenure, command }) =>
      `- ${code(uriOf(version.model, version.version))} ${code(placeOf(tenure))} since ${escapeText(tenure.from)}: ${endsBy({ command })}`,
  );
  // Of what is lifted, or never counted, nothing is open: what waits has its own reasons.
  const bad = cleared === null && uncounted === null ? now.versions : [];
  const waiting = bad.flatMap(({ model, version, waiting: ids }) =>
    ids.map((id) => `- Request ${code(id)} for ${code(uriOf(model, version))} waits.`),
  );
  const asked =
    cleared !== null
      ? []
      : clears
          .filter(({ answered }) => answered === null)
          .map(
            ({ event, approvals }) =>
              `- Request ${code(event.event_id)} to clear it has ${approvals.length} of ${event.approvals} approval(s)${escapeText(untilWords(event))}.`,
          );
  const may = cleared !== null ? [] : view.waived;
  const doubted = bad === now.versions ? inDoubt(view) : [];
  const passed = may.map(
    ({ model, version, why }) => `- ${code(uriOf(model, version))} may pass: ${escapeText(why, LONGEST)}.`,
  );
  return [...use, ...doubted, ...passed, ...waiting, ...asked].join('\n') || 'Nothing.';
}

function inDoubt({ doubtful }: RecallReportView): string[] {
  return doubtful.versions.flatMap(({ model, version, tenures }) =>
    heldBy({ tenures })
      .filter(({ holds }) => holds !== ARCHIVED)
      .map(
        (tenure) =>
          `- ${code(uriOf(model, version))} ${code(placeOf(tenure))} since ${escapeText(tenure.from)} may come from it: find out which it was.`,
      ),
  );
}

function list(lines: readonly string[], none: string): string {
  return lines.length === 0 ? none : lines.map((line) => `- ${escapeText(line, LONGEST)}`).join('\n');
}

function cells(row: readonly string[]): string[] {
  return row.map((cell) => (cell === '' ? '' : code(cell)));
}

function lower(titles: readonly string[]): string[] {
  return titles.map((title) => title.toLowerCase());
}
