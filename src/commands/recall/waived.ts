import type { Finding, RecalledEvent } from '../../core/generated/types.js';
import { policyFor } from '../../core/policy/overrides.js';
import type { Policy } from '../../core/policy/policy.js';
import { applyWaivers } from '../../core/policy/waivers.js';
import { RECALLED_RULE } from '../../core/recall/findings.js';
import type { WaivedVersion } from '../../report/recall/view.js';

/** Whose waivers count, by a time in RFC 3339. */
export interface Passing {
  policy: Policy;
  now: string;
}

/** Those of the versions that come from a recall which a waiver lets pass: no stage is rolled back from them, and each may go back to them. */
export function waivedOf(
  { event_id }: Pick<RecalledEvent, 'event_id'>,
  versions: readonly Pick<WaivedVersion, 'model' | 'version'>[],
  { policy, now }: Passing,
): WaivedVersion[] {
  const about = { rule: RECALLED_RULE, subject: event_id, message: '', mend: '' };
  const finding: Finding = { ...about, severity: 'error' };
  return versions.flatMap(({ model, version }) => {
    const { waivers } = policyFor(policy, model);
    const { waived } = applyWaivers([finding], waivers, { subject: model, now, version });
    return waived.map(({ waiver: { by, expires, reason } }) => {
      return { model, version, why: `waived by ${by} until ${expires} (${reason})` };
    });
  });
}
