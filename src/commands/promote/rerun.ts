import { UserError } from '../../core/errors.js';
import type { EventFacts } from '../../core/registry/event-chain.js';
import type { RegisteredModel } from '../../core/registry/registry.js';

/**
 * GitHub keeps the first attempt's actor whoever starts a workflow run again, so a later attempt decides nothing.
 * @throws UserError E_RERUN
 */
export function requireFirstAttempt({ events }: Pick<RegisteredModel, 'events'>, { by }: EventFacts): void {
  if ((by?.ci_run_attempt ?? 1) <= 1) return;
  const written = events.filter((event) => event.by != null && event.by.ci_run_id === by?.ci_run_id);
  const done = written.map(({ type, event_id }) => `${type} ${event_id}`).join(', ');
  throw new UserError({
    code: 'E_RERUN',
    what: `This is attempt ${by?.ci_run_attempt} of the workflow run, and only the first one writes to the registry${
      done === '' ? '' : ` (it wrote ${done})`
    }`,
    where: 'GITHUB_RUN_ATTEMPT',
    mend: 'Start the workflow anew: a re-run goes by the name of who started it first',
  });
}
