import type { ModelVersion, RunRecord } from '../../core/generated/types.js';
import type { Baseline, Judgement, MetricComparison } from '../../core/judgement.js';
import type { RequestState } from '../../core/registry/registry.js';
import type { ReportContext } from '../context.js';
import { MAX_SUMMARY_BYTES, paragraphs } from '../detail.js';
import { findingLine, SEVERITIES, SEVERITY_MARKS, waivedLine } from '../findings.js';
import { howToGet } from '../how-to-get.js';
import { code, escapeText, link, prose, table } from '../markdown.js';
import { metricsTable } from '../metrics-table.js';
import { asked, standing } from './asked.js';

export interface PromotionView {
  state: 'done' | 'pending-approval' | 'refused' | 'rejected' | 'cancelled';
  dry_run: boolean;
  /** Whether it was asked for without approvals, and as a way back. */
  override: boolean;
  rollback: boolean;
  version: ModelVersion;
  run: RunRecord;
  from: string;
  to: string;
  replaced: ModelVersion | null;
  archived: readonly number[];
  reason: string | null;
  /** What waits for approvals, or was decided, and the address of its issue. */
  request: RequestState | null;
  issue: string | null;
  actor: string | null;
  judgement: Pick<Judgement, 'findings' | 'waived'>;
  metrics: readonly MetricComparison[];
  baseline: Baseline | null;
  /** Whether the version was there before, and nothing changes. */
  is_there: boolean;
  /** What becomes of the endpoint that was named; null where none was. */
  endpoint: { name: string; before: { model: string; version: number } | null } | null;
  /** Of the event's record; null where nothing was written. */
  url: string | null;
  urls: Pick<ReportContext['urls'], 'server' | 'repository'>;
}

/** The job summary of a promotion, of one that would be, or of a refusal. */
export function promotionSummary(view: PromotionView): string {
  for (const rows of [200, 60, 15]) {
    const text = render(view, rows);
    if (Buffer.byteLength(text) <= MAX_SUMMARY_BYTES) return text;
  }
  return render(view, 3);
}

function render(view: PromotionView, rows: number): string {
  const { metrics, baseline, judgement } = view;
  const compared =
    baseline === null
      ? `No other version was in ${view.to} to compare with.`
      : `Compared with ${prose(baseline.reason)}.`;
  const parts = [
    `## ${title(view)}`,
    marks(view),
    asked(view),
    standing(view),
    changes(view),
    serving(view),
    findings(judgement),
    metricsTable({ metrics, waived: judgement.waived }, { rows, text: 300 }),
    metrics.length === 0 ? '' : compared,
    view.state === 'refused' || view.dry_run ? '' : howToGet(view.version, view.to),
  ];
  return `${paragraphs(parts)}\n`;
}

function title({ state, dry_run, version, from, to, is_there }: PromotionView): string {
  const what = `${escapeText(version.model)} version ${version.version}`;
  if (state === 'refused') {
    return dry_run ? `⛔ ${what} would not be promoted to ${to}` : `⛔ ${what} was not promoted to ${to}`;
  }
  if (state === 'pending-approval')
    return dry_run ? `🔎 ${what} would wait for approvals` : `⏳ ${what} waits for approvals to go to ${to}`;
  if (state === 'rejected') return `⛔ ${what} was rejected for ${to}`;
  if (state === 'cancelled') return `⛔ The request to move ${what} to ${to} was cancelled`;
  if (is_there) return `✅ ${what} is in ${to} already`;
  if (dry_run) return `🔎 ${what} would move from ${from} to ${to}; nothing was written`;
  return `✅ ${what}: ${from} → ${to}`;
}

/** What sets it apart from a promotion on the usual way; the reason stands right below. */
function marks({ override, rollback, request, to }: PromotionView): string {
  const change = request?.event.change;
  const isBack = rollback || (change?.type === 'stage' && change.rollback);
  return [
    ...(override ? [`⚠️ **Override**: without the approvals that ${to} may need.`] : []),
    ...(isBack ? [`↩️ **Rollback**: ${to} goes back to a version that it held before.`] : []),
  ].join('\n\n');
}

/** What the new version brings beside the one it replaces. */
function changes(view: PromotionView): string {
  const { version, replaced, run, archived, url, urls } = view;
  const uri = `models:/${version.model}/${version.version}`;
  const commit = run.inputs.code?.commit ?? null;
  const old = replaced?.tags.git_commit ?? null;
  const range =
    commit === null || old === null || urls.repository === null || !/^[0-9a-f]{40}$/.test(old)
      ? null
      : `${urls.server}/${urls.repository}/compare/${old}...${commit}`;
  const expires = version.stored.flatMap(({ expires_at }) => expires_at ?? []).sort()[0];
  const row = (name: string, before: string | undefined, now: string) => [name, before ?? '–', now];
  return table(
    ['', replaced === null ? 'before' : `version ${replaced.version}`, `version ${version.version}`],
    [
      row(
        'model',
        replaced === null ? undefined : code(`models:/${replaced.model}/${replaced.version}`),
        link(code(uri), url),
      ),
      row(
        'data',
        replaced === null ? undefined : code(replaced.tags.dataset_version ?? '–'),
        code(version.tags.dataset_version ?? '–'),
      ),
      row(
        'commit',
        old === null ? undefined : code(old.slice(0, 7)),
        link(code((commit ?? '–').slice(0, 7)), range),
      ),
      row('run', replaced === null ? undefined : code(replaced.run_id), code(version.run_id)),
      ...(archived.length === 0 ? [] : [row('archived', archived.join(', '), '')]),
      ...(expires === undefined ? [] : [row('bytes kept until', undefined, escapeText(expires))]),
    ],
    20,
  );
}

function serving({ endpoint, version, dry_run }: PromotionView): string {
  if (endpoint === null) return '';
  const { name, before } = endpoint;
  const isSame = before?.model === version.model && before.version === version.version;
  const was =
    before === null || isSame ? '' : `, instead of ${code(`models:/${before.model}/${before.version}`)}`;
  return `${dry_run ? 'Would serve' : 'Serves'} at ${code(name)}${was}.`;
}

function findings({ findings, waived }: PromotionView['judgement']): string {
  const lines = SEVERITIES.flatMap((wanted) =>
    findings
      .filter(({ severity }) => severity === wanted)
      .map((finding) => `- ${SEVERITY_MARKS[wanted]} ${findingLine(finding)}`),
  );
  return [...lines, ...waived.map((one) => `- ${waivedLine(one)}`)].join('\n');
}
