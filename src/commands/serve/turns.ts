import type { Ledger } from '../../ledger/ledger.js';
import { Queue } from '../../ledger/write/queue.js';
import type { Followed } from './follow.js';

/** A ledger to which this server writes one thing at a time, and in whose state there is what it wrote. */
export interface Turns {
  ledger: Pick<Ledger, 'view' | 'write'>;
  /** Does something while nothing is written. */
  run<T>(task: () => Promise<T>): Promise<T>;
}

export function takingTurns(ledger: Pick<Ledger, 'view' | 'write'>, followed: Followed): Turns {
  const queue = new Queue();
  return {
    ledger: {
      view: () => ledger.view(),
      write: (plan) =>
        queue.run(async () => {
          let from: string | null = null;
          const written = await ledger.write((view) => {
            from = view.commit;
            return plan(view);
          });
          if (written.commit !== null) followed.advance({ from, commit: written.commit });
          return written;
        }),
    },
    run: (task) => queue.run(task),
  };
}
