import * as core from '@actions/core';
import { type GateResult, gate } from '../../commands/gate/gate.js';
import type { GateRequest } from '../../commands/gate/request.js';
import type { GateTarget } from '../../commands/gate/target.js';
import type { Refused } from '../../commands/publish/gather.js';
import { withRefused } from '../../commands/publish/refused.js';
import { lostJobText } from '../../core/lost-job.js';
import { askOf, askRecallsOf } from '../ask-events.js';
import type { Host } from '../host.js';
import { jobPolicyFile } from '../policy.js';
import { reportGate, reportNoVerdict } from './report.js';

export interface Asked {
  request: GateRequest;
  /** The input `policy`. */
  policy: string;
  wanted: { comment: boolean; status: boolean };
  /** Evidence that was handed over for this commit and not recorded. */
  refused: readonly Refused[];
}

/**
 * Judges a commit by the policy that counts, and says the verdict everywhere. Where that cannot be done, a success that an
 * earlier gate may have set is taken back.
 * @returns the exit code of the step
 */
export async function judgeTarget(host: Host, target: GateTarget, asked: Asked): Promise<number> {
  try {
    return await judge(host, target, asked);
  } catch (error) {
    if (asked.wanted.status) await reportNoVerdict(host, target);
    throw error;
  }
}

async function judge(host: Host, target: GateTarget, asked: Asked): Promise<number> {
  const { request, wanted, refused } = asked;
  const [owner = '', repo = ''] = host.repository.split('/');
  const loaded = await jobPolicyFile(
    host,
    asked.policy,
    target.pull === null ? null : (target.base?.sha ?? null),
  );
  const action = host.env['GITHUB_ACTION_REPOSITORY'] || null;
  const judged = await gate(request, target, {
    ...host,
    ...loaded,
    action,
    repository: { owner, repo },
    ask: askOf(host, asked.policy),
    askRecall: askRecallsOf(host, asked.policy),
  });
  const result = withRefused(judged, refused);
  await reportGate(host, { result, policy: loaded.policy, model: request.model, wanted });
  if (result.verdict === 'pass') return 0;
  core.setFailed(failure(result, refused.length));
  return 1;
}

function failure({ case: kind, judgements, target, search }: GateResult, refused: number): string {
  if (refused > 0) return `${refused} piece(s) of evidence were refused; what could be recorded was.`;
  if (kind === 'no-runs') {
    const [first] = search?.jobs ?? [];
    return `No run was recorded for ${target.sha}${first === undefined ? '' : `: ${lostJobText(first)}`}.`;
  }
  const findings = judgements.flatMap((judgement) => judgement.findings);
  const errors = findings.filter(({ severity }) => severity === 'error');
  return `The policy is not met: ${errors.length} finding(s).`;
}
