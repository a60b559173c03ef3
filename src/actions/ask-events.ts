import { type AskEvent, eventAsker } from '../commands/confirm/ask.js';
import type { IsIn } from '../commands/confirm/by-policies.js';
import type { RepositoryRules } from '../commands/confirm/rules.js';
import { DEFAULT_POLICY_PATH } from '../commands/policy/policy.js';
import type { Host } from './host.js';
import { tokenTrust } from './tokens.js';

/**
 * How events are held against GitHub in this job.
 * @param policy path of the policy's file, as the input has it
 * @param rules what the default branch of the workflow's repository says, where that was read before
 * @param isIn who is in a team, where a token reads teams
 */
export function askOf(host: Host, policy: string, rules?: RepositoryRules, isIn?: IsIn): AskEvent {
  const { github, repository, ledgerRepository, now } = host;
  const repositories = [...new Set([repository, ledgerRepository])];
  const known = rules === undefined ? {} : { known: { repository, rules } };
  const tokens = tokenTrust(host);
  return eventAsker({
    ...{ github, repositories, tokens, now, ...known, ...(isIn === undefined ? {} : { isIn }) },
    policy: policy || DEFAULT_POLICY_PATH,
  });
}
