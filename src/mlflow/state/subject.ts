import type { Change, HeldChange, RegistryChange } from './changes.js';
import type { LoggedModel } from './entities.js';

const HELD: ReadonlySet<Change['type']> = new Set<HeldChange['type']>([
  ...(['version-held', 'version-released', 'model-held', 'model-released'] as const),
]);

/** What a change is about: a logged model that a run has made belongs to that run. */
export type Subject = { run_id: string } | { experiment_id: string } | { model_id: string };

/** Looks up logged models. */
export interface KnownModels {
  get(model_id: string): Pick<LoggedModel, 'source_run_id'> | undefined;
}

/** @returns undefined for a change of the registry, and of what is held for it */
export function subjectOf(change: Change, models: KnownModels): Subject | undefined {
  if (isRegistry(change) || isHeld(change)) return undefined;
  if ('model_id' in change) {
    const run_id =
      change.type === 'logged-model-created'
        ? change.source_run_id
        : models.get(change.model_id)?.source_run_id;
    return run_id ? { run_id } : { model_id: change.model_id };
  }
  // A run is made in an experiment, and is what that change is about.
  return 'run_id' in change ? { run_id: change.run_id } : { experiment_id: change.experiment_id };
}

/** One text for one subject. */
export function subjectKey(subject: Subject): string {
  return Object.values(subject).join();
}

export function isHeld(change: Change): change is HeldChange {
  return HELD.has(change.type);
}

export function isRegistry(change: Change): change is RegistryChange {
  return 'model' in change;
}
