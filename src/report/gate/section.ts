import { isOfMetric } from '../../core/compare/metrics.js';
import type { Finding, RunRecord } from '../../core/generated/types.js';
import type { Judgement, WaivedFinding } from '../../core/judgement.js';
import { comparedLine } from '../compared.js';
import { type Detail, leftOut, paragraphs } from '../detail.js';
import { curves, pictures } from '../figures.js';
import { findingLine, logLink, SEVERITY_MARKS, waivedLine } from '../findings.js';
import { commitLink, runLink, workflowLink } from '../links.js';
import { code, details, escapeText, linkBelow, prose, shorten } from '../markdown.js';
import { metricsTable } from '../metrics-table.js';
import { type LineageRow, lineage } from '../run/lineage.js';
import { runsTable } from '../run/table.js';
import { formatDuration } from '../units.js';
import { advice } from './advice.js';
import { againstLines } from './against.js';
import { changesTable } from './changes.js';
import { metricLines, movedLine } from './metric-lines.js';
import { incompleteLines } from './problems.js';
import type { GateView } from './view.js';

/** What is said of one model, the most important first: when it gets too long, parts are dropped from the end. */
export function judgementParts(judgement: Judgement, view: GateView, detail: Detail): string[] {
  const { runs, findings, baseline, verdict } = judgement;
  const moved = movedLine(judgement, detail);
  const own = [...metricLines(judgement, detail), ...otherLines(judgement, view, detail)];
  const lines = paragraphs([own.join('\n'), moved]);
  // What passes without a word may be folded: the comment looks at the first part.
  const isQuiet = moved === '' && findings.every(({ severity }) => severity === 'notice');
  return [
    isQuiet ? '' : lines,
    paragraphs([
      isQuiet ? lines : '',
      againstLines(judgement, view),
      metricsTable(judgement, detail),
      comparedLine(judgement, detail),
      noticesOf(findings, detail),
      waivedList(judgement.waived, detail),
      advice(findings.filter(isNotMendedAbove(runs)), view.policy.source, detail),
    ]),
    curves(judgement, view, detail),
    pictures({ current: runs[0], baseline: baseline?.runs[0] }, view, verdict === 'fail'),
    paragraphs([changesTable(judgement, detail), origin(runs, view, detail)]),
  ];
}

/** Where the runs, their files and the verdict come from; the job summary has the lineage of the newest, too. */
function origin(runs: readonly RunRecord[], view: GateView, detail: Detail): string {
  const [run] = runs;
  if (detail.values || run === undefined) {
    const title = runs.length > 1 ? 'Runs, files and policy' : 'Run, files and policy';
    return details(title, paragraphs([runsTable(runs, view, detail), policyLine(view)]));
  }
  const options = { urls: view.urls, rows: detail.rows };
  if (runs.length === 1) {
    const first = [runRow(run, view.urls)];
    return paragraphs([lineage(run, { ...options, first }), policyLine(view)]);
  }
  // The table of runs has their files.
  const inputs = { ...run, outputs: { ...run.outputs, artifacts: [], models: [] } };
  return paragraphs([
    details('Runs and files', runsTable(runs, view, detail)),
    lineage(inputs, options),
    policyLine(view),
  ]);
}

function runRow(run: RunRecord, urls: GateView['urls']): LineageRow {
  const { workflow, ci_run_url } = run.context;
  const took = formatDuration(run.duration_s);
  return [
    'run',
    runLink(run.run_id, urls),
    `${run.status}, ${took}, ${workflowLink(workflow ?? '', ci_run_url, urls)}`,
  ];
}

/** The problems of an incomplete run are told with what mends each. */
function isNotMendedAbove(runs: readonly RunRecord[]): (finding: Finding) => boolean {
  const incomplete = new Set(
    runs.filter(({ problems = [] }) => problems.length > 0).map(({ run_id }) => run_id),
  );
  return ({ rule, subject }) => rule !== 'run.complete' || !incomplete.has(subject);
}

/** Errors and warnings that are about no metric, the gravest first. */
function otherLines({ findings, metrics, runs }: Judgement, { urls }: GateView, detail: Detail): string[] {
  const others = (['error', 'warning'] as const).flatMap((wanted) =>
    findings.filter(
      (finding) => finding.severity === wanted && !metrics.some(({ key }) => isOfMetric(finding, key)),
    ),
  );
  const shown = others.slice(0, detail.rows);
  const lines = shown.flatMap(
    (finding) =>
      incompleteLines(finding, runs, detail) ?? [`${otherLine(finding, detail)}${logOf(finding, urls)}`],
  );
  return [...lines, ...[leftOut(others.length - shown.length, 'finding')].filter((line) => line !== '')];
}

function otherLine({ severity, message }: Finding, { text }: Detail): string {
  return `- ${SEVERITY_MARKS[severity]} ${prose(shorten(message, text))}`;
}

function logOf(finding: Finding, urls: GateView['urls']): string {
  const linked = logLink(finding, urls);
  return linked === '' ? '' : `.${linked}`;
}

function noticesOf(findings: readonly Finding[], { rows, text }: Detail): string {
  const notices = findings.filter(({ severity }) => severity === 'notice');
  const lines = notices
    .slice(0, rows)
    .map((finding) => `- ${SEVERITY_MARKS.notice} ${findingLine(finding, text)}`);
  return paragraphs([lines.join('\n'), leftOut(notices.length - lines.length, 'finding')]);
}

function waivedList(waived: readonly WaivedFinding[], { rows, text }: Detail): string {
  const lines = waived.slice(0, rows).map((one) => `- ${waivedLine(one, text)}`);
  return paragraphs([lines.join('\n'), leftOut(waived.length - lines.length, 'waived finding')]);
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
