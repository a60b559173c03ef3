import { UserError } from '../core/errors.js';
import { classify, ownFailure } from './failures/classify.js';
import { branchAt, branchRef } from './git/branch.js';
import { FETCH, HISTORY, REMOTE } from './git/remote-commands.js';
import { Server } from './git/server.js';
import type { Ledger, NewRun } from './ledger.js';
import { timingOf } from './options.js';
import { openRemoteLedger, type RemoteLedgerOptions } from './remote-ledger.js';
import { Backoff, type Timing } from './write/backoff.js';

/** Whether the server's branch has a commit in its history; null where that cannot be told. */
export type Ask = (commit: string) => Promise<boolean | null>;

export interface Confirmation {
  /** Each is asked where those before it cannot tell. */
  asks: readonly Ask[];
  /** The same ledger in a new repository. */
  reopen: () => Ledger;
  /** The branch, for messages. */
  where: string;
  timing: Timing;
}

export interface ConfirmedLedgerOptions extends Omit<RemoteLedgerOptions, 'folder'> {
  /** Asks the server in another way than by git. Where that cannot tell, git is asked again. */
  asks: Ask;
  /** Makes a folder for a bare repository, absolute and empty. */
  newFolder: () => Promise<string>;
}

/** A ledger on a server that is {@link confirmedLedger confirmed} by the server. */
export function openConfirmedLedger(options: ConfirmedLedgerOptions): Ledger {
  const reopen = () => openRemoteLedger({ ...options, folder: options.newFolder });
  return confirmedLedger(reopen(), {
    asks: [options.asks, (commit) => secondLook(commit, options)],
    reopen,
    where: branchAt(options),
    timing: timingOf(options),
  });
}

/** Milliseconds: what a server answers may be some seconds old. */
const PATIENCE = 10_000;

/**
 * A ledger that calls nothing written until the server itself shows it: git may have been led elsewhere. Else its writes end with
 * E_LEDGER_ELSEWHERE.
 */
export function confirmedLedger(ledger: Ledger, confirmation: Confirmation): Ledger {
  return {
    ...ledger,
    write: async (plan) => {
      const written = await ledger.write(plan);
      if (written.commit !== null) await confirmCommit(written.commit, confirmation);
      return written;
    },
    append: async (runs) => {
      const appended = await ledger.append(runs);
      if (appended.commit === null) await confirmParked(runs, confirmation);
      else await confirmCommit(appended.commit, confirmation);
      return appended;
    },
  };
}

async function confirmCommit(commit: string, { asks, where, timing }: Confirmation): Promise<void> {
  const backoff = new Backoff(timing, PATIENCE);
  do {
    for (const ask of asks) {
      const answer = await ask(commit);
      if (answer === true) return;
      if (answer === false) break;
    }
  } while (await backoff.wait());
  throw elsewhere(`commit ${commit} was pushed, and the server does not show it on the branch`, where);
}

/** Parked runs are read as every reader reads them, or are on the branch by now. */
async function confirmParked(runs: readonly NewRun[], { reopen, where }: Confirmation): Promise<void> {
  const files = runs.flatMap((run) => run.files);
  const view = await reopen().view();
  const found = await view.read(files.map(({ path }) => path));
  for (const { path, bytes } of files) {
    if (!found.get(path)?.equals(bytes))
      throw elsewhere(`${path} waits on the server, where it is not`, where);
  }
}

function elsewhere(what: string, where: string): UserError {
  return new UserError({
    code: 'E_LEDGER_ELSEWHERE',
    what: `git says that ${what}`,
    where,
    mend: 'Look for a proxy, a git program or settings of git in this job that lead to another server, and for the code that made them; then run this again',
  });
}

/** Looks for a commit among the newest of a branch, with a repository that has no past. */
async function secondLook(commit: string, options: ConfirmedLedgerOptions): Promise<boolean | null> {
  const server = new Server(options);
  try {
    for (const isPartial of [true, false]) {
      const store = await server.open(await options.newFolder(), { isPartial });
      const how = isPartial ? HISTORY : [];
      const result = await server.talk(store, [...FETCH, ...how, REMOTE, branchRef(options.branch)]);
      if (result.code === 0) {
        const commits = await store.git.ok(['rev-list', 'FETCH_HEAD']);
        return commits.toString('latin1').split('\n').includes(commit);
      }
      const { kind } = classify(result);
      if (kind !== 'unsupported') return kind === 'no-branch' ? false : null;
    }
  } catch (error) {
    if (ownFailure(error) === undefined) throw error;
  }
  return null;
}
