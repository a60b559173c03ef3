import type { Finding, RunRecord } from '../core/generated/types.js';
import type { Judgement, WaivedFinding } from '../core/judgement.js';
import { changesTable } from './changes.js';
import { type Detail, leftOut, paragraphs } from './detail.js';
import { curves, pictures } from './figures.js';
import { findingLine, SEVERITY_MARKS, waivedLine } from './findings.js';
import type { GateView, ReportContext } from './gate-view.js';
import { shortCommit } from './gate-words.js';
import { code, details, escapeText, linkBelow, prose, shorten, table } from './markdown.js';
import { metricsTable } from './metrics-table.js';
import { formatBytes, formatDuration } from './units.js';

/** What is said of one model, the most important first: when it gets too long, parts are dropped from the end. */
export function judgementParts(judgement: Judgement, view: GateView, detail: Detail): string[] {
  const { runs, findings } = judgement;
  return [
    findingsList(findings, ['error', 'warning'], detail),
    paragraphs([
      metricsTable(judgement, detail),
      findingsList(findings, ['notice'], detail),
      waivedList(judgement.waived, detail),
      baselineLine(judgement, view),
    ]),
    paragraphs([
      changesTable(judgement, detail),
      details(
        runs.length > 1 ? 'Runs, files and policy' : 'Run, files and policy',
        [runsTable(runs, view, detail), policyLine(view)].join('\n\n'),
      ),
    ]),
    paragraphs([curves(judgement, view, detail), pictures(runs[0], view)]),
  ];
}

/** Findings of these severities, the gravest first. */
function findingsList(
  findings: readonly Finding[],
  severities: readonly Finding['severity'][],
  { rows, text }: Detail,
): string {
  const sorted = severities.flatMap((wanted) => findings.filter(({ severity }) => severity === wanted));
  const lines = sorted
    .slice(0, rows)
    .map((finding) => `- ${SEVERITY_MARKS[finding.severity]} ${findingLine(finding, text)}`);
  return paragraphs([lines.join('\n'), leftOut(sorted.length - lines.length, 'finding')]);
}

function waivedList(waived: readonly WaivedFinding[], { rows, text }: Detail): string {
  const lines = waived.slice(0, rows).map((one) => `- ${waivedLine(one, text)}`);
  return paragraphs([lines.join('\n'), leftOut(waived.length - lines.length, 'waived finding')]);
}

function baselineLine({ baseline, no_baseline, findings }: Judgement, { urls }: ReportContext): string {
  // That notice says why there is none, too.
  if (findings.some(({ rule }) => rule === 'baseline.missing')) return '';
  if (baseline === null) return `No baseline: ${prose(shorten(no_baseline ?? 'none was looked for', 500))}.`;
  const records = baseline.runs.slice(0, 10).map(({ run_id }, index) => {
    const text = baseline.runs.length === 1 ? 'run' : `run ${index + 1}`;
    const linked = linkBelow(text, urls.records.get(run_id), urls.server);
    return linked === text ? `run ${code(run_id, 40)}` : linked;
  });
  const where = [...records, ...originOf(baseline.runs[0], urls)].join(', ');
  return `Baseline: ${prose(shorten(baseline.reason, 500))}${where === '' ? '' : ` (${where})`}.`;
}

/** The commit of a run and the workflow run that made it, as far as they are known. */
function originOf(run: RunRecord | undefined, urls: ReportContext['urls']): string[] {
  const commit = run?.inputs.code?.commit ?? null;
  const { workflow = null, ci_run_url = null } = run?.context ?? {};
  return [
    ...(commit === null ? [] : [`commit ${commitLink(commit, urls)}`]),
    ...(ci_run_url === null ? [] : [workflowLink(workflow ?? 'workflow run', ci_run_url, urls)]),
  ];
}

function commitLink(commit: string, urls: ReportContext['urls']): string {
  const repository = repositoryUrl(urls);
  return linkBelow(code(shortCommit(commit)), `${repository}/commit/${commit}`, repository);
}

function workflowLink(name: string, url: string | null, urls: ReportContext['urls']): string {
  return linkBelow(escapeText(name, 60), url, repositoryUrl(urls));
}

function repositoryUrl({ server, repository }: ReportContext['urls']): string {
  return `${server}/${repository}`;
}

function runLink(id: string, urls: ReportContext['urls']): string {
  return linkBelow(code(id, 40), urls.records.get(id), urls.server);
}

/** Where every judged run, its files and its CI run can be looked at. */
export function runsTable(runs: readonly RunRecord[], { urls }: ReportContext, detail: Detail): string {
  if (runs.length === 0) return '';
  const shown = runs.slice(0, Math.min(detail.rows, 20));
  const rows = shown.map((run) => [
    runLink(run.run_id, urls),
    run.status,
    unbroken(formatDuration(run.duration_s)),
    files(run, repositoryUrl(urls), detail),
    workflowLink(run.context.workflow ?? '', run.context.ci_run_url, urls),
  ]);
  return paragraphs([
    table(['run', 'status', { right: 'took' }, 'files', 'workflow'], rows),
    leftOut(runs.length - shown.length, 'run'),
  ]);
}

function files({ outputs }: RunRecord, repository: string, { text, rows }: Detail): string {
  const limit = Math.min(rows, 5);
  const shown = outputs.artifacts.slice(0, limit).map(({ path, size_bytes, stored }) => {
    const place = stored.find(({ url }) => url !== undefined);
    const until =
      place?.expires_at === undefined ? '' : `, until ${escapeText(place.expires_at.slice(0, 10), 20)}`;
    const name = linkBelow(code(path, Math.min(text, 80)), place?.url, repository);
    return `${name} (${unbroken(formatBytes(size_bytes))}${until})`;
  });
  if (outputs.artifacts.length > limit) shown.push(`${outputs.artifacts.length - limit} more`);
  return shown.join(', ');
}

/** A number and its unit stay on one line of a narrow cell. */
function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

export function policyLine({ policy, head_sha, urls, stamp, workflow }: GateView): string {
  const digest = policy.digest.replace('sha256:', '').slice(0, 12);
  const ciRun = linkBelow(
    `${escapeText(workflow, 80)} run ${escapeText(stamp.run_id, 30)}`,
    urls.ci_run,
    urls.server,
  );
  const attempt = stamp.run_attempt > 1 ? `, attempt ${stamp.run_attempt}` : '';
  return `Commit ${commitLink(head_sha, urls)}, judged by ${ciRun}${attempt} with the policy ${prose(shorten(policy.source, 300))} (${code(digest)}).`;
}
