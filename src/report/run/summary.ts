import type { Finding, RunRecord } from '../../core/generated/types.js';
import type { Baseline, MetricComparison } from '../../core/judgement.js';
import type { ReportContext } from '../context.js';
import { MAX_SUMMARY_BYTES, paragraphs } from '../detail.js';
import { curvesOfRun, pictures } from '../figures.js';
import { findingLine, problemLine } from '../findings.js';
import { commitLink } from '../links.js';
import { code, codeBlock, escapeText, link, prose } from '../markdown.js';
import { metricsTable } from '../metrics-table.js';
import { formatBytes, formatDuration } from '../units.js';
import { lineage } from './lineage.js';

export interface RunView extends Pick<ReportContext, 'series' | 'pictures' | 'urls'> {
  record: RunRecord;
  /** Its metrics, those of the policy first, beside those of the baseline where there is one. */
  metrics: readonly MetricComparison[];
  /** The run of the commit that this one is built on; null where none is known. */
  baseline: Baseline | null;
  /** Findings about the lineage tags; shown as what will stand in the way of registration. */
  findings: readonly Finding[];
  /** Where the record was written; null when it was not. */
  recordPath: string | null;
  recordUrl: string | null;
  /** Why there is no record, in Markdown of ours. */
  notRecorded: string | null;
}

/** From the most detailed level down until it fits: the verdict and the tables' heads always stay. */
const LEVELS = [
  { rows: 200, charts: 12 },
  { rows: 200, charts: 0 },
  { rows: 60, charts: 0 },
  { rows: 15, charts: 0 },
  { rows: 3, charts: 0 },
] as const;

type Level = (typeof LEVELS)[number];

/** The job summary of a run: what it came to, then all that it was made of and made, folded. */
export function runSummary(view: RunView): string {
  let text = '';
  for (const level of LEVELS) {
    text = render(view, level);
    if (Buffer.byteLength(text) <= MAX_SUMMARY_BYTES) break;
  }
  return text;
}

const MARK = { FINISHED: '✅', FAILED: '❌', KILLED: '🛑' } as const;

function render(view: RunView, { rows, charts }: Level): string {
  const { record, baseline } = view;
  const order = view.metrics.map(({ key }) => key);
  const parts = [
    title(record),
    headline(view),
    lastLines(record),
    problems(record, rows),
    missing(view.findings),
    metricsTable({ metrics: view.metrics, waived: [] }, { rows, text: 300 }),
    against(view),
    curvesOfRun(record, view, { charts, order, before: baseline?.runs[0] }),
    pictures({ current: record }, view),
    lineage(record, { urls: view.urls, rows }),
  ];
  return `${paragraphs(parts)}\n`;
}

function title({ run_name, experiment, status, problems: wrong = [] }: RunRecord): string {
  const isWhole = wrong.length === 0;
  const mark = status === 'FINISHED' && !isWhole ? '⚠️' : MARK[status];
  return `## ${mark} ${escapeText(run_name ?? experiment)}: ${status}${isWhole ? '' : ', incomplete'}`;
}

/** What could not be collected; until it is, nothing of the run can be registered. */
function problems({ problems: all = [] }: RunRecord, rows: number): string {
  if (all.length === 0) return '';
  const lines = all.slice(0, rows).map((problem) => `> - ${problemLine(problem)}`);
  if (all.length > rows) lines.push(`> - … and ${all.length - rows} more, in the record`);
  return ['> [!CAUTION]', '> Incomplete: nothing of this run can be registered.', ...lines].join('\n');
}

function headline({ record, recordPath, recordUrl, notRecorded }: RunView): string {
  const { exit_code } = record.command;
  const memory = record.outputs.system.peak_memory_bytes;
  const facts = [
    ...(record.run_name === null ? [] : [`Experiment ${escapeText(record.experiment)}`]),
    formatDuration(record.duration_s),
    ...(exit_code === null || exit_code === 0 ? [] : [`exit code ${exit_code}`]),
    ...(memory === null ? [] : [`peak memory ${formatBytes(memory)}`]),
  ];
  // The path has the run's id.
  const where =
    recordPath === null
      ? `Run ${code(record.run_id)}. **Not recorded:** ${notRecorded ?? ''}.`
      : `Recorded as ${link(code(recordPath), recordUrl)}.`;
  return `${facts.join(', ')}. ${where}`;
}

function lastLines({ command }: RunRecord): string {
  if (command.stderr_tail.length === 0) return '';
  return `Last lines of standard error:\n\n${codeBlock(command.stderr_tail)}`;
}

function missing(findings: readonly Finding[]): string {
  if (findings.length === 0) return '';
  const lines = findings.map((finding) => `> - ${findingLine(finding)}`);
  return ['> [!WARNING]', '> `register` will refuse a model of this run:', ...lines].join('\n');
}

function against({ baseline, urls }: RunView): string {
  if (baseline === null) return '';
  const commit = baseline.runs[0]?.inputs.code?.commit ?? null;
  return `Compared with the ${prose(baseline.reason)}${commit === null ? '' : ` (${commitLink(commit, urls)})`}.`;
}
