import { type AskEvent, eventAsker } from '../commands/confirm/ask.js';
import { DEFAULT_POLICY_PATH } from '../commands/policy/policy.js';
import type { Host } from './host.js';
import { tokenTrust } from './tokens.js';

/** How events are held against GitHub in this job. @param policy path of the policy's file, as the input has it */
export function askOf(host: Host, policy: string): AskEvent {
  const { github, repository, ledgerRepository, now } = host;
  const repositories = [...new Set([repository, ledgerRepository])];
  const tokens = tokenTrust(host);
  return eventAsker({ github, repositories, policy: policy || DEFAULT_POLICY_PATH, tokens, now });
}
