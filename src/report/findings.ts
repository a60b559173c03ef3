import type { Finding } from '../core/generated/types.js';
import { code, escapeText } from './markdown.js';

/** One line of Markdown: what is wrong and how to mend it. */
export function findingLine(finding: Finding): string {
  return `${spans(finding.message)}. ${spans(finding.mend)}.`;
}

/**
 * Texts of ours hold code spans around values. A backtick in a foreign value shifts which part is taken for a span,
 * so every part is made safe either way.
 */
function spans(text: string): string {
  return text
    .split('`')
    .map((part, index) => (index % 2 === 1 ? code(part, 1000) : escapeText(part, 4000)))
    .join('');
}
