import type { EventOrigin } from '../../core/generated/types.js';
import type { Ci } from './ci.js';

/** What GitHub says of the job, as an event keeps it; undefined in other CI systems and on a laptop. */
export function eventOrigin({ name, context, code }: Ci): EventOrigin | undefined {
  if (name !== 'github-actions') return undefined;
  const { actor_id, triggering_actor, event, workflow_ref, ci_run_id, ci_run_attempt } = context;
  return {
    actor_id,
    triggering_actor,
    event,
    workflow_ref,
    ci_run_id,
    ci_run_attempt,
    repository: code?.repository ?? null,
    ref: code?.ref ?? null,
    commit: code?.commit ?? null,
  };
}
