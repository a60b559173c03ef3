import * as core from '@actions/core';
import type { PromoteResult } from '../../commands/promote/deps.js';
import type { AskRecall } from '../../commands/recalled/ask.js';
import type { Answered } from '../../commands/registry/answer.js';
import type { Policy } from '../../core/policy/policy.js';
import { finishClear } from '../finish-clear.js';
import type { Host } from '../host.js';
import { announce } from './announce.js';
import { keepIssue } from './issue.js';
import { keepIssuesOfRecalls, movedBy, type Seen } from './recalls.js';
import { finishRepair } from './repair.js';
import { reportPromotion } from './report.js';

/** What was asked for, of which only what a person said is of use here. */
interface Words {
  reason: string | null;
  dry_run: boolean;
  /** Of a move that was asked for; a decision about a request has neither. */
  override?: boolean;
  rollback?: boolean;
}

interface Rules {
  policy: Policy;
  default_branch: string;
  seen: Seen;
  ask: AskRecall | undefined;
}

/** Outputs, summary and the request's issue, of whatever was asked for or answered. @returns the exit code of the step */
export function finish(
  host: Host,
  { about, result, ...words }: Answered & Words,
  rules: Rules,
): Promise<number> {
  switch (about) {
    case 'move':
      return finishMove(host, { result, ...words }, rules);
    case 'repair':
      return finishRepair(host, { result, ...words }, rules);
    case 'clear':
      return finishClear(host, result, { ...words, ...rules });
  }
}

async function finishMove(
  host: Host,
  { result, reason, dry_run, override = false, rollback = false }: Words & { result: PromoteResult },
  { policy, default_branch, seen, ask }: Rules,
): Promise<number> {
  const issue = dry_run ? null : await keepIssue(host, result.request, policy);
  await reportPromotion(host, { result, reason, dry_run, override, rollback, issue });
  if (!dry_run) await announce(result, { ...host, default_branch });
  if (!dry_run) await keepIssuesOfRecalls(host, movedBy(result), { policy, seen, ask });
  if (result.state !== 'refused') return 0;
  const { length } = result.judgement.findings.filter(({ severity }) => severity === 'error');
  const written = result.events.length === 0 ? 'nothing was written' : 'the request is dead';
  core.setFailed(`${result.version.model} was not promoted: ${length} finding(s), ${written}.`);
  return 1;
}
