import { type Fault, Faults, UserError } from '../../core/errors.js';
import { type ParsedUri, parseModelUri } from '../../core/fetch/uri.js';
import { shown } from '../../core/key-values.js';
import type { Log } from '../../core/log.js';
import { modelNameFault } from '../../core/model-names.js';
import { encodeName } from '../../core/names.js';
import { printable } from '../../core/printable.js';
import { reasonFaults } from '../../core/reason.js';
import type { Redactor } from '../../core/redact/redactor.js';
import { secretsIn } from '../../core/redact/secret-names.js';

export interface EndpointTexts {
  endpoint: string;
  /** Model URI of what serves from now on; null withdraws what does. */
  uri: string | null;
  reason: string;
  allowArchived: boolean;
  allowRecalled?: boolean;
}

export interface EndpointRequest {
  endpoint: string;
  /** Null withdraws what serves. */
  uri: string | null;
  reason: string | null;
  allow_archived: boolean;
  /** Whether the policy's `recall.fetch: refuse` is passed over. */
  allow_recalled?: boolean;
}

/** A request from texts of the command line, its reason without credentials. @throws UserError with every fault */
export function endpointRequestOf(
  texts: EndpointTexts,
  { redactor, log }: { redactor: Redactor; log: Log },
): EndpointRequest {
  const { endpoint, uri, allowArchived, allowRecalled = false } = texts;
  const faults = new Faults();
  for (const fault of endpointFaults(endpoint, 'endpoint')) faults.add(fault);
  for (const fault of secretsIn([{ where: 'endpoint', name: endpoint }], redactor)) faults.add(fault);
  if (uri !== null) for (const fault of uriFaults(uri)) faults.add(fault);
  const reason = texts.reason.trim();
  for (const fault of reasonFaults(reason, '--reason')) faults.add(fault);
  faults.throwIfAny();
  const { text, why } = redactor.replace(reason);
  if (why.length > 0) log.info(`Replaced by [redacted] in the reason: ${why.join(', ')}.`);
  return {
    endpoint,
    uri,
    reason: text === '' ? null : text,
    allow_archived: allowArchived,
    allow_recalled: allowRecalled,
  };
}

/** Why an endpoint cannot be called so: the rules are those of models, since people read it the same way. */
export function endpointFaults(name: string, where: string): Fault[] {
  if (name.trim() === '')
    return [{ code: 'E_INPUT_MISSING', what: 'The endpoint is empty', where, mend: 'Name it' }];
  try {
    encodeName(name, where);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [...error.faults];
  }
  const fault = modelNameFault(name);
  if (fault === undefined) return [];
  const what = `The endpoint name ${shown(printable(name))} ${fault.what}`;
  return [{ code: 'E_NAME_INVALID', what, where, mend: fault.mend }];
}

function uriFaults(uri: string): Fault[] {
  let parsed: ParsedUri;
  try {
    parsed = parseModelUri(uri);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return [...error.faults];
  }
  if (parsed.kind === 'version') return [];
  return [
    {
      code: 'E_INPUT_INVALID',
      what: `${shown(uri)} is no version of a registered model, and nothing else is deployed`,
      where: 'model URI',
      mend: 'Register the model, and name its version: `models:/NAME/3`',
    },
  ];
}
