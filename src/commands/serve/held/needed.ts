import type { Spooled } from '../../../mlflow/keep/spool.js';
import type { Change, HeldChange } from '../../../mlflow/state/changes.js';
import { isHeld } from '../../../mlflow/state/subject.js';

/** Tells which lines of a spool still say what is held: of each thing the last one. */
export class NeededHeld {
  /** Number of the last entry about each. */
  readonly #newest = new Map<string, number>();

  /** Takes note of what was put into the spool. */
  kept({ number, changes }: Spooled): void {
    for (const change of changes) if (isHeld(change)) this.#newest.set(keyOf(change), number);
  }

  isNeeded(change: Change, number: number): boolean {
    if (!isHeld(change)) return true;
    const isHolding = change.type === 'version-held' || change.type === 'model-held';
    return isHolding && number >= (this.#newest.get(keyOf(change)) ?? 0);
  }
}

function keyOf(change: HeldChange): string {
  return 'id' in change ? `version ${change.id}` : `model ${change.name}`;
}
