import type { Finding } from '../core/generated/types.js';
import { prose } from './markdown.js';

/** One line of Markdown: what is wrong and how to mend it. */
export function findingLine(finding: Finding): string {
  return `${prose(finding.message)}. ${prose(finding.mend)}.`;
}
