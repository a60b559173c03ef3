import { UserError } from '../../core/errors.js';
import type { Log } from '../../core/log.js';
import type { Redactor } from '../../core/redact/redactor.js';
import { secretsIn } from '../../core/redact/secret-names.js';

/**
 * A request or a decision whose reason holds no credential.
 * @throws UserError E_SECRET_IN_NAME for a name with a strong secret: names are never rewritten
 */
export function redactReason<
  T extends { model: string | null; reason: string | null; endpoint?: string | null },
>(asked: T, { redactor, log }: { redactor: Redactor; log: Log }): T {
  const names = [
    { where: 'input model', name: asked.model ?? '' },
    { where: 'input endpoint', name: asked.endpoint ?? '' },
  ];
  const faults = secretsIn(names, redactor);
  if (faults.length > 0) throw new UserError(faults);
  const reason = withoutSecrets(asked.reason ?? '', 'the reason', { redactor, log });
  return { ...asked, reason: reason === '' ? null : reason };
}

/** @param where for the log: what the text is */
export function withoutSecrets(
  given: string,
  where: string,
  { redactor, log }: { redactor: Redactor; log: Log },
): string {
  const { text, why } = redactor.replace(given);
  if (why.length > 0) log.info(`Replaced by [redacted] in ${where}: ${why.join(', ')}.`);
  return text;
}
