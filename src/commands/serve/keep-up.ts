import { UserError } from '../../core/errors.js';
import type { Log } from '../../core/log.js';
import type { Followed } from './follow.js';

interface KeepUpDeps {
  followed: Pick<Followed, 'isFresh' | 'hasGrown' | 'renew'>;
  log: Log;
  /** Does something while nothing is written. Left out: at once. */
  turn?: ((task: () => Promise<void>) => Promise<void>) | undefined;
  /** Milliseconds that a call waits for news of the ledger, before it is answered from what is known. Left out: as long as it takes. */
  patience?: number | undefined;
}

/**
 * What every call does first: has what it is answered from made anew where the ledger has changed. A ledger that cannot be read holds
 * up nobody: calls are answered from what was read last, and the log says so once.
 * @param catchUp puts what is new behind what is known, where it can
 * @param renew makes it anew from what was read
 */
export function keepingUp(
  { followed, log, turn = (task) => task(), patience }: KeepUpDeps,
  { catchUp, renew }: { catchUp(): Promise<boolean>; renew(): Promise<void> },
): () => Promise<void> {
  let looking: Promise<void> | undefined;
  /** Whether the last look failed or is late: then nobody waits for the next one. */
  let isBehind = false;
  let told = '';

  async function look(): Promise<void> {
    try {
      await turn(async () => {
        if (!(await followed.hasGrown()) || (await catchUp())) return;
        await followed.renew();
        await renew();
      });
    } catch (error) {
      const isDefect = !(error instanceof UserError);
      if (isDefect && !isBehind) throw error;
      isBehind = true;
      const { message } = error as Error;
      const why = isDefect ? `a defect of ours: ${message}` : message;
      if (why !== told) log.warning(`Answered from what is known, since the ledger cannot be read: ${why}`);
      told = why;
      return;
    }
    if (told !== '') log.info('The ledger can be read again.');
    told = '';
    isBehind = false;
  }

  return async () => {
    if (looking === undefined && followed.isFresh()) return;
    looking ??= look().finally(() => {
      looking = undefined;
    });
    if (isBehind) return;
    if (patience === undefined) return looking;
    if (!(await isDone(looking, patience))) isBehind = true;
  };
}

/** @returns whether it is done in time @throws what it throws in time */
function isDone(work: Promise<void>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  return Promise.race([work.then(() => true), late]).finally(() => clearTimeout(timer));
}
