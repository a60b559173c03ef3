import { sha256 } from '../../core/digest.js';
import type { ReportContext } from '../context.js';
import type { Detail } from '../detail.js';
import { type CommentSections, mergeSections, type Section } from './comment.js';

/** Charts go first, then rows and long texts. */
const LEVELS: readonly Detail[] = [
  { rows: 40, text: 500, charts: 6, values: true },
  { rows: 40, text: 500, charts: 0, values: true },
  { rows: 15, text: 300, charts: 0, values: true },
  { rows: 5, text: 120, charts: 0, values: true },
];

/** At the most detailed level that fits; the least detailed one is for `mergeSections` to shorten. */
export function withinBudget(at: (detail: Detail) => CommentSections, budget: number): CommentSections {
  let comment: CommentSections | null = null;
  for (const detail of LEVELS) {
    comment = at(detail);
    if (mergeSections(null, comment, Number.POSITIVE_INFINITY).length <= budget) break;
  }
  if (comment === null) throw new Error('there is no level of detail');
  return comment;
}

/** By which comments and sections are known; texts of any length and kind make one. */
export function keyOf(kind: string, ...texts: readonly (string | null)[]): string {
  return `${kind}-${sha256(JSON.stringify(texts)).slice('sha256:'.length, 'sha256:'.length + 16)}`;
}

export function commentStamp({ head_sha, stamp }: ReportContext): CommentSections['stamp'] {
  return { head_sha, ...stamp };
}

/** A section for what a leg has to say of the whole; none when that is nothing. */
export function noteSection(leg: string, text: string): Section[] {
  if (text === '') return [];
  const counts = { errors: 0, warnings: 0, waived: 0 };
  const remarks = { no_baseline: false, tags_only: false, other_data: false };
  const facts = { name: '', model: '', state: 'note' as const, reason: '', ...counts, ...remarks };
  return [{ key: `${leg}.note`, ...facts, parts: [text] }];
}
