import { eventOrigin } from '../collect/ci/origin.js';
import type { EventFacts } from '../core/registry/event-chain.js';
import type { Host } from './host.js';

/** Who writes events in this job, with what GitHub can be asked about it. */
export function eventFacts({
  ci,
  repository,
  now,
  newId,
}: Pick<Host, 'ci' | 'repository' | 'now' | 'newId'>): EventFacts {
  const { actor, ci_run_url } = ci.context;
  const origin = eventOrigin(ci);
  const by = origin === undefined ? {} : { by: { ...origin, repository } };
  return { at: new Date(now()).toISOString(), actor, ci_run_url, ...by, newId };
}
