import {
  type CommentStamp,
  CUT,
  commentMarker,
  opens,
  readCommentMarker,
  readSection,
  type SectionFacts,
  sectionEnd,
} from './markers.js';
import { contentOf, type Placed, renderComment } from './text.js';

/** GitHub refuses comments above 65,536 characters; some room is left for how it counts line breaks. UTF-16 units. */
export const MAX_COMMENT = 63_000;
/** What is longer is no comment that GitHub took. */
const MAX_EXISTING = 1 << 20;
const CHANGED = 'This part was changed by hand and is left out. Run its job again to have it back.';

export interface Section extends Omit<SectionFacts, 'leg' | 'stamp'> {
  /** Markdown, the most important first; dropped from the end when the comment gets too long. */
  parts: readonly string[];
}

/** What one job has to say in the comment. */
export interface CommentSections {
  /** The comment's: one for each workflow and model. Letters, digits, `.` and `-`. */
  key: string;
  stamp: CommentStamp;
  /** The job and its matrix leg; all sections that it wrote before are replaced by these. Same characters. */
  leg: string;
  sections: readonly Section[];
}

/**
 * The comment's new text: our sections, and those that other legs wrote for the same commit. What is newer than ours
 * stays as it is. What somebody changed by hand is left out, which is said.
 * @param existing the comment as it is; null when there is none
 * @param budget UTF-16 units
 */
export function mergeSections(existing: string | null, ours: CommentSections, budget = MAX_COMMENT): string {
  const before = existing === null ? null : readComment(existing, ours.key);
  if (existing === null || before === null)
    return render(ours, { sections: place(ours), damaged: 0 }, budget);
  const newer = compareStamps(before.stamp, ours.stamp) > 0;
  if (before.stamp.head_sha !== ours.stamp.head_sha) {
    return newer ? existing : render(ours, { sections: place(ours), damaged: 0 }, budget);
  }
  const theirs = before.sections.filter(({ stamp }) => stamp.head_sha === ours.stamp.head_sha);
  const sameLeg = theirs.filter(({ leg }) => leg === ours.leg);
  const outdated = sameLeg.some(({ stamp }) => compareStamps(stamp, ours.stamp) > 0);
  const others = theirs.filter(({ leg }) => leg !== ours.leg);
  const sections = [...others, ...(outdated || areShortened(sameLeg, ours) ? sameLeg : place(ours))];
  const stamp = newer ? before.stamp : ours.stamp;
  return render({ key: ours.key, stamp }, { sections, damaged: before.damaged }, budget);
}

/** Whether they are what we said before, shortened for lack of room: said in full again they would push others out. */
function areShortened(theirs: readonly Placed[], { sections, stamp }: CommentSections): boolean {
  return sections.every((section) =>
    theirs.some(
      (there) =>
        there.key === section.key &&
        compareStamps(there.stamp, stamp) === 0 &&
        contentOf(there).every((part, index) => part === section.parts[index]),
    ),
  );
}

/** Positive when `one` was said later than `other`. */
export function compareStamps(one: CommentStamp, other: CommentStamp): number {
  return (
    compareRuns(one.run_id, other.run_id) ||
    one.run_attempt - other.run_attempt ||
    (Date.parse(one.at) || 0) - (Date.parse(other.at) || 0)
  );
}

/** Run ids may be longer than a number holds exactly; those that are no numbers have no order. */
function compareRuns(one: string, other: string): number {
  if (!/^\d+$/.test(one) || !/^\d+$/.test(other)) return 0;
  const difference = BigInt(one) - BigInt(other);
  return difference === 0n ? 0 : difference > 0n ? 1 : -1;
}

interface Content {
  sections: readonly Placed[];
  /** Sections whose marker was changed by hand, so that nothing is known of them. */
  damaged: number;
}

function render(
  head: Pick<CommentSections, 'key' | 'stamp'>,
  { sections, damaged }: Content,
  budget: number,
): string {
  return renderComment({
    marker: commentMarker(head.key, head.stamp),
    commit: head.stamp.head_sha,
    sections,
    damaged,
    budget,
  });
}

function place({ sections, leg, stamp }: CommentSections): Placed[] {
  return sections.map((section) => ({ ...section, leg, stamp }));
}

/** Null for a text that has no marker of this key as we wrote it. */
function readComment(text: string, key: string): (Content & { stamp: CommentStamp }) | null {
  if (text.length > MAX_EXISTING) return null;
  // An edit in the browser makes CRLF of every line break.
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const stamp = lines.map((line) => readCommentMarker(line, key)).find((found) => found !== null);
  if (stamp === undefined) return null;
  const sections = new Map<string, Placed>();
  let damaged = 0;
  for (let start = 0; start < lines.length; start += 1) {
    const line = lines[start] ?? '';
    const opened = opens(line);
    if (opened === null) continue;
    const end = lines.indexOf(sectionEnd(opened), start);
    const section =
      end < 0
        ? null
        : readPlaced(
            line,
            lines
              .slice(start + 1, end)
              .join('\n')
              .trim(),
          );
    if (section === null || sections.has(section.key)) damaged += 1;
    else sections.set(section.key, section);
    if (section !== null) start = end;
  }
  return { stamp, damaged, sections: [...sections.values()] };
}

function readPlaced(marker: string, body: string): Placed | null {
  const read = readSection(marker, body);
  if (read === null) return null;
  if (!read.intact) return { ...read.facts, parts: [CHANGED] };
  const parts = `\n${body}\n`.split(`\n${CUT}\n`).map((part) => part.trim());
  return { ...read.facts, parts };
}
