import type { Ci } from '../../collect/ci/ci.js';
import type { RegisterRequest } from '../../commands/register/register.js';
import { registerRequestOf } from '../../commands/register/request.js';
import type { Env } from '../host.js';
import type { Inputs } from '../inputs.js';

/** Branch that the job's commit goes into, or is on; for a tag the default branch. Null when none is known. */
export function baseBranch({ trigger, code }: Ci): string | null {
  const ref = code?.ref ?? '';
  const own = ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : null;
  return trigger?.base_ref ?? own ?? trigger?.default_branch ?? null;
}

/** What the workflow asks to be registered. @throws UserError with the faults of all inputs */
export function registerRequest(inputs: Inputs<'register'>, env: Env): Promise<RegisterRequest> {
  return registerRequestOf({
    model: inputs.model,
    runId: inputs['run-id'] || env['LINEAGE_RUN_ID'] || '',
    modelPath: inputs['model-path'],
    description: inputs.description,
    aliases: inputs.aliases,
    tags: inputs.tags,
  });
}
