import type { Faults } from '../../core/errors.js';
import type { Log } from '../../core/log.js';
import type { Redactor } from '../../core/redact/redactor.js';
import { type RequestName, secretsIn } from '../../core/redact/secret-names.js';

export interface Redaction {
  redactor: Redactor;
  log: Log;
}

/** Adds a fault for each name that holds a strong secret: names are never rewritten. */
export function addSecretNames(faults: Faults, names: readonly RequestName[], { redactor }: Redaction): void {
  for (const fault of secretsIn(names, redactor)) faults.add(fault);
}

/** A text for good, with its credentials replaced. @param key of what it is the value; null for free text */
export function redacted(text: string, { what, key }: { what: string; key: string | null }, deps: Redaction) {
  const { redactor, log } = deps;
  const found = key === null ? redactor.replace(text) : redactor.replaceUnder(key, text);
  if (found.why.length > 0) log.info(`Replaced by [redacted] in ${what}: ${found.why.join(', ')}.`);
  return found.text;
}
