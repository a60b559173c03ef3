import type { ApprovalRequestedEvent, ModelVersion, RunRecord } from '../../core/generated/types.js';
import { MOST_RECORDS_ASKED } from '../../core/registry/disown-request.js';
import type { RequestState } from '../../core/registry/registry.js';
import { asWord } from '../../core/shell-word.js';
import type { ReportContext } from '../context.js';
import { paragraphs } from '../detail.js';
import { findingLine, SEVERITY_MARKS, waivedLine } from '../findings.js';
import { code, escapeText, link, linkBelow, table } from '../markdown.js';
import { wordsOf } from '../registry/event-words.js';
import { count, formatNumber } from '../units.js';

interface MoveView {
  /** The version that is to move, and the one that was in the stage when it was asked for. */
  asked: { version: ModelVersion; run: RunRecord };
  serves: { version: ModelVersion; run: RunRecord } | null;
}

interface RepairView {
  /** What is not to count any more, and what each says. */
  records: readonly { path: string; digest: string; what: string }[];
}

interface Shown {
  request: RequestState;
  urls: Pick<ReportContext['urls'], 'server' | 'repository'>;
}

export type RequestView = (MoveView | RepairView) & Shown;

const METRICS = 30;

/** What the text of a request's issue begins with, and nothing else does. */
export function requestMarker({ event }: RequestState): string {
  return `<!-- lineage-gate request ${event.event_id} -->`;
}

export function requestTitle({ event }: RequestState): string {
  const { model, version, change, approvals } = event;
  const what =
    change.type === 'stage'
      ? `${model} version ${version ?? '–'}: to ${change.to_stage}`
      : `${model}: disown ${count(change.records.length, 'record')}`;
  return `${what}, ${approvals} approval(s) needed`;
}

/**
 * The text of a request's issue. It is made of what the ledger holds and of nothing else, so that it can be made again and compared: a
 * text that somebody changed is not what is approved.
 */
export function requestIssue(view: RequestView): string {
  const { request } = view;
  const { event } = request;
  const parts = [
    requestMarker(request),
    `## ${escapeText(requestTitle(request))}`,
    `Asked by ${event.requesters.map(({ login }) => code(login)).join(', ')}${askedIn(event, view.urls)}${event.reason === null ? '' : `: ${escapeText(event.reason, 2000)}`}`,
    ...('records' in view ? [records(view)] : [comparison(view), metrics(view)]),
    verdict(event),
    standing(request),
  ];
  return `${paragraphs(parts)}\n`;
}

/** The workflow run that asked, where that is one of this server's. */
function askedIn({ ci_run_url }: ApprovalRequestedEvent, { server }: RequestView['urls']): string {
  const shown = ci_run_url === null ? '' : linkBelow('workflow run', ci_run_url, server);
  return shown === '' || shown === 'workflow run' ? '' : ` (${shown})`;
}

function records({ records, request }: RepairView & Shown): string {
  const { model } = request.event;
  const rows = records.map(({ path, digest, what }) => [code(path), escapeText(what), code(digest)]);
  const head = ['record', 'what it says', 'digest'];
  const full =
    rows.length < MOST_RECORDS_ASKED
      ? ''
      : `A request names ${MOST_RECORDS_ASKED} records at most: if more are left, ask again once these are disowned.`;
  return paragraphs([
    table(head, rows, MOST_RECORDS_ASKED),
    `These records would never have counted, at any time. Nothing is rewritten or removed. What cannot be true of each says ${code(`lineage-gate models repair ${asWord(model)}`)}, or a dry run.`,
    full,
  ]);
}

function comparison({ asked, serves, request, urls }: MoveView & Shown): string {
  const { change } = request.event;
  if (change.type !== 'stage') return '';
  const column = (one: MoveView['serves']) => ({
    model: one === null ? '–' : code(`models:/${one.version.model}/${one.version.version}`),
    data: one === null ? '–' : code(one.version.tags.dataset_version ?? '–'),
    commit: one === null ? '–' : commitOf(one.run, urls),
    run: one === null ? '–' : code(one.version.run_id),
    digest: one === null ? '–' : code(one.version.manifest.digest),
  });
  const [before, now] = [column(serves), column(asked)];
  const keys = ['model', 'data', 'commit', 'run', 'digest'] as const;
  const head = ['', `in ${escapeText(change.to_stage)} now`, `to come from ${escapeText(change.from_stage)}`];
  const what = [
    ...(change.rollback ? ['It goes back to a version that the stage held before.'] : []),
    change.archive_existing
      ? 'The versions that are there are archived.'
      : 'The versions that are there stay.',
    ...(change.endpoint === undefined ? [] : [`It is recorded as serving at ${code(change.endpoint)}.`]),
  ];
  const rows = keys.map((key) => [key, before[key], now[key]]);
  return `${table(head, rows)}\n\n${what.join(' ')}`;
}

function commitOf({ inputs }: RunRecord, { server, repository }: RequestView['urls']): string {
  const commit = inputs.code?.commit ?? null;
  if (commit === null) return '–';
  const url = repository === null ? null : `${server}/${repository}/commit/${commit}`;
  return link(code(commit.slice(0, 7)), url);
}

function metrics({ asked, serves }: MoveView): string {
  const ours = asked.run.outputs.metrics;
  const theirs = serves?.run.outputs.metrics ?? {};
  const rows = Object.keys(ours)
    .sort()
    .map((key) => [escapeText(key), said(theirs[key]?.value), said(ours[key]?.value)]);
  return rows.length === 0 ? '' : table(['metric', { right: 'now' }, { right: 'to come' }], rows, METRICS);
}

function said(value: number | string | undefined): string {
  if (value === undefined) return '–';
  return typeof value === 'number' ? formatNumber(value) : escapeText(value);
}

function verdict({ policy }: ApprovalRequestedEvent): string {
  const lines = [
    ...policy.findings.map((finding) => `- ${SEVERITY_MARKS[finding.severity]} ${findingLine(finding)}`),
    ...(policy.waived ?? []).map((one) => `- ${waivedLine(one)}`),
  ];
  return [`The policy (${code(policy.digest)}) says ${policy.verdict}.`, ...lines].join('\n');
}

/** How far it is, and what can be done. */
function standing({ event, approvals, ended }: RequestState): string {
  const given = approvals.map(
    ({ person, at, evidence, reason }) =>
      `- ${code(person.login)} approved at ${escapeText(at)} (${evidence.via})${reason === null ? '' : `: ${escapeText(reason, 2000)}`}`,
  );
  if (ended !== undefined) {
    const isDone = ended.type === 'stage-changed' || ended.type === 'disowned';
    const reason = 'reason' in ended && !isDone ? (ended.reason ?? '') : '';
    const how = ended.type === 'disowned' ? 'the records are disowned' : wordsOf(ended);
    const findings =
      ended.type === 'refused' ? ended.policy.findings.map((finding) => `- ${findingLine(finding)}`) : [];
    const end = `**Ended** at ${escapeText(ended.at)}: ${escapeText(how)}${reason === '' ? '' : `: ${escapeText(reason, 2000)}`}`;
    return [...given, '', end, ...findings].join('\n');
  }
  const id = event.event_id;
  return [
    `**${approvals.length} of ${event.approvals}** approval(s); it can be approved until ${escapeText(event.expires_at)}.`,
    ...given,
    '',
    `Comment \`/approve ${id}\` or \`/reject ${id} why\` here, or start the workflow \`approve\` with this id.`,
  ].join('\n');
}
