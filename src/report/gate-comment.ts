import { sha256 } from '../core/digest.js';
import { type CommentSections, MAX_COMMENT, mergeSections, type Section } from './comment.js';
import type { Detail } from './detail.js';
import { noRunsParts, notApplicableParts, notesOf } from './gate-cases.js';
import { judgementParts } from './gate-section.js';
import { type GateView, type Outcome, outcomesOf, type ReportContext } from './gate-view.js';

/** Charts go first, then rows and long texts. */
const LEVELS: readonly Detail[] = [
  { rows: 40, text: 500, charts: 6 },
  { rows: 40, text: 500, charts: 0 },
  { rows: 15, text: 300, charts: 0 },
  { rows: 5, text: 120, charts: 0 },
];

/**
 * What the gate says in the comment, for `mergeSections`: one section for each model, or one that says why there is none.
 * @param budget UTF-16 units that the whole comment may have
 */
export function gateComment(view: GateView, budget = MAX_COMMENT): CommentSections {
  return withinBudget((detail) => sectionsAt(view, detail), budget);
}

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

/** Outcome and Markdown of every section, shared by comment and summary. */
export function gateSections(view: GateView, detail: Detail): { outcome: Outcome; parts: string[] }[] {
  return outcomesOf(view).map((outcome, index) => {
    const judgement = view.judgements[index];
    if (outcome.state === 'no-runs') return { outcome, parts: noRunsParts(view) };
    if (outcome.state === 'not-applicable' || judgement === undefined)
      return { outcome, parts: notApplicableParts(view) };
    return { outcome, parts: judgementParts(judgement, view, detail) };
  });
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
  const counts = { errors: 0, warnings: 0, waived: 0, no_baseline: false };
  return [{ key: `${leg}.note`, name: '', state: 'note', ...counts, parts: [text] }];
}

function sectionsAt(view: GateView, detail: Detail): CommentSections {
  const leg = keyOf('leg', view.job, view.leg);
  const taken = new Map<string, number>();
  const sections = gateSections(view, detail).map(({ outcome, parts }): Section => {
    const base = `${leg}.${keyOf('of', outcome.name)}`;
    const times = (taken.get(base) ?? 0) + 1;
    taken.set(base, times);
    return { ...outcome, key: times === 1 ? base : `${base}.${times}`, parts };
  });
  return {
    key: keyOf('gate', view.workflow, view.model),
    stamp: commentStamp(view),
    leg,
    sections: [...noteSection(leg, notesOf(view)), ...sections],
  };
}
