import type { Finding } from '../core/generated/types.js';
import type { Judgement, MetricComparison } from '../core/judgement.js';
import { type Detail, leftOut, paragraphs } from './detail.js';
import { SEVERITIES, SEVERITY_MARKS } from './findings.js';
import { type Column, details, escapeText, table } from './markdown.js';
import { formatChange, formatSample } from './numbers.js';

/** Rows that a reader sees without unfolding. */
const OPEN_ROWS = 12;
const ARROW = { higher: ' ↑', lower: ' ↓' } as const;

/** What is complained of first, then what has a rule, then the rest; a long tail is folded. */
export function metricsTable(judgement: Judgement, detail: Detail): string {
  const rows = sortedMetrics(judgement).map((metric) => ({ metric, mark: mark(metric, judgement) }));
  if (rows.length === 0) return '';
  const columns = COLUMNS.filter((column) => rows.some((row) => column.needed(row)));
  const render = (some: readonly Row[]) =>
    table(
      columns.map(({ head }) => head),
      some.map((row) => columns.map((column) => column.cell(row, detail))),
    );
  const shown = rows.slice(0, detail.rows);
  const open = shown.slice(0, OPEN_ROWS);
  const folded = shown.slice(OPEN_ROWS);
  return paragraphs([
    render(open),
    folded.length === 0 ? '' : details(`${folded.length} more metrics`, render(folded)),
    leftOut(rows.length - shown.length, 'metric'),
  ]);
}

/** Metrics by how much they need a reader's eye. */
export function sortedMetrics({ metrics }: Judgement): MetricComparison[] {
  const rank = ({ findings, rules, outcome, moved_unjudged }: MetricComparison) => {
    const gravest = gravestOf(findings);
    if (gravest === 'error') return 0;
    if (gravest === 'warning') return 1;
    if (rules.length > 0) return 2;
    return outcome === 'worse' || moved_unjudged ? 3 : 4;
  };
  return [...metrics].sort((one, other) => rank(one) - rank(other));
}

interface Row {
  metric: MetricComparison;
  mark: string;
}

interface TableColumn {
  head: Column;
  /** A column that no row needs is left out. */
  needed: (row: Row) => boolean;
  cell: (row: Row, detail: Detail) => string;
}

const COLUMNS: readonly TableColumn[] = [
  { head: '', needed: ({ mark }) => mark !== '', cell: ({ mark }) => mark },
  {
    head: 'metric',
    needed: () => true,
    cell: ({ metric }, { text }) => `${escapeText(metric.key, text)}${arrow(metric)}`,
  },
  {
    head: { right: 'current' },
    needed: () => true,
    cell: ({ metric }) => (metric.current === null ? 'missing' : escapeText(formatSample(metric.current))),
  },
  {
    head: { right: 'baseline' },
    needed: ({ metric }) => metric.baseline !== null,
    cell: ({ metric }) => (metric.baseline === null ? '–' : escapeText(formatSample(metric.baseline))),
  },
  {
    head: { right: 'change' },
    needed: ({ metric }) => metric.change !== null,
    cell: ({ metric }) => formatChange(metric),
  },
  {
    head: 'outcome',
    needed: ({ metric }) => outcomeText(metric) !== '',
    cell: ({ metric }) => outcomeText(metric),
  },
  {
    head: 'rule',
    needed: ({ metric }) => metric.rules.length > 0,
    cell: ({ metric }, { text }) => escapeText(metric.rules.join(', '), text),
  },
];

/** Which way is better; with a question mark where only the name says so. */
function arrow({ direction, guess, moved_unjudged }: MetricComparison): string {
  if (direction !== null) return ARROW[direction];
  return guess !== null && moved_unjudged ? `${ARROW[guess]}?` : '';
}

function outcomeText({ outcome, moved_unjudged }: MetricComparison): string {
  if (outcome !== 'unknown') return outcome;
  return moved_unjudged ? 'worse?' : '';
}

function mark(
  { key, current, rules, findings, moved_unjudged }: MetricComparison,
  { waived }: Judgement,
): string {
  const gravest = gravestOf(findings);
  if (gravest === 'error' || gravest === 'warning') return SEVERITY_MARKS[gravest];
  if (waived.some(({ finding }) => finding.subject === key)) return '⏳';
  if (moved_unjudged) return SEVERITY_MARKS.warning;
  if (gravest === 'notice') return SEVERITY_MARKS.notice;
  return rules.length > 0 && current !== null ? '✅' : '';
}

function gravestOf(findings: readonly Finding[]): Finding['severity'] | undefined {
  return SEVERITIES.find((wanted) => findings.some(({ severity }) => severity === wanted));
}
