import type { Log } from '../../core/log.js';
import type { Ledger } from '../../ledger/ledger.js';
import { type LedgerState, readLedger } from './read-ledger.js';

/** A ledger that others write to meanwhile. */
export interface Followed {
  /** As it was read last. */
  newest(): Promise<LedgerState>;
  /** The same, with a state that nobody else has or will be given. */
  take(): Promise<LedgerState>;
  /** Told of a commit of our own, which whoever made it has taken into account. */
  advance(made: { from: string | null; commit: string | null }): void;
  /** Whether it has another commit than when it was read. It is looked at once a second at most. */
  hasGrown(): Promise<boolean>;
}

/** Milliseconds for which a ledger is taken to be as it was. */
const FRESH = 1000;

export function followLedger(deps: { ledger: Pick<Ledger, 'view'>; log: Log; now(): number }): Followed {
  const { ledger, log, now } = deps;
  let reading: Promise<LedgerState> | undefined;
  let commit: string | null = null;
  let looked = Number.NEGATIVE_INFINITY;
  let isTaken = false;

  async function read(): Promise<LedgerState> {
    const view = await ledger.view();
    const found = await readLedger(view, now());
    for (const fault of found.faults) log.warning(`Not shown, since it cannot be read: ${fault.message}`);
    commit = view.commit;
    looked = now();
    return found;
  }

  function newest(): Promise<LedgerState> {
    reading ??= read();
    return reading;
  }

  return {
    newest,
    take() {
      if (isTaken) reading = read();
      isTaken = true;
      return newest();
    },
    advance({ from, commit: to }) {
      if (from === commit) commit = to;
    },
    async hasGrown() {
      await newest();
      if (now() - looked < FRESH) return false;
      looked = now();
      return (await ledger.view()).commit !== commit;
    },
  };
}
