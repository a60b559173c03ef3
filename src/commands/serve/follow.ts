import type { Log } from '../../core/log.js';
import type { Ledger, LedgerView } from '../../ledger/ledger.js';
import { type LedgerState, readLedger } from './read-ledger.js';
import type { Verifier } from './verify-registry.js';

/** A ledger that others write to meanwhile. */
export interface Followed {
  /** As it was read last. */
  newest(): Promise<LedgerState>;
  /** What it was read from. */
  view(): Promise<LedgerView>;
  /** As it was read last, a state that nobody else has or will be given. */
  take(): Promise<LedgerState>;
  /** Reads it anew. Where that fails, what was read last stays. */
  renew(): Promise<void>;
  /** Says what cannot be read, or does not count, once, however often the ledger grows. */
  tell(found: Pick<LedgerState, 'faults' | 'doubts'>): void;
  /** Told of a commit of our own, which whoever made it has taken into account. */
  advance(made: { from: string | null; commit: string | null }): void;
  /** Whether it is worth a look: once a second at most. */
  isDue(): boolean;
  /** Whether it has changed since it was taken, or more can be said of it by now. */
  hasGrown(): Promise<boolean>;
}

interface Read {
  /** Of the ledger before it was read. */
  mark: string;
  view: LedgerView;
  found: LedgerState;
  /** When, in milliseconds since 1970. */
  at: number;
}

/** Milliseconds for which a ledger is taken to be as it was. */
const FRESH = 1000;
/** Milliseconds after which GitHub is asked again what it did not answer. */
const ASKED_AGAIN = 60_000;

export function followLedger(deps: {
  ledger: Pick<Ledger, 'view' | 'mark'>;
  log: Log;
  now(): number;
  /** Left out, stages and aliases are what the ledger alone says. */
  verifier?: Verifier | undefined;
}): Followed {
  const { ledger, log, now, verifier } = deps;
  /** What could not be read is said once, however often the ledger grows. */
  const told = new Set<string>();
  let last: Read | undefined;
  let coming: Promise<Read> | undefined;
  let isTaken = false;
  /** Whether there is a commit that the view does not show. */
  let isAdvanced = false;
  /** Mark of the state that was taken last. */
  let taken: string | undefined;
  let looked = Number.NEGATIVE_INFINITY;

  function tell({ faults, doubts }: Pick<LedgerState, 'faults' | 'doubts'>): void {
    const lines = faults.map(({ message }) => `Not shown, since it cannot be read: ${message}`);
    for (const line of [...lines, ...doubts]) {
      if (!told.has(line)) log.warning(line);
      told.add(line);
    }
  }

  async function read(): Promise<Read> {
    const mark = await ledger.mark();
    const view = await ledger.view();
    const found = await readLedger(view, now(), verifier);
    tell(found);
    looked = now();
    return { mark, view, found, at: looked };
  }

  function again(): Promise<Read> {
    coming ??= read()
      .then((one) => {
        last = one;
        isTaken = false;
        return one;
      })
      // What cannot be read now may be later.
      .finally(() => {
        coming = undefined;
      });
    return coming;
  }

  return {
    newest: async () => (last ?? (await again())).found,
    tell,
    async view() {
      const one = last ?? (await again());
      // What was written since is shown, too.
      if (isAdvanced) one.view = await ledger.view();
      isAdvanced = false;
      return one.view;
    },
    async take() {
      const one = last === undefined || isTaken ? await again() : last;
      isTaken = true;
      taken = one.mark;
      return one.found;
    },
    async renew() {
      await again();
    },
    advance({ from, commit }) {
      isAdvanced = true;
      if ((from ?? '') === taken) taken = commit ?? '';
    },
    isDue: () => now() - looked >= FRESH,
    async hasGrown() {
      looked = now();
      if (last?.found.isUnsettled === true && now() - last.at >= ASKED_AGAIN) return true;
      return (await ledger.mark()) !== taken;
    },
  };
}
