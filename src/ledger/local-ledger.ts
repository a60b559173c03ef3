import { UserError } from '../core/errors.js';
import { classify, type Failure, ownFailure } from './failures/classify.js';
import { explain } from './failures/failures.js';
import { branchRef } from './git/branch.js';
import { CheckedOut } from './git/checked-out.js';
import type { ObjectStore } from './git/object-store.js';
import { idsOfRefs } from './git/refs.js';
import { isPlanted, openRepository } from './git/repository.js';
import { fetchBranch } from './git/server-branch.js';
import { BranchLock } from './git/stale-locks.js';
import { RECALLS } from './layout.js';
import type { Ledger } from './ledger.js';
import { type LedgerOptions, timingOf } from './options.js';
import { Snapshot } from './read/snapshot.js';
import { append } from './write/append.js';
import type { Timing } from './write/backoff.js';
import {
  type LedgerPort,
  readState,
  type Swap,
  type Swapped,
  type Tip,
  viewOf,
  write,
} from './write/write-loop.js';

export interface LocalLedgerOptions extends LedgerOptions {
  /** Any folder of the user's repository; a linked work tree or a bare repository will do. */
  folder: string;
  /** What {@link openRepository} said of it, for who has asked before. */
  opened?: Promise<ObjectStore>;
}

/** Where a clone's ledger is thought to come from. */
const REMOTE = 'origin';

/** A ledger on a branch of the user's own repository. Only objects and that branch are written. */
export function openLocalLedger(options: LocalLedgerOptions): Ledger {
  const port = new LocalPort(options);
  return {
    view: () => port.guard(async () => viewOf(port, await readState(port))),
    mark: () => port.guard(async () => (await port.tip()).snapshot.commit ?? ''),
    write: (plan) => port.guard(() => write(port, plan, options)),
    append: (runs) => port.guard(() => append(port, runs, options)),
    checkWritable: () => port.checkNotCheckedOut(),
  };
}

class LocalPort implements LedgerPort {
  readonly where: string;
  readonly timing: Timing;
  readonly kept: LedgerOptions['kept'];
  readonly #options: LocalLedgerOptions;
  readonly #ref: string;
  /** Snapshots of a time when the branch was not there yet. */
  readonly #unborn = new WeakSet<Snapshot>();
  #opened: Promise<ObjectStore> | undefined;
  #asked: Promise<void> | undefined;
  #compared: Promise<void> | undefined;
  #lock: BranchLock | undefined;
  #checkedOut: CheckedOut | undefined;

  constructor(options: LocalLedgerOptions) {
    this.#options = options;
    this.#ref = branchRef(options.branch);
    this.where = `${options.branch} of ${options.folder}`;
    this.timing = timingOf(options);
    this.kept = options.kept;
  }

  /**
   * In a clone that has not made the branch yet, what was fetched of it counts: its records are seen, and the first write
   * builds on them instead of beginning a second history. Where nothing was fetched of it, the server is asked first.
   */
  async tip(): Promise<Tip> {
    const store = await this.#store();
    let known = await this.#known(store);
    if (known.own === null && known.fetched === null) {
      this.#asked ??= this.#askServer(store);
      await this.#asked;
      known = await this.#known(store);
    }
    const snapshot = new Snapshot(store, known.own ?? known.fetched, null);
    if (known.own === null) this.#unborn.add(snapshot);
    return { snapshot, parked: [], unfit: [] };
  }

  async #known(store: ObjectStore): Promise<{ own: string | null; fetched: string | null }> {
    const tracking = `refs/remotes/${REMOTE}/${this.#options.branch}`;
    const refs = [this.#ref, tracking, `refs/tags/${this.#ref}`, `refs/tags/${tracking}`];
    const commits = await store.get(refs.map((ref) => `${ref}^{commit}`));
    const [own = null, fetched = null, ...tags] = commits.map((commit) => commit?.id ?? null);
    if (tags.every((tag) => tag === null)) return { own, fetched };
    const there = await idsOfRefs(store.git, [this.#ref, tracking]);
    return { own: there.has(this.#ref) ? own : null, fetched: there.has(tracking) ? fetched : null };
  }

  /**
   * A server that cannot be asked stops nobody: runs have ids of their own, which no other history can hold, so that they can be
   * added to the server's later.
   */
  async #askServer(store: ObjectStore): Promise<void> {
    const { branch, folder, log, env } = this.#options;
    if (await isPlanted(store, env)) {
      log.warning(
        'Origin is not asked: this repository lies in the work tree of another, which may have brought it.',
      );
      return;
    }
    const git = store.git.with({ folder });
    const answer = await fetchBranch(git, { remote: REMOTE, branch });
    if (answer.state === 'fetched')
      log.info(`The ledger of ${REMOTE} was fetched: this clone did not have it.`);
    if (answer.state !== 'unknown') return;
    log.warning(
      `Whether ${REMOTE} has a ledger could not be asked (${answer.why}). Until it can, what is recorded here begins a ledger of this ` +
        'clone: runs can be brought to the server later, versions of models would be counted twice, so register none yet.',
    );
  }

  async swap({ next, before }: Swap): Promise<Swapped> {
    await this.checkNotCheckedOut();
    const { store, commit } = before;
    this.#compared ??= this.#compare(store);
    await this.#compared;
    const old = commit === null || this.#unborn.has(before) ? '0'.repeat(next.length) : commit;
    const { name, email } = this.#options.identity;
    const result = await store.git.run(
      ['update-ref', '-m', 'lineage-gate: add records', this.#ref, next, old],
      {
        // The branch's own reflog names who moved it.
        env: { GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email },
      },
    );
    if (result.code === 0) return { failure: null, parked: false };
    const failure = classify(result);
    if (failure.kind === 'lock') {
      this.#lock ??= new BranchLock(store.folder, this.#ref, this.timing);
      await this.#lock.inTheWay(this.#options.log);
    }
    return { failure, parked: false };
  }

  /** What was fetched and is not in this clone's own ledger counts for nothing here, a recall neither. */
  async #compare(store: ObjectStore): Promise<void> {
    const { own, fetched } = await this.#known(store);
    if (own === null || fetched === null || own === fetched) return;
    const count = async (...below: string[]) => {
      const { code, stdout } = await store.git.run(['rev-list', '--count', `${own}..${fetched}`, ...below]);
      return code === 0 ? Number(stdout.toString('latin1')) : 0;
    };
    const missing = await count();
    if (missing === 0) return;
    const { branch, log } = this.#options;
    const recalls = await count('--', RECALLS);
    log.warning(
      `${REMOTE}/${branch} has ${missing} commit(s) that ${branch} of this clone has not${recalls > 0 ? ', with recalls among them' : ''}: ` +
        'nothing of them counts here. Bring the two together before anything is decided (docs/cli.md, "When both sides have records").',
    );
  }

  explain(failure: Failure, action: 'read' | 'write'): Error {
    return explain(failure, { action, where: this.where, isRemote: false, hasToken: false });
  }

  /** Moving a branch under a work tree would make all its files look changed. */
  async checkNotCheckedOut(): Promise<void> {
    this.#checkedOut ??= new CheckedOut(await this.#store());
    if (!(await this.#checkedOut.has(this.#ref))) return;
    throw new UserError({
      code: 'E_LEDGER_CHECKED_OUT',
      what: 'The ledger branch is checked out in a work tree, where every write would make its files look changed',
      where: this.where,
      mend: 'Check out another branch there, or name another ledger branch',
    });
  }

  /** Tells what is wrong with a repository from a defect. */
  async guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const failure = ownFailure(error);
      throw failure === undefined || failure.kind === 'other' ? error : this.explain(failure, 'write');
    }
  }

  #store(): Promise<ObjectStore> {
    this.#opened ??= this.#options.opened ?? openRepository(this.#options);
    return this.#opened;
  }
}
