import { UserError } from '../../core/errors.js';
import type { Log } from '../../core/log.js';
import type { Redactor } from '../../core/redact/redactor.js';
import { secretsIn } from '../../core/redact/secret-names.js';
import type { RegisterRequest } from './register.js';

/**
 * A request whose texts hold no credential; what was replaced is told in one line.
 * @throws UserError E_SECRET_IN_NAME for every name with a strong secret: names are never rewritten
 */
export function redactRequest(
  request: RegisterRequest,
  deps: { redactor: Redactor; log: Log },
): RegisterRequest {
  const { redactor, log } = deps;
  const { model, model_path, aliases, tags } = request;
  const faults = secretsIn(
    [
      { where: 'input model', name: model },
      { where: 'input model-path', name: model_path ?? '' },
      ...aliases.map((name) => ({ where: 'input aliases', name })),
      ...Object.keys(tags).map((name) => ({ where: 'input tags', name })),
    ],
    redactor,
  );
  if (faults.length > 0) throw new UserError(faults);
  const description = redactor.replace(request.description ?? '');
  const values = Object.entries(tags).map(([key, value]) => ({ key, ...redactor.replaceUnder(key, value) }));
  const told = [
    { key: 'description', ...description },
    ...values.map((tag) => ({ ...tag, key: `tags.${tag.key}` })),
  ];
  const replaced = told.flatMap(({ key, why }) => why.map((reason) => `${key} (${reason})`));
  if (replaced.length > 0) log.info(`Replaced by [redacted] in the version: ${replaced.join(', ')}.`);
  return {
    ...request,
    description: description.text || null,
    tags: Object.fromEntries(values.map(({ key, text }) => [key, text])),
  };
}
