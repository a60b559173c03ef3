import type { Ci } from '../../collect/ci/ci.js';
import type { RecordMode, Session } from './session.js';

/** Where the record of a run goes, by what its request and its event say. */
export function recordingOf(
  { record }: { record: RecordMode },
  { ci, inAction }: { ci: Pick<Ci, 'context'>; inAction: boolean },
): Pick<Session, 'not_recorded' | 'evidence'> {
  const not_recorded = whyNotRecorded(record, ci);
  return { not_recorded, evidence: inAction && not_recorded !== null && record !== 'none' };
}

/** A fork's or Dependabot's token can only read, whatever the workflow asks for. */
function whyNotRecorded(mode: RecordMode, { context }: Pick<Ci, 'context'>): string | null {
  if (mode === 'none' || mode === 'evidence') return `\`record\` is \`${mode}\``;
  if (mode === 'auto' && context.trust === 'fork') {
    return 'the pull request comes from a fork or from Dependabot, whose token cannot write to this repository';
  }
  return null;
}
