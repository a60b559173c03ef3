import * as core from '@actions/core';
import type { PromoteResult } from '../../commands/promote/deps.js';
import type { Policy } from '../../core/policy/policy.js';
import type { Host } from '../host.js';
import { announce } from './announce.js';
import { keepIssue } from './issue.js';
import { reportPromotion } from './report.js';

interface Done {
  result: PromoteResult;
  reason: string | null;
  dry_run: boolean;
  /** Of a move that was asked for; a decision about a request has neither. */
  override?: boolean;
  rollback?: boolean;
}

/** Outputs, summary and the request's issue. @returns the exit code of the step */
export async function finish(
  host: Host,
  { result, reason, dry_run, override = false, rollback = false }: Done,
  { policy, default_branch }: { policy: Policy; default_branch: string },
): Promise<number> {
  const issue = dry_run ? null : await keepIssue(host, result, policy);
  await reportPromotion(host, { result, reason, dry_run, override, rollback, issue });
  if (!dry_run) await announce(result, { ...host, default_branch });
  if (result.state !== 'refused') return 0;
  const { length } = result.judgement.findings.filter(({ severity }) => severity === 'error');
  const written = result.events.length === 0 ? 'nothing was written' : 'the request is dead';
  core.setFailed(`${result.version.model} was not promoted: ${length} finding(s), ${written}.`);
  return 1;
}
