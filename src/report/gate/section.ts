import type { Finding, RunRecord } from '../../core/generated/types.js';
import type { Judgement, WaivedFinding } from '../../core/judgement.js';
import { comparedLine } from '../compared.js';
import type { ReportContext } from '../context.js';
import { type Detail, leftOut, paragraphs } from '../detail.js';
import { curves, pictures } from '../figures.js';
import { findingLine, logLink, SEVERITY_MARKS, waivedLine } from '../findings.js';
import { commitLink, workflowLink } from '../links.js';
import { code, details, escapeText, linkBelow, prose, shorten } from '../markdown.js';
import { metricsTable } from '../metrics-table.js';
import { runsTable } from '../run/table.js';
import { changesTable } from './changes.js';
import { incompleteLines } from './problems.js';
import type { GateView } from './view.js';

/** What is said of one model, the most important first: when it gets too long, parts are dropped from the end. */
export function judgementParts(judgement: Judgement, view: GateView, detail: Detail): string[] {
  const { runs } = judgement;
  return [
    findingsList(judgement, ['error', 'warning'], { ...detail, urls: view.urls }),
    paragraphs([
      metricsTable(judgement, detail),
      comparedLine(judgement, detail),
      findingsList(judgement, ['notice'], { ...detail, urls: view.urls }),
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
  { findings, runs }: Judgement,
  severities: readonly Finding['severity'][],
  detail: Detail & Pick<ReportContext, 'urls'>,
): string {
  const sorted = severities.flatMap((wanted) => findings.filter(({ severity }) => severity === wanted));
  const shown = sorted.slice(0, detail.rows);
  const lines = shown.flatMap(
    (finding) =>
      incompleteLines(finding, runs, detail) ?? [
        `- ${SEVERITY_MARKS[finding.severity]} ${findingLine(finding, detail.text)}${logLink(finding, detail.urls)}`,
      ],
  );
  return paragraphs([lines.join('\n'), leftOut(sorted.length - shown.length, 'finding')]);
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
