import type { ApprovedEvent, RejectedEvent } from '../../generated/types.js';
import { quoted } from '../../printable.js';

/**
 * A comment that decides: the kind, the request, and why. The last begins and ends with no blank: what matches blanks twice takes hours
 * over a comment that has as many of them as GitHub takes.
 */
export const ANSWER_COMMENT = /^\/(approve|reject)[ \t]+([0-9a-fA-F]{32})(?:[ \t]+(\S(?:[^\r\n]*\S)?))?\s*$/;

/** A comment as GitHub has it now. */
export interface CommentFacts {
  /** Number of the issue that it stands on. */
  issue: number;
  author: { id: string } | null;
  body: string;
  createdAt: string;
  updatedAt: string;
}

/** What speaks against a decision by a comment, ends of sentences about the event. @param comment that it names */
export function commentFaults(
  { type, request, person, evidence }: ApprovedEvent | RejectedEvent,
  comment: CommentFacts,
): string[] {
  const faults: string[] = [];
  const which = `comment ${quoted(evidence.comment_id ?? '')}`;
  const [, kind = '', id = ''] = ANSWER_COMMENT.exec(comment.body) ?? [];
  const kinds = { approve: 'approved', reject: 'rejected' };
  if (comment.issue !== evidence.issue) faults.push(`rests on ${which}, which stands on another issue`);
  if (comment.author?.id !== person.id) faults.push(`rests on ${which}, which somebody else wrote`);
  if (comment.createdAt !== comment.updatedAt) faults.push(`rests on ${which}, which was edited`);
  if (kinds[kind as keyof typeof kinds] !== type || id.toLowerCase() !== request)
    faults.push(`rests on ${which}, which says something else`);
  return faults;
}
