import type { Finding } from '../../core/generated/types.js';
import { policyFor } from '../../core/policy/overrides.js';
import type { Policy } from '../../core/policy/policy.js';
import { quoted } from '../../core/printable.js';

/** Who asks for records of a model to be disowned. */
export interface Disowner {
  model: string;
  actor: string | null;
  /** Who started this attempt of the workflow; null where no CI says it. */
  triggering_actor: string | null;
}

/**
 * What the policy has against somebody disowning records alone. What is disowned may be what put a version into Production, so it takes
 * what a stage takes. The one place where this is decided.
 */
export function disownFindings(policy: Policy, { model, actor, triggering_actor }: Disowner): Finding[] {
  const { stages } = policyFor(policy, model);
  const found = (rule: string, message: string, mend: string): Finding => ({
    ...{ rule, severity: 'error', subject: model, message, mend },
  });
  const findings = Object.entries(stages)
    .filter(([, rule]) => (rule.approvals ?? 0) > 0)
    .map(([stage, { approvals }]) =>
      found(
        `stages.${stage}.approvals`,
        `${stage} needs ${approvals} approval(s), and so does disowning records of ${quoted(model)}; this release has no way to give one`,
        'Take `approvals` out of the policy for as long as the repair takes, by a reviewed change',
      ),
    );
  const allowed = Object.hasOwn(stages, 'Production') ? stages['Production']?.allowed_actors : undefined;
  const people = triggering_actor === null ? [actor] : [actor, triggering_actor];
  const stranger = people.find((one) => allowed !== undefined && !isListed(one, allowed));
  if (stranger !== undefined) {
    const who = stranger === null ? 'Nobody is known to ask' : `${quoted(stranger)} asks`;
    const message = `${who}, and only ${allowed?.join(', ')} may disown records of ${quoted(model)}`;
    findings.push(
      found('stages.Production.allowed_actors', message, 'Let one of these accounts repair the model'),
    );
  }
  return findings;
}

function isListed(actor: string | null, allowed: readonly string[]): boolean {
  return actor !== null && allowed.some((one) => one.toLowerCase() === actor.toLowerCase());
}
