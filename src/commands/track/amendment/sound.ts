import type { Amendment } from '../../../core/generated/types.js';
import type { Log } from '../../../core/log.js';
import { encodeRecord, RecordFault } from '../../../ledger/read/records.js';
import type { TimedChange } from '../../../mlflow/state/residue.js';
import { type Subject, subjectKey } from '../../../mlflow/state/subject.js';
import { LAST_TIME } from '../mlflow/parts.js';
import { amendmentOf } from './amendment.js';

const SHOWN = 5;

type Facts = Omit<Amendment, 'schema' | 'subject' | 'changes'>;

/**
 * What of the changes of a subject an amendment can hold: what it cannot is left out with a line in the log, so that it holds up nothing
 * that comes behind it.
 * @param facts those of any amendment
 */
export async function soundChanges(
  subject: Subject,
  changes: readonly TimedChange[],
  { facts, log }: { facts: Facts; log: Log },
): Promise<TimedChange[]> {
  const clamped = changes.map(withSoundTime);
  const problemOf = async (some: readonly TimedChange[]) => {
    try {
      await encodeRecord('amendment', amendmentOf(subject, some, facts));
      return undefined;
    } catch (error) {
      if (error instanceof RecordFault) return error.message;
      throw error;
    }
  };
  if (clamped.length === 0 || (await problemOf(clamped)) === undefined) return clamped;
  const sound: TimedChange[] = [];
  const missing = new Set<string>();
  const problems: string[] = [];
  for (const change of clamped) {
    // What is said of a logged model that is not there could not be read again.
    if ('model_id' in change && missing.has(change.model_id)) continue;
    const parts = (await problemOf([change])) === undefined ? [change] : partsOf(change);
    const fit: TimedChange[] = [];
    for (const part of parts) {
      const problem = await problemOf([part]);
      if (problem === undefined) fit.push(part);
      else problems.push(`${part.type} (${problem})`);
    }
    if (fit.length > 0) sound.push(merged(fit));
    else if (change.type === 'logged-model-created') missing.add(change.model_id);
  }
  log.warning(
    `Of what clients say of ${subjectKey(subject)} this is not in the ledger: ${problems.slice(0, SHOWN).join('; ')}` +
      (problems.length > SHOWN ? `; and ${problems.length - SHOWN} more` : ''),
  );
  return sound;
}

/** MLflow takes any time as the end of a run. */
function withSoundTime(change: TimedChange): TimedChange {
  return { ...change, at: Math.min(Math.max(change.at, 0), LAST_TIME) };
}

/** A change of many items as one change for each: one that is wrong takes none of the others with it. */
function partsOf(change: TimedChange): TimedChange[] {
  if (change.type === 'run-logged') {
    const { metrics = [], params = [], tags = [], ...rest } = change;
    return [
      ...metrics.map((metric) => ({ ...rest, metrics: [metric] })),
      ...params.map((param) => ({ ...rest, params: [param] })),
      ...tags.map((tag) => ({ ...rest, tags: [tag] })),
    ];
  }
  if (change.type === 'run-inputs-logged')
    return [
      ...change.datasets.map((dataset) => ({ ...change, datasets: [dataset], model_ids: [] })),
      ...change.model_ids.map((id) => ({ ...change, datasets: [], model_ids: [id] })),
    ];
  if (change.type === 'run-datasets-set')
    return change.datasets.map((dataset) => ({ ...change, datasets: [dataset] }));
  if (change.type === 'run-outputs-logged')
    return change.models.map((model) => ({ ...change, models: [model] }));
  if (change.type === 'logged-model-tags-set') return change.tags.map((tag) => ({ ...change, tags: [tag] }));
  if (change.type === 'logged-model-params-logged')
    return change.params.map((param) => ({ ...change, params: [param] }));
  return [change];
}

/** Parts of one change, with the items of all of them. */
function merged(parts: readonly TimedChange[]): TimedChange {
  const all: Record<string, unknown> = {};
  for (const [name, value] of parts.flatMap((part) => Object.entries(part))) {
    const before = all[name];
    if (!Array.isArray(value)) all[name] = value;
    else if (Array.isArray(before)) before.push(...value);
    else all[name] = [...value];
  }
  return all as unknown as TimedChange;
}
