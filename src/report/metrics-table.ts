import type { Finding } from '../core/generated/types.js';
import type { Judgement, MetricComparison } from '../core/judgement.js';
import { type Detail, leftOut, paragraphs } from './detail.js';
import { SEVERITIES, SEVERITY_MARKS } from './findings.js';
import { type Column, details, escapeText, table } from './markdown.js';
import { type RowTexts, rowTexts } from './numbers.js';

/** Rows that a reader sees without unfolding. */
const OPEN_ROWS = 12;
const NO_BREAK = '\u00a0';
const ARROW = { higher: `${NO_BREAK}↑`, lower: `${NO_BREAK}↓` } as const;

type Compared = Pick<Judgement, 'metrics' | 'waived'>;

/** Metrics in the order that all reports have, those of the policy first; a long tail is folded. */
export function metricsTable(judgement: Compared, detail: Pick<Detail, 'rows' | 'text'>): string {
  const rows = judgement.metrics.map((metric) => ({
    metric,
    mark: markOfMetric(metric, judgement),
    texts: rowTexts(metric),
  }));
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

interface Row {
  metric: MetricComparison;
  mark: string;
  texts: RowTexts;
}

interface TableColumn {
  head: Column;
  /** A column that no row needs is left out. */
  needed: (row: Row) => boolean;
  cell: (row: Row, detail: Pick<Detail, 'text'>) => string;
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
    cell: ({ texts }) => escapeText(texts.current),
  },
  {
    head: { right: 'baseline' },
    needed: ({ metric }) => metric.baseline !== null,
    cell: ({ texts }) => (texts.baseline === null ? '–' : escapeText(texts.baseline)),
  },
  {
    head: { right: 'change' },
    needed: ({ texts }) => texts.change !== null,
    cell: ({ texts, metric }) => changeCell(texts, metric),
  },
  {
    head: 'limit',
    needed: ({ metric }) => metric.rules.length > 0,
    cell: ({ metric }, { text }) => escapeText(metric.rules.join(', '), text),
  },
];

/** Which way is better; with a question mark where only the name says so. */
function arrow({ direction, guess, moved_unjudged }: MetricComparison): string {
  if (direction !== null) return ARROW[direction];
  return guess !== null && moved_unjudged ? `${ARROW[guess]}?` : '';
}

function changeCell({ change, share }: RowTexts, { outcome }: MetricComparison): string {
  if (change === null) return '';
  const part = share === null ? '' : ` (${share.replace(' ', NO_BREAK)})`;
  return `${change}${part}${outcome === 'within noise' ? ', within noise' : ''}`;
}

/** Whether a limit, as the report words it, is one on how far a metric moves. */
export function isOfMove(rule: string): boolean {
  return /^(?:drop|increase) /.test(rule);
}

/** The gravest thing that is said of a metric; empty where nothing is held against it. */
export function markOfMetric(
  { key, current, baseline, rules, findings, moved_unjudged }: MetricComparison,
  { waived }: Pick<Judgement, 'waived'>,
): string {
  const gravest = SEVERITIES.find((wanted) => findings.some(({ severity }: Finding) => severity === wanted));
  if (gravest === 'error' || gravest === 'warning') return SEVERITY_MARKS[gravest];
  if (waived.some(({ finding }) => finding.subject === key)) return '⏳';
  if (moved_unjudged) return SEVERITY_MARKS.warning;
  if (gravest === 'notice') return SEVERITY_MARKS.notice;
  // A limit on a move that there is nothing to tell by is not kept: nobody looked.
  if (baseline === null && rules.length > 0 && rules.every(isOfMove)) return '–';
  return rules.length > 0 && current !== null ? '✅' : '';
}
