import type { DecideDeps } from '../../commands/promote/decide.js';
import type { Decider, PromoteDeps } from '../../commands/promote/deps.js';
import { personOf } from '../../commands/promote/people.js';
import { readRunApprovals } from '../../github/run-approvals.js';
import type { Host } from '../host.js';

/**
 * Who decides by a job. Where the policy names an environment and this very run made the request, that is who let the job into the
 * environment: who started the run has asked for it. Else it is who started the job.
 */
export function decidersOf(host: Host, { facts, people }: PromoteDeps): DecideDeps['deciders'] {
  return async (request, rule) => {
    const own = facts.by?.ci_run_id ?? null;
    const isOwn = own !== null && request.event.by?.ci_run_id === own;
    if (rule.environment !== null && isOwn) return reviewers(host, own, rule.environment);
    const person = await personOf(facts.actor ?? 'unknown', people, facts.by?.actor_id ?? null);
    return [{ person, evidence: { via: 'dispatch' } }];
  };
}

async function reviewers(host: Host, runId: string, environment: string): Promise<Decider[]> {
  const [owner = '', repo = ''] = host.repository.split('/');
  const answers = (await readRunApprovals(await host.github(), { owner, repo, runId })) ?? [];
  const people = new Map<string, Decider>();
  for (const { state, environments, reviewer } of answers) {
    // GitHub compares names of environments without their case.
    const of = environments.find(({ name }) => name.toLowerCase() === environment.toLowerCase());
    if (state !== 'approved' || of === undefined || reviewer === null) continue;
    const { login, id, type } = reviewer;
    people.set(id, { person: { login, id, type }, evidence: { via: 'environment', environment: of.name } });
  }
  return [...people.values()];
}
