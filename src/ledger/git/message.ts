import { withoutTrailing } from '../../core/without-trailing.js';
import type { CommitMessage } from '../ledger.js';

const LONGEST_SUBJECT = 120;
const LONGEST_TRAILER = 500;

/** The text of a commit: one subject line, then trailers. Nothing in it can begin a line of its own. */
export function commitText(message: CommitMessage): string {
  const subject = oneLine(message.subject, LONGEST_SUBJECT) || 'ledger: add records';
  const trailers = message.trailers.map(([key, value]) => {
    if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(key)) throw new Error(`${JSON.stringify(key)} is no trailer key`);
    return `${key}: ${oneLine(value, LONGEST_TRAILER)}\n`;
  });
  return trailers.length === 0 ? `${subject}\n` : `${subject}\n\n${trailers.join('')}`;
}

/** What git takes as the name or address of an identity: it refuses empty ones and those of `<>` and control characters. */
export function identityPart(text: string, fallback: string): string {
  const line = oneLine(text.replace(/[<>]/g, ' '), 200);
  return withoutTrailing(line.replace(/^[.,:;"'\\ ]+/, ''), `.,:;"'\\ `) || fallback;
}

function oneLine(text: string, longest: number): string {
  const line = text
    .replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const characters = [...line];
  return characters.length <= longest ? line : `${characters.slice(0, longest - 1).join('')}…`;
}
