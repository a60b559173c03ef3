import { UserError } from '../../core/errors.js';
import type { Log } from '../../core/log.js';
import type { Redactor } from '../../core/redact/redactor.js';
import { secretsIn } from '../../core/redact/secret-names.js';
import { withoutSecrets } from '../promote/redact-reason.js';
import type { ClearRequest, RecallRequest } from './request.js';

interface Redaction {
  redactor: Redactor;
  log: Log;
}

/**
 * A recall of whose texts none holds a credential.
 * @throws UserError E_SECRET_IN_NAME for a name with a strong secret: names are never rewritten
 */
export function redactRecall(request: RecallRequest, deps: Redaction): RecallRequest {
  const faults = secretsIn([{ where: 'input what', name: request.what }], deps.redactor);
  if (faults.length > 0) throw new UserError(faults);
  const { incident, contact } = request;
  return {
    ...request,
    reason: withoutSecrets(request.reason, 'the reason', deps),
    incident: incident === null ? null : withoutSecrets(incident, 'the address of the incident', deps),
    contact: contact === null ? null : withoutSecrets(contact, 'the contact', deps),
  };
}

export function redactClear(request: ClearRequest, deps: Redaction): ClearRequest {
  return { ...request, reason: withoutSecrets(request.reason, 'the reason', deps) };
}
