import type { Judgement } from '../../core/judgement.js';
import { policyFor } from '../../core/policy/overrides.js';
import type { Policy } from '../../core/policy/policy.js';
import { quoted } from '../../core/printable.js';
import { LISTED } from './job-facts.js';
import { judgeUnrecorded } from './lost-legs.js';
import type { Absent } from './lost-trainings.js';
import type { GateDeps, GateRequest } from './request.js';

/** What the policy makes of a training that only the base branch has a run of. */
function severityOf({ run, isBroken }: Absent, { model }: GateRequest, policy: Policy) {
  const { recorded = 'warning' } = policyFor(policy, model ?? run.experiment).run;
  return isBroken && recorded === 'warning' ? 'error' : recorded;
}

/** A failure for each training that the policy does not let go. */
export function judgeAbsent(absent: readonly Absent[], request: GateRequest, deps: GateDeps): Judgement[] {
  return absent
    .filter((one) => severityOf(one, request, deps.policy) === 'error')
    .map(({ run, why, url }) => {
      const off = `models: { '${request.model ?? run.experiment}': { run: { recorded: off } } }`;
      const finding = {
        message: `No run is recorded, and the base branch has one: ${why}`,
        mend: `Let the workflow train it; what is to go is named in the policy first: ${quoted(off, 300)}`,
        ...(url === null ? {} : { log_url: url }),
      };
      return judgeUnrecorded(run, [finding], { request, deps });
    });
}

/** What a verdict should be read with that says nothing of these: a sentence without a full stop, or none. */
export function absentNotes(absent: readonly Absent[], request: GateRequest, policy: Policy): string[] {
  const told = absent.filter((one) => severityOf(one, request, policy) === 'warning');
  if (told.length === 0) return [];
  const shown = told.slice(0, LISTED).map(({ run, why }) => `${quoted(run.experiment)} (${why})`);
  const more = told.length - shown.length;
  return [
    `Not judged, since this commit has no run of it and the base branch has one: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  ];
}
