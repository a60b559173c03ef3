import { UserError } from '../../core/errors.js';
import type { Log } from '../../core/log.js';
import type { Redactor } from '../../core/redact/redactor.js';
import { secretsIn } from '../../core/redact/secret-names.js';
import type { PromoteRequest } from './request.js';

/**
 * A request whose reason holds no credential.
 * @throws UserError E_SECRET_IN_NAME for a model's name with a strong secret: names are never rewritten
 */
export function redactReason(
  request: PromoteRequest,
  { redactor, log }: { redactor: Redactor; log: Log },
): PromoteRequest {
  const { model, endpoint } = request;
  const names = [
    { where: 'input model', name: model },
    ...(endpoint === null ? [] : [{ where: 'input endpoint', name: endpoint }]),
  ];
  const faults = secretsIn(names, redactor);
  if (faults.length > 0) throw new UserError(faults);
  const { text, why } = redactor.replace(request.reason ?? '');
  if (why.length > 0) log.info(`Replaced by [redacted] in the reason: ${why.join(', ')}.`);
  return { ...request, reason: text === '' ? null : text };
}
