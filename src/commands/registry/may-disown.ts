import type { Finding } from '../../core/generated/types.js';
import { isListed } from '../../core/policy/accounts.js';
import { policyFor } from '../../core/policy/overrides.js';
import { refFault } from '../../core/policy/stage-rules.js';
import { quoted } from '../../core/printable.js';
import type { PromoteDeps } from '../promote/deps.js';
import { askingAccounts } from '../promote/people.js';

/** Who asks for records of a model to be disowned. */
export interface Disowner {
  model: string;
  actor: string | null;
  /** Who started this attempt of the workflow; null where no CI says it. */
  triggering_actor: string | null;
}

/**
 * What the policy has against somebody asking to disown records, or from there. What is disowned may be what put a version into
 * Production, so it takes who may ask for that. How many must approve it is another question (`disownRule`).
 */
export async function disownFindings(
  asking: Disowner,
  deps: Pick<PromoteDeps, 'policy' | 'people' | 'job'>,
): Promise<Finding[]> {
  const message = refFault('repairs', deps.job, undefined);
  const mend = 'Start the workflow from the default branch';
  const ofRef: Finding[] =
    message === undefined
      ? []
      : [{ rule: 'disown.ref', severity: 'error', subject: asking.model, message, mend }];
  return [...ofRef, ...(await strangerFindings(asking, deps))];
}

async function strangerFindings(
  { model, ...asking }: Disowner,
  { policy, people }: Pick<PromoteDeps, 'policy' | 'people'>,
): Promise<Finding[]> {
  const { stages } = policyFor(policy, model);
  const allowed = Object.hasOwn(stages, 'Production') ? stages['Production']?.allowed_actors : undefined;
  if (allowed === undefined) return [];
  const accounts = await askingAccounts(asking, allowed, people);
  const stranger = accounts.find((account) => !isListed(account, allowed));
  if (accounts.length > 0 && stranger === undefined) return [];
  const who = stranger === undefined ? 'Nobody is known to ask' : `${quoted(stranger.person.login)} asks`;
  const message = `${who}, and only ${allowed.join(', ')} may disown records of ${quoted(model)}`;
  const mend = 'Let one of these accounts repair the model';
  return [{ rule: 'stages.Production.allowed_actors', severity: 'error', subject: model, message, mend }];
}
