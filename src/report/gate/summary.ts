import { type Detail, MAX_SUMMARY_BYTES, paragraphs } from '../detail.js';
import { escapeText } from '../markdown.js';
import { headline, MAX_NAME, markOf, passes, sectionLine } from '../outcome.js';
import { notesOf } from './cases.js';
import { gateSections } from './comment.js';
import { type GateView, outcomesOf } from './view.js';

const LEVELS: readonly Detail[] = [
  { rows: 200, text: 1000, charts: 12, values: false },
  { rows: 200, text: 1000, charts: 0, values: false },
  { rows: 60, text: 500, charts: 0, values: false },
  { rows: 15, text: 300, charts: 0, values: false },
  { rows: 3, text: 120, charts: 0, values: false },
];

/** The job summary of the gate: what the comment says, with more rows. */
export function gateSummary(view: GateView): string {
  for (const detail of LEVELS) {
    const text = render(view, detail);
    if (Buffer.byteLength(text) <= MAX_SUMMARY_BYTES) return text;
  }
  return verdictsOnly(view);
}

function render(view: GateView, detail: Detail): string {
  // Failures first, else in the order given.
  const sections = gateSections(view, detail).sort(
    (one, other) => Number(passes(one.outcome)) - Number(passes(other.outcome)),
  );
  const bodies = sections.map(({ outcome, parts }) =>
    paragraphs([
      sections.length === 1 ? '' : `### ${markOf([outcome])} ${sectionLine(outcome, shown)}`,
      ...parts,
    ]),
  );
  return `${paragraphs([title(view), notesOf(view), ...bodies])}\n`;
}

/** For thousands of models. */
function verdictsOnly(view: GateView): string {
  const outcomes = outcomesOf(view);
  const lines = outcomes
    .slice(0, 2000)
    .map((outcome) => `- ${markOf([outcome])} ${sectionLine(outcome, shown)}`);
  if (outcomes.length > lines.length) lines.push(`- … and ${outcomes.length - lines.length} more`);
  return `${paragraphs([title(view), notesOf(view), lines.join('\n')])}\n`;
}

function title(view: GateView): string {
  const outcomes = outcomesOf(view);
  return `## ${markOf(outcomes)} ${headline(outcomes, view.head_sha, shown)}`;
}

function shown(text: string, max = MAX_NAME): string {
  return escapeText(text, max);
}
