import { type AskEvent, eventAsker } from '../commands/confirm/ask.js';
import type { IsIn } from '../commands/confirm/by-policies.js';
import type { RepositoryRules } from '../commands/confirm/rules.js';
import type { AskDeps } from '../commands/confirm/run-asker.js';
import { DEFAULT_POLICY_PATH } from '../commands/policy/policy.js';
import { type AskRecall, recallAsker } from '../commands/recalled/ask.js';
import type { Host } from './host.js';
import { tokenTrust } from './tokens.js';

/**
 * How events are held against GitHub in this job.
 * @param policy path of the policy's file, as the input has it
 * @param rules what the default branch of the workflow's repository says, where that was read before
 * @param isIn who is in a team, where a token reads teams
 */
export function askOf(host: Host, policy: string, rules?: RepositoryRules, isIn?: IsIn): AskEvent {
  return eventAsker(askDeps(host, policy, { rules, isIn }));
}

/** The same of events of recalls. @param isIn who is in a team, where a token reads teams */
export function askRecallsOf(
  host: Host,
  policy: string,
  { rules, isIn }: { rules?: RepositoryRules; isIn?: IsIn | undefined } = {},
): AskRecall {
  return recallAsker(askDeps(host, policy, { rules, isIn }));
}

function askDeps(
  host: Host,
  policy: string,
  { rules, isIn }: { rules?: RepositoryRules | undefined; isIn?: IsIn | undefined },
): AskDeps {
  const { github, repository, ledgerRepository, now } = host;
  const repositories = [...new Set([repository, ledgerRepository])];
  const known = rules === undefined ? {} : { known: { repository, rules } };
  const tokens = tokenTrust(host);
  return {
    github,
    repositories,
    tokens,
    now,
    ...known,
    ...(isIn === undefined ? {} : { isIn }),
    policy: policy || DEFAULT_POLICY_PATH,
  };
}
