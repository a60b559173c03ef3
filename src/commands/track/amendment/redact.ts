import type { Redactor } from '../../../core/redact/redactor.js';
import type { TimedChange } from '../../../mlflow/state/residue.js';

/** Fields that name what they are about. */
const IDS: ReadonlySet<string> = new Set([
  'type',
  'run_id',
  'experiment_id',
  'model_id',
  'source_run_id',
  'artifact_uri',
]);

/** Changes without credentials. A param, tag or metric whose key holds one is left out. */
export function redactChanges(changes: readonly TimedChange[], redactor: Redactor): TimedChange[] {
  return changes
    .filter((change) => isTold(change, redactor))
    .map((change) => visit(change, '', redactor) as TimedChange);
}

function visit(value: unknown, key: string, redactor: Redactor): unknown {
  if (typeof value === 'string') return redactor.replaceUnder(key, value).text;
  if (Array.isArray(value))
    return value.filter((item) => isTold(item, redactor)).map((item) => visit(item, key, redactor));
  if (value === null || typeof value !== 'object') return value;
  const fields = value as Record<string, unknown>;
  const own = typeof fields['key'] === 'string' ? fields['key'] : '';
  return Object.fromEntries(
    Object.entries(fields).map(([name, item]) => [
      name,
      IDS.has(name) || name === 'key' ? item : visit(item, name === 'value' ? own : '', redactor),
    ]),
  );
}

function isTold(item: unknown, redactor: Redactor): boolean {
  const key =
    item !== null && typeof item === 'object' ? (item as Record<string, unknown>)['key'] : undefined;
  return typeof key !== 'string' || redactor.secretIn(key) === undefined;
}
