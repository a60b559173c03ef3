import type { RegisterRequest } from '../../commands/register/register.js';
import { registerRequestOf } from '../../commands/register/request.js';
import type { Env } from '../host.js';
import type { Inputs } from '../inputs.js';

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
