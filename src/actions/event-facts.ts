import type { EventFacts } from '../core/registry/event-chain.js';
import type { Host } from './host.js';

/** Who writes events in this job, with what GitHub can be asked about it. */
export function eventFacts({
  ci: { context, code },
  repository,
  now,
  newId,
}: Pick<Host, 'ci' | 'repository' | 'now' | 'newId'>): EventFacts {
  const { actor, actor_id, triggering_actor, event, workflow_ref, ci_run_id, ci_run_attempt, ci_run_url } =
    context;
  const by = {
    ...{ actor_id, triggering_actor, event, repository, workflow_ref, ci_run_id, ci_run_attempt },
    ref: code?.ref ?? null,
    commit: code?.commit ?? null,
  };
  return { at: new Date(now()).toISOString(), actor, ci_run_url, by, newId };
}
