import type { Amendment } from '../../../core/generated/types.js';
import type { Change, HeldChange } from '../../../mlflow/state/changes.js';
import { keptMetric, keptTimes, keptValue } from '../../../mlflow/state/long.js';
import type { TimedChange } from '../../../mlflow/state/residue.js';
import type { Subject } from '../../../mlflow/state/subject.js';

/** Changes that one amendment holds, and bytes of their JSON: well below what a ledger's file may have. */
export const MOST = { changes: 20_000, bytes: 8 * 1024 * 1024 };
/** Characters of a tag in an amendment. */
export const LONGEST_AMENDED = 100_000;

export interface AmendmentFacts {
  event_id: string;
  /** RFC 3339. */
  at: string;
  actor: string | null;
  /** Digest of the amendment of the same subject before it. */
  previous: string | null;
  through: Amendment['through'];
}

export function amendmentOf(
  subject: Subject,
  changes: readonly TimedChange[],
  facts: AmendmentFacts,
): Amendment {
  const plain = JSON.parse(jsonText(changes)) as Amendment['changes'];
  return {
    schema: 'lineage-gate/amendment/v1',
    subject,
    changes: plain,
    ...facts,
  };
}

/** Whether changes are as many, and as long, as one amendment holds. */
export function fits(changes: readonly TimedChange[]): boolean {
  return changes.length <= MOST.changes && Buffer.byteLength(jsonText(changes)) <= MOST.bytes;
}

/** A change with its number in the log of its server. */
export interface Numbered {
  number: number;
  change: TimedChange;
}

/** As many whole entries as one amendment holds; the others go into the next. @throws Error where it does not hold the first */
export function beginning(changes: readonly Numbered[]): { changes: TimedChange[]; through: number } {
  let end = changes.length;
  while (!fits(changes.slice(0, end).map(({ change }) => change))) {
    const half = changes[Math.floor(end / 2)]?.number ?? 0;
    const before = changes.findIndex(({ number }) => number === half);
    const next = before > 0 ? before : changes.findIndex(({ number }) => number > half);
    if (next < 0 || next >= end)
      throw new Error('a single call said more of it than an amendment of a ledger holds');
    end = next;
  }
  const part = changes.slice(0, end);
  return { changes: part.map(({ change }) => change), through: part.at(-1)?.number ?? 0 };
}

function jsonText(changes: readonly TimedChange[]): string {
  return JSON.stringify(changes, keptValue);
}

/** The changes of an amendment, as they are applied. @throws TypeError for one that lacks what its type has */
export function changesOf({ changes }: Pick<Amendment, 'changes'>): TimedChange[] {
  return changes.map((change) => {
    const lacks = FIELDS[change.type].filter((field) => !(field in change));
    if (lacks.length > 0) throw new TypeError(`${change.type} lacks ${lacks.join(', ')}`);
    const metrics = change.metrics?.map(keptMetric);
    const timed = {
      ...change,
      ...keptTimes(change),
      ...(metrics === undefined ? {} : { metrics }),
    } as unknown as TimedChange;
    return keptHere(timed);
  });
}

/** Whoever may push could send what clients log, or what they load, to a place of his own. */
export function keptHere(change: TimedChange): TimedChange {
  switch (change.type) {
    case 'experiment-created':
      return { ...change, artifact_location: ownLocation(change.experiment_id) };
    case 'logged-model-created': {
      // A URI of this kind may name a host.
      if (/^mlflow-artifacts:\/(?!\/)/.test(change.artifact_uri)) return change;
      const { experiment_id, model_id } = change;
      return { ...change, artifact_uri: `${ownLocation(experiment_id)}/models/${model_id}/artifacts` };
    }
    default:
      return change;
  }
}

/** Where the files of an experiment lie whose server keeps them. */
export function ownLocation(experiment_id: string): string {
  return `mlflow-artifacts:/${experiment_id}`;
}

type Amended = Exclude<Change, { model: string } | { type: 'run-created' } | HeldChange>['type'];

/** What each type has; the schema says what they may be. */
const FIELDS: Record<Amended, readonly string[]> = {
  'experiment-created': ['experiment_id', 'name', 'artifact_location', 'tags'],
  'experiment-renamed': ['experiment_id', 'name'],
  'experiment-deleted': ['experiment_id'],
  'experiment-restored': ['experiment_id'],
  'experiment-tag-set': ['experiment_id', 'key', 'value'],
  'experiment-tag-deleted': ['experiment_id', 'key'],
  'run-updated': ['run_id'],
  'run-deleted': ['run_id'],
  'run-restored': ['run_id'],
  'run-logged': ['run_id'],
  'run-tag-deleted': ['run_id', 'key'],
  'run-datasets-set': ['run_id', 'datasets'],
  'run-inputs-logged': ['run_id', 'datasets', 'model_ids'],
  'run-outputs-logged': ['run_id', 'models'],
  'logged-model-created': [
    ...['model_id', 'experiment_id', 'name', 'artifact_uri', 'model_type', 'source_run_id', 'params', 'tags'],
  ],
  'logged-model-finalized': ['model_id', 'status'],
  'logged-model-params-logged': ['model_id', 'params'],
  'logged-model-tags-set': ['model_id', 'tags'],
  'logged-model-tag-deleted': ['model_id', 'key'],
  'logged-model-deleted': ['model_id'],
};
