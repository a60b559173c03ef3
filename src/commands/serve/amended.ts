import type { Amendment } from '../../core/generated/types.js';
import type { TimedChange } from '../../mlflow/state/residue.js';

/** What is known of an amendment once it has been applied. */
export interface Amended {
  path: string;
  digest: string;
  amendment: Pick<Amendment, 'subject' | 'through'>;
}

export interface ReadAmendment extends Amended {
  changes: TimedChange[];
}

/** As it is kept: its changes as JSON has them. */
export interface KeptAmendment extends Amended {
  changes: Amendment['changes'];
}
