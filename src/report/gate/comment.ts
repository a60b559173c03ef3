import { type CommentSections, MAX_COMMENT, type Section } from '../comment/comment.js';
import { commentStamp, keyOf, noteSection, withinBudget } from '../comment/sections.js';
import type { Detail } from '../detail.js';
import type { Outcome } from '../outcome.js';
import { notApplicableParts, notesOf } from './cases.js';
import { noRunsParts } from './no-runs.js';
import { judgementParts } from './section.js';
import { type GateView, outcomesOf } from './view.js';

/**
 * What the gate says in the comment, for `mergeSections`: one section for each model, or one that says why there is none.
 * @param budget UTF-16 units that the whole comment may have
 */
export function gateComment(view: GateView, budget = MAX_COMMENT): CommentSections {
  return withinBudget((detail) => sectionsAt(view, detail), budget);
}

/** Outcome and Markdown of every section, shared by comment and summary. */
export function gateSections(view: GateView, detail: Detail): { outcome: Outcome; parts: string[] }[] {
  return outcomesOf(view).map((outcome, index) => {
    const judgement = view.judgements[index];
    if (outcome.state === 'no-runs') return { outcome, parts: noRunsParts(view, detail) };
    if (outcome.state === 'not-applicable' || judgement === undefined)
      return { outcome, parts: notApplicableParts(view) };
    return { outcome, parts: judgementParts(judgement, view, detail) };
  });
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
