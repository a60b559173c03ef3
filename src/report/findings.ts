import type { ErrorCode } from '../core/error-codes.js';
import type { Finding, Problem } from '../core/generated/types.js';
import type { WaivedFinding } from '../core/judgement.js';
import type { ReportUrls } from './context.js';
import { workflowLink } from './links.js';
import { code, escapeText, prose, shorten } from './markdown.js';

/** From the gravest to the lightest. */
export const SEVERITIES = ['error', 'warning', 'notice'] as const satisfies readonly Finding['severity'][];
export const SEVERITY_MARKS = { error: '❌', warning: '⚠️', notice: 'ℹ️' } as const;

/** Messages of a record are no longer. */
const MAX_TEXT = 4000;

/** One line of Markdown: what is wrong and how to mend it. @param max characters of either, before escaping */
export function findingLine({ message, mend }: Finding, max = MAX_TEXT): string {
  return [message, mend].map((part) => `${prose(shorten(part, max))}.`).join(' ');
}

/** A link to the log that says more, for the end of a finding's line; empty where none of this repository is known. */
export function logLink({ log_url }: Finding, urls: ReportUrls): string {
  const linked = workflowLink('Log', log_url ?? null, urls);
  return linked === 'Log' ? '' : ` ${linked}.`;
}

/** One line of Markdown: what of a run could not be collected. @param max characters of one text */
export function problemLine({ code: id, what, where, mend }: Problem, max = MAX_TEXT): string {
  const place = where === null ? '' : ` (${escapeText(shorten(where, max))})`;
  return `${code(id)} ${prose(shorten(what, max))}${place}. ${prose(shorten(mend, max))}.`;
}

/** One line of Markdown: what was let pass, how long, by whom and why. @param max characters of one text */
export function waivedLine({ finding, waiver }: WaivedFinding, max = MAX_TEXT): string {
  const until = `until ${escapeText(waiver.expires, 40)} by ${escapeText(waiver.by, 60)}`;
  return `⏳ ${prose(shorten(finding.message, max))}. Waived ${until}: ${escapeText(waiver.reason, max)}`;
}

/** What a refusal because of this finding is called. */
export function findingCode({ rule }: Finding): ErrorCode {
  return /^(?:required_tags|tags)\./.test(rule) ? 'E_LINEAGE_MISSING' : 'E_POLICY_NOT_MET';
}
