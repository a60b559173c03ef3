import type { RunRecord } from '../../core/generated/types.js';
import { type CommentSections, MAX_COMMENT, type Section } from '../comment/comment.js';
import { commentStamp, keyOf, noteSection, withinBudget } from '../comment/sections.js';
import { matrixLabel, type ReportContext } from '../context.js';
import { type Detail, leftOut, paragraphs } from '../detail.js';
import { curvesOfRun, pictures } from '../figures.js';
import { problemLine } from '../findings.js';
import { code, escapeText, prose, quoted, shorten, table } from '../markdown.js';
import { formatNumber } from '../units.js';
import { runsTable } from './table.js';

/** A run that `track` reports without judging it. */
export interface TrackView extends ReportContext {
  record: RunRecord;
  /** Lineage tags that `register` would miss. */
  missing_tags: readonly string[];
  /** Why there is no record, a sentence as in `notes`; null when there is one. */
  not_recorded: string | null;
}

/** What `track` says in a comment: the run's metrics and where to look, without a verdict. For `mergeSections`. */
export function trackComment(view: TrackView, budget = MAX_COMMENT): CommentSections {
  const { record, workflow, job } = view;
  const leg = keyOf(
    'leg',
    job,
    view.leg,
    matrixLabel(record.context.matrix),
    record.experiment,
    record.run_name,
  );
  return withinBudget(
    (detail) => ({
      key: keyOf('track', workflow),
      stamp: commentStamp(view),
      leg,
      sections: [...noteSection(leg, quoted(view.notes)), section(view, detail, leg)],
    }),
    budget,
  );
}

function section(view: TrackView, detail: Detail, leg: string): Section {
  const { record } = view;
  const label = view.leg ?? matrixLabel(record.context.matrix);
  const name = record.run_name ?? (label === null ? record.experiment : `${record.experiment} (${label})`);
  const title = `${name}: ${record.status}${(record.problems ?? []).length > 0 ? ', incomplete' : ''}`;
  return {
    key: `${leg}.run`,
    name: title,
    model: title,
    state: 'tracked',
    reason: '',
    errors: 0,
    warnings: view.missing_tags.length,
    waived: 0,
    no_baseline: false,
    tags_only: false,
    other_data: false,
    parts: [
      paragraphs([problems(record, detail), missing(view, detail)]),
      metrics(record, detail),
      paragraphs([notRecorded(view), runsTable([record], view, detail)]),
      paragraphs([
        curvesOfRun(record, view, { ...detail, order: Object.keys(record.outputs.metrics) }),
        pictures({ current: record }, view),
      ]),
    ],
  };
}

function problems({ problems: all = [] }: RunRecord, { rows, text }: Detail): string {
  const lines = all.slice(0, rows).map((problem) => `- ❌ ${problemLine(problem, text)}`);
  return paragraphs([lines.join('\n'), leftOut(all.length - lines.length, 'problem')]);
}

function missing({ missing_tags }: TrackView, { rows }: Detail): string {
  if (missing_tags.length === 0) return '';
  const keys = missing_tags.slice(0, rows).map((key) => code(key, 80));
  if (missing_tags.length > keys.length) keys.push(`${missing_tags.length - keys.length} more`);
  return `⚠️ \`register\` will refuse a model of this run, which lacks ${keys.join(', ')}.`;
}

function metrics({ outputs }: RunRecord, { rows, text }: Detail): string {
  const all = Object.entries(outputs.metrics);
  if (all.length === 0) return '';
  const shown = all
    .slice(0, rows)
    .map(([key, { value }]) => [escapeText(key, text), escapeText(formatNumber(value))]);
  return paragraphs([
    table(['metric', { right: 'value' }], shown),
    leftOut(all.length - shown.length, 'metric'),
  ]);
}

function notRecorded({ not_recorded }: TrackView): string {
  return not_recorded === null ? '' : `Not recorded: ${prose(shorten(not_recorded, 500))}.`;
}
