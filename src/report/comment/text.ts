import { paragraphs } from '../detail.js';
import { details, escapeText, htmlText } from '../markdown.js';
import { headline, MAX_NAME, markOf, passes, sectionLine } from '../outcome.js';
import { count } from '../units.js';
import { CUT, type SectionFacts, sectionEnd, sectionMarker } from './markers.js';

/** With more sections than this, those that pass without a word are folded. */
const OPEN_SECTIONS = 4;
/** Characters of the line that says how many sections were dropped. */
const LONGEST_REST = 100;
const SHORTENED = 'Shortened. The job summary has the whole of it.';
const BY_NAME = new Intl.Collator('en', { numeric: true });

/** A section of a comment, ours or one that was there. */
export interface Placed extends SectionFacts {
  parts: readonly string[];
}

export interface CommentText {
  marker: string;
  commit: string;
  sections: readonly Placed[];
  /** Sections that could not be read. */
  damaged: number;
  /** UTF-16 units. */
  budget: number;
}

/** Verdict of all sections, then each; the least important parts go first when it gets too long, and sections that pass last. */
export function renderComment({ marker, commit, sections, damaged, budget }: CommentText): string {
  const sorted = sections.filter(isFirstNote).sort(bySeverity);
  const judged = sorted.filter(({ state }) => state !== 'note');
  const title = `## ${markOf(judged)} ${headline(judged, commit, shownText)}`;
  const harm =
    damaged === 0
      ? ''
      : `${count(damaged, 'section')} changed by hand and left out. Run the job again to have it back.`;
  const frame = `${paragraphs([marker, title, harm])}\n`;
  const fitted = shortenedTo(sorted, budget - frame.length);
  return `${paragraphs([marker, title, ...fitted, harm])}\n`;
}

function shownText(text: string, max = MAX_NAME): string {
  return escapeText(text, max);
}

/** Legs of one matrix often have the same to say. */
function isFirstNote(section: Placed, index: number, all: readonly Placed[]): boolean {
  const same = (other: Placed) => other.state === 'note' && other.parts.join() === section.parts.join();
  return section.state !== 'note' || all.findIndex(same) === index;
}

/** Notes on the whole, then failures, what passes with something to say, the rest; by name. */
function bySeverity(one: Placed, other: Placed): number {
  return rank(one) - rank(other) || BY_NAME.compare(one.name, other.name);
}

function rank(section: Placed): number {
  if (section.state === 'note') return -1;
  if (!passes(section)) return 0;
  return section.warnings + section.waived > 0 ? 1 : 2;
}

interface Form {
  /** The only section; its title is that of the comment. */
  alone: boolean;
  many: boolean;
}

/** Shortens until the texts fit. */
function shortenedTo(sections: readonly Placed[], room: number): string[] {
  const judged = sections.filter(({ state }) => state !== 'note').length;
  const form = { alone: judged === 1, many: judged > OPEN_SECTIONS };
  const shown = sections.map((section) => ({ section, text: sectionText(section, form) }));
  let length = shown.reduce((sum, { text }) => sum + text.length + 2, 0);
  while (length > room) {
    const next = shown.reduce((one, other) => (isLessImportant(other, one) ? other : one));
    const section = withoutLastPart(next.section);
    if (section === null) break;
    length -= next.text.length;
    next.section = section;
    next.text = sectionText(section, form);
    length += next.text.length;
  }
  const left: Placed[] = [];
  const isTooLong = () => length + (left.length === 0 ? 0 : LONGEST_REST) > room;
  for (let last = shown.at(-1); isTooLong() && last !== undefined && shown.length > 1; last = shown.at(-1)) {
    shown.pop();
    left.push(last.section);
    length -= last.text.length + 2;
  }
  const failing = left.filter((section) => !passes(section)).length;
  const rest = `… and ${left.length} more, of which ${failing} do not pass. The job summary has all.`;
  return [...shown.map(({ text }) => text), ...(left.length === 0 ? [] : [rest])];
}

interface Shown {
  section: Placed;
  text: string;
}

/** Later parts count for less than earlier ones, those of a pass for less than those of a failure; then the longer section can spare it. */
function isLessImportant(one: Shown, other: Shown): boolean {
  const parts = contentOf(one.section).length - contentOf(other.section).length;
  const verdict = Number(passes(one.section)) - Number(passes(other.section));
  return (parts || verdict || one.text.length - other.text.length) > 0;
}

/** Its parts without the word that some were dropped. */
export function contentOf({ parts }: Placed): readonly string[] {
  return parts.at(-1) === SHORTENED ? parts.slice(0, -1) : parts;
}

/** Null when nothing is left to drop. */
function withoutLastPart(section: Placed): Placed | null {
  const parts = contentOf(section);
  if (parts.length === 0) return null;
  const said = parts.at(-1) !== '' || section.parts.length > parts.length;
  return { ...section, parts: [...parts.slice(0, -1), ...(said ? [SHORTENED] : [])] };
}

/** Title, then what is between the markers: that alone is read again. */
function sectionText(section: Placed, { alone, many }: Form): string {
  const last = section.parts.findLastIndex((part) => part !== '');
  const body = section.parts
    .slice(0, last + 1)
    .join(`\n\n${CUT}\n\n`)
    .trim();
  const marked = paragraphs([sectionMarker(section, body), body, sectionEnd(section.key)]);
  if (alone || section.state === 'note') return marked;
  const mark = markOf([section]);
  if (many && section.state !== 'tracked' && passes(section) && section.parts[0] === '') {
    return details(`${mark} ${sectionLine(section, (name, max = MAX_NAME) => htmlText(name, max))}`, marked);
  }
  return `### ${mark} ${sectionLine(section, shownText)}\n\n${marked}`;
}
