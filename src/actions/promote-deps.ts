import type { RepositoryRules } from '../commands/confirm/rules.js';
import { githubSource } from '../commands/fetch/github-source.js';
import type { PromoteDeps } from '../commands/promote/deps.js';
import { githubPeople } from '../commands/promote/github-people.js';
import { askOf, askRecallsOf } from './ask-events.js';
import { eventFacts } from './event-facts.js';
import { type Host, openGitHub, proxiedFetch } from './host.js';
import { attestOf } from './tokens.js';

/** What a promotion in this job is made with. */
export function promoteDeps(
  host: Host,
  inputs: { policy: string; 'team-token': string },
  rules: RepositoryRules,
): PromoteDeps {
  const { policy, default_branch } = rules;
  const { serverUrl, github, repository, env, log } = host;
  const { code, context } = host.ci;
  const token = inputs['team-token'];
  const teams = token === '' ? null : () => openGitHub(env, { token, log });
  const people = githubPeople(github, { repository, teams });
  const isIn = teams === null ? undefined : people.isIn;
  return {
    ...host,
    policy,
    facts: eventFacts(host),
    triggering_actor: context.triggering_actor,
    ask: askOf(host, inputs.policy, rules, isIn),
    askRecall: askRecallsOf(host, inputs.policy, { rules, isIn }),
    ...attestOf(host),
    job: { ref: code?.ref ?? null, default_branch },
    people,
    sources: [githubSource({ serverUrl, github, fetch: proxiedFetch })],
  };
}
