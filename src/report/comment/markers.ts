import { sha256 } from '../../core/digest.js';
import type { Stamp } from '../context.js';
import type { Outcome, State } from '../outcome.js';

/** Where a report stands: the commit it is about and the workflow run that says it. */
export interface CommentStamp extends Stamp {
  head_sha: string;
}

/** What the hidden marker of a section holds. */
export interface SectionFacts extends Outcome {
  /** Letters, digits, `.` and `-`. */
  key: string;
  /** The job that wrote it: its sections are replaced together. Same characters. */
  leg: string;
  stamp: CommentStamp;
}

/** Stands between the parts of a section: what comes later is dropped first when the comment gets too long. */
export const CUT = '<!-- lineage-gate:more -->';

const STATES: readonly State[] = ['pass', 'fail', 'no-runs', 'not-applicable', 'tracked', 'note'];

/** By which the comment of a key is found again. Who else may have written a comment with it is for the caller to check. */
export function commentMarkerStart(key: string): string {
  return `<!-- lineage-gate:comment ${key} `;
}

export function commentMarker(key: string, stamp: CommentStamp): string {
  const fields = stampFields(stamp);
  return `${commentMarkerStart(key)}${fields} digest=${shortDigest(key, fields)} -->`;
}

export function sectionMarker(facts: SectionFacts, body: string): string {
  const fields = [
    `leg=${facts.leg} state=${facts.state}`,
    `errors=${facts.errors} warnings=${facts.warnings} waived=${facts.waived}`,
    ...(facts.no_baseline ? ['baseline=none'] : []),
    ...(facts.tags_only ? ['judged=tags'] : []),
    ...(facts.other_data ? ['data=other'] : []),
    ...(facts.reason === '' ? [] : [`reason=${encode(facts.reason)}`]),
    ...(facts.model === facts.name ? [] : [`model=${encode(facts.model)}`]),
    `name=${encode(facts.name)} ${stampFields(facts.stamp)} body=${shortDigest(body)}`,
  ].join(' ');
  return `<!-- lineage-gate:section ${facts.key} ${fields} digest=${shortDigest(facts.key, fields)} -->`;
}

export function sectionEnd(key: string): string {
  return `<!-- /lineage-gate:section ${key} -->`;
}

/** The stamp of a comment's line; null when the line is no marker of this key as we wrote it. */
export function readCommentMarker(line: string, key: string): CommentStamp | null {
  const marker = /^<!-- lineage-gate:comment ([\w.-]{1,100}) (.{1,1000}) digest=([0-9a-f]{16}) -->$/.exec(
    line,
  );
  const [, found = '', fields = '', digest] = marker ?? [];
  if (found !== key || digest !== shortDigest(key, fields)) return null;
  return readStamp(fieldsOf(fields));
}

/** The key that a line opens a section of; null when it opens none. */
export function opens(line: string): string | null {
  return /^<!-- lineage-gate:section ([\w.-]{1,100}) /.exec(line)?.[1] ?? null;
}

/** The facts of a section, and whether its body is as it was written; null when the marker is not. */
export function readSection(line: string, body: string): { facts: SectionFacts; intact: boolean } | null {
  const marker = /^<!-- lineage-gate:section ([\w.-]{1,100}) (.{1,9000}) digest=([0-9a-f]{16}) -->$/.exec(
    line,
  );
  const [, key = '', text = '', digest] = marker ?? [];
  if (digest === undefined || digest !== shortDigest(key, text)) return null;
  const fields = fieldsOf(text);
  const stamp = readStamp(fields);
  const state = STATES.find((known) => known === fields.get('state'));
  const leg = fields.get('leg') ?? '';
  const name = decode(fields.get('name') ?? '');
  const [errors, warnings, waived] = ['errors', 'warnings', 'waived'].map((word) =>
    readCount(fields.get(word)),
  );
  if (stamp === null || state === undefined || name === null || !/^[\w.-]{1,100}$/.test(leg)) return null;
  if (errors == null || warnings == null || waived == null) return null;
  // Reports of earlier versions have neither.
  const reason = decode(fields.get('reason') ?? '') ?? '';
  const model = decode(fields.get('model') ?? '') || name;
  const no_baseline = fields.get('baseline') === 'none';
  const tags_only = fields.get('judged') === 'tags';
  const other_data = fields.get('data') === 'other';
  const counts = { errors, warnings, waived };
  const remarks = { no_baseline, tags_only, other_data };
  const facts = { key, leg, stamp, state, name, model, reason, ...counts, ...remarks };
  return { facts, intact: fields.get('body') === shortDigest(body) };
}

/** Tells edits by hand, not forgeries: who may edit the comment may write one of their own as well. */
function shortDigest(...texts: string[]): string {
  return sha256(texts.join('\n')).slice('sha256:'.length, 'sha256:'.length + 16);
}

function stampFields({ head_sha, run_id, run_attempt, at }: CommentStamp): string {
  return `head=${encode(head_sha)} run=${encode(run_id)} attempt=${run_attempt} at=${encode(at)}`;
}

function readStamp(fields: ReadonlyMap<string, string>): CommentStamp | null {
  const [head_sha, run_id, at] = ['head', 'run', 'at'].map((name) => decode(fields.get(name) ?? ''));
  const run_attempt = readCount(fields.get('attempt'));
  return head_sha && run_id && at && run_attempt !== null ? { head_sha, run_id, run_attempt, at } : null;
}

function fieldsOf(text: string): Map<string, string> {
  return new Map(
    text.split(' ').map((field): [string, string] => {
      const at = field.indexOf('=');
      return [field.slice(0, at), field.slice(at + 1)];
    }),
  );
}

function readCount(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** Neither a blank, which ends a field, nor `>`, which ends a comment, stays as it is. */
function encode(text: string): string {
  return [...Buffer.from(text.slice(0, 200))]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[\w.:-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

function decode(text: string): string | null {
  if (!/^(?:[\w.:-]|%[0-9A-F]{2})*$/.test(text)) return null;
  const bytes = text.replace(/%([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
