import type { Amendment } from '../../core/generated/types.js';
import { firstAmendmentId } from '../../core/ids.js';
import type { Log } from '../../core/log.js';
import type { Redactor } from '../../core/redact/redactor.js';
import { amendmentOf, changesOf } from '../track/amendment/amendment.js';
import { ofOtherRun } from '../track/amendment/other-run.js';
import { redactChanges } from '../track/amendment/redact.js';
import { soundChanges } from '../track/amendment/sound.js';

/**
 * The amendment of evidence as the ledger is to have it: under the id of its run there, and without what may have been let in elsewhere.
 * @param claimed that of the evidence; null where it has none
 */
export async function settledAmendment(
  claimed: Amendment | null,
  { from, to }: { from: string; to: string },
  { redactor, log }: { redactor: Redactor; log: Log },
): Promise<Amendment | undefined> {
  if (claimed === null) return undefined;
  const own = ofOtherRun(claimed, from, to);
  const { at, actor, through } = own;
  const facts = {
    event_id: firstAmendmentId(to),
    at,
    actor: actor === null ? null : redactor.replace(actor).text,
    previous: null,
    through,
  };
  const subject = { run_id: to };
  const changes = await soundChanges(subject, redactChanges(changesOf(own), redactor), { facts, log });
  return changes.length === 0 ? undefined : amendmentOf(subject, changes, facts);
}
