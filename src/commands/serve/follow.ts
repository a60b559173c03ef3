import type { UserError } from '../../core/errors.js';
import type { Log } from '../../core/log.js';
import type { Ledger } from '../../ledger/ledger.js';
import { applyNews, type News, readNews } from './news.js';
import { type LedgerState, type ReadOptions, readLedger } from './read-ledger.js';
import { readRegistry } from './registry/read-registry.js';

/** A ledger that others write to meanwhile. */
export interface Followed {
  /** As it was read last. */
  newest(): Promise<LedgerState>;
  /** The same, with a state that nobody else has or will be given. */
  take(): Promise<LedgerState>;
  /**
   * Brings the state that was taken up to date by what is new alone.
   * @param othersOf of the news what this server has not written itself; undefined: they cannot be put behind what it has
   * @returns false where it must be taken anew
   */
  catchUp(othersOf?: (news: News) => Others | undefined): Promise<boolean>;
  /** Says what cannot be read, once, however often the ledger grows. */
  tell(faults: readonly UserError[]): void;
  /** Told of a commit of our own, which whoever made it has taken into account. */
  advance(made: { from: string | null; commit: string | null }): void;
  /** Whether it was looked at within the last second. */
  isFresh(): boolean;
  /** Whether it has another commit than when it was taken. It is looked at once a second at most. */
  hasGrown(): Promise<boolean>;
}

type Others = Pick<News, 'runs' | 'amendments'>;

interface Read {
  /** Tip of the ledger's branch. */
  commit: string | null;
  found: LedgerState;
}

/** Milliseconds for which a ledger is taken to be as it was. */
const FRESH = 1000;

export interface FollowDeps {
  cache?: ReadOptions['cache'];
  ledger: Pick<Ledger, 'view'>;
  log: Log;
  now(): number;
}

export function followLedger({ ledger, log, now, cache }: FollowDeps): Followed {
  const told = new Set<string>();
  let reading: Promise<Read> | undefined;
  let isTaken = false;
  /** Commit of the state that was taken last. */
  let taken: string | null | undefined;
  let looked = Number.NEGATIVE_INFINITY;

  function tell(faults: readonly UserError[]): void {
    for (const { message } of faults) {
      if (!told.has(message)) log.warning(`Not shown, since it cannot be read: ${message}`);
      told.add(message);
    }
  }

  async function read(): Promise<Read> {
    const view = await ledger.view();
    // Of a day that grows each reading would be kept anew.
    const keeps = taken === undefined;
    const found = await readLedger(view, { now: now(), cache, keeps });
    tell(found.faults);
    looked = now();
    return { commit: view.commit, found };
  }

  function again(): Promise<Read> {
    const begun = read();
    reading = begun;
    // What cannot be read now may be later.
    begun.catch(() => {
      if (reading === begun) reading = undefined;
    });
    return begun;
  }

  return {
    tell,
    newest: async () => (await (reading ?? again())).found,
    async take() {
      const one = reading === undefined || isTaken ? again() : reading;
      isTaken = true;
      const { commit, found } = await one;
      taken = commit;
      return found;
    },
    async catchUp(othersOf = (news) => news) {
      const begun = reading;
      if (begun === undefined || !isTaken) return false;
      const { found } = await begun;
      const view = await ledger.view();
      const news = await readNews(view, found);
      const others = news === undefined ? undefined : othersOf(news);
      // Meanwhile another may have been taken.
      if (news === undefined || others === undefined || reading !== begun) return false;
      if (!applyNews(found, news, others)) return false;
      const faults: UserError[] = [];
      await readRegistry(view, found.registry, { state: found.state, faults });
      tell(faults);
      taken = view.commit;
      looked = now();
      return true;
    },
    advance({ from, commit }) {
      if (from === taken) taken = commit;
    },
    isFresh: () => now() - looked < FRESH,
    async hasGrown() {
      if (now() - looked < FRESH) return false;
      looked = now();
      return (await ledger.view()).commit !== taken;
    },
  };
}
