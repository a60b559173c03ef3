import { UserError } from '../../core/errors.js';
import type { Log } from '../../core/log.js';
import type { Redactor } from '../../core/redact/redactor.js';
import { secretsIn } from '../../core/redact/secret-names.js';

/**
 * A request or a decision whose reason holds no credential.
 * @throws UserError E_SECRET_IN_NAME for a model's name with a strong secret: names are never rewritten
 */
export function redactReason<T extends { model: string | null; reason: string | null }>(
  asked: T,
  { redactor, log }: { redactor: Redactor; log: Log },
): T {
  const faults = secretsIn([{ where: 'input model', name: asked.model ?? '' }], redactor);
  if (faults.length > 0) throw new UserError(faults);
  const { text, why } = redactor.replace(asked.reason ?? '');
  if (why.length > 0) log.info(`Replaced by [redacted] in the reason: ${why.join(', ')}.`);
  return { ...asked, reason: text === '' ? null : text };
}
