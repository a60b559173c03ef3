import type { UserError } from '../../core/errors.js';
import type { Log } from '../../core/log.js';
import type { Ledger, LedgerView } from '../../ledger/ledger.js';
import { applyNews, type News, readNews } from './news.js';
import { type LedgerState, type ReadOptions, readLedger } from './read-ledger.js';
import { nameLoggedModels } from './registry/logged-origin.js';
import { readRegistry } from './registry/read-registry.js';

/** A ledger that others write to meanwhile. */
export interface Followed {
  /** As it was read last. */
  newest(): Promise<LedgerState>;
  /** What it was read from. */
  view(): Promise<LedgerView>;
  /** As it was read last, a state that nobody else has or will be given. */
  take(): Promise<LedgerState>;
  /**
   * Brings the state that was taken up to date by what is new alone.
   * @param othersOf of the news what this server has not written itself; undefined: they cannot be put behind what it has
   * @returns false where it must be read and taken anew
   */
  catchUp(othersOf?: (news: News) => Others | undefined): Promise<boolean>;
  /** Reads it anew. Where that fails, what was read last stays. */
  renew(): Promise<void>;
  /** Says what cannot be read, once, however often the ledger grows. */
  tell(faults: readonly UserError[]): void;
  /** Told of a commit of our own, which whoever made it has taken into account. */
  advance(made: { from: string | null; commit: string | null }): void;
  /** Whether it was looked at within the last second. */
  isFresh(): boolean;
  /** Whether it has changed since it was taken, or more can be said of it by now. */
  hasGrown(): Promise<boolean>;
}

type Others = Pick<News, 'runs' | 'amendments'>;

interface Read {
  /** Of the ledger before it was read. */
  mark: string;
  view: LedgerView;
  found: LedgerState;
  /** How many commits of our own there were when it began. */
  own: number;
  /** When, in milliseconds since 1970. */
  at: number;
}

/** Milliseconds for which a ledger is taken to be as it was. */
const FRESH = 1000;
/** Milliseconds after which GitHub is asked again what it did not answer. */
const ASKED_AGAIN = 60_000;

export interface FollowDeps extends Partial<Pick<ReadOptions, 'cache' | 'verifier'>> {
  ledger: Pick<Ledger, 'view' | 'mark'>;
  log: Log;
  now(): number;
}

export function followLedger({ ledger, log, now, cache, verifier }: FollowDeps): Followed {
  const told = new Set<string>();
  let last: Read | undefined;
  let coming: Promise<Read> | undefined;
  let isTaken = false;
  /** Mark of the state that was taken last. */
  let taken: string | undefined;
  let looked = Number.NEGATIVE_INFINITY;
  /** Commits of our own. */
  let own = 0;
  /** Whether there is one that the view does not show. */
  let isAdvanced = false;

  function say(line: string): void {
    if (!told.has(line)) log.warning(line);
    told.add(line);
  }

  function tell(faults: readonly UserError[]): void {
    for (const { message } of faults) say(`Not shown, since it cannot be read: ${message}`);
  }

  async function read(): Promise<Read> {
    const before = own;
    const mark = await ledger.mark();
    const view = await ledger.view();
    // Of a day that grows each reading would be kept anew.
    const keeps = taken === undefined;
    const found = await readLedger(view, { now: now(), cache, keeps, verifier });
    tell(found.faults);
    for (const line of found.doubts) say(line);
    looked = now();
    return { mark, view, found, own: before, at: looked };
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
    tell,
    newest: async () => (last ?? (await again())).found,
    async view() {
      const one = last ?? (await again());
      // What was written since is shown, too.
      if (isAdvanced) one.view = await ledger.view();
      isAdvanced = false;
      return one.view;
    },
    async take() {
      // What was read before a commit of our own lacks it.
      const isStale = last === undefined || isTaken || last.own !== own;
      const one = isStale || last === undefined ? await again() : last;
      isTaken = true;
      taken = one.mark;
      return one.found;
    },
    async catchUp(othersOf = (news) => news) {
      const one = last;
      if (one === undefined || !isTaken || one.found.isUnsettled) return false;
      const { found } = one;
      const mark = await ledger.mark();
      const view = await ledger.view();
      const news = await readNews(view, found);
      const others = news === undefined ? undefined : othersOf(news);
      if (news === undefined || others === undefined) return false;
      const faults: UserError[] = [];
      const told = await readRegistry(view, found.registry, { state: found.state, faults, verifier });
      // Meanwhile another may have been read.
      if (last !== one || !applyNews(found, news, others)) return false;
      // Versions may have come before what is said of the runs that they are of.
      nameLoggedModels(found.registry.versions, found.state);
      tell(faults);
      for (const line of told.doubts) say(line);
      Object.assign(found, { doubts: told.doubts, isUnsettled: told.isUnsettled });
      taken = mark;
      looked = now();
      Object.assign(one, { mark, view, own, at: looked });
      return true;
    },
    async renew() {
      await again();
    },
    advance({ from, commit }) {
      own += 1;
      isAdvanced = true;
      if ((from ?? '') === taken) taken = commit ?? '';
    },
    isFresh: () => now() - looked < FRESH,
    async hasGrown() {
      looked = now();
      if (last?.found.isUnsettled === true && now() - last.at >= ASKED_AGAIN) return true;
      return (await ledger.mark()) !== taken;
    },
  };
}
