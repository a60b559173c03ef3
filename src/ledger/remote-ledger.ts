import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UserError } from '../core/errors.js';
import { classify, type Failure, isTransient, landedRefs, ownFailure, wasSent } from './failures/classify.js';
import { explain } from './failures/failures.js';
import { branchAt, branchRef } from './git/branch.js';
import type { GitResult } from './git/git.js';
import type { ObjectStore } from './git/object-store.js';
import { FETCH, FILTERS, NO_NEGOTIATION, PUSH, REMOTE, THIN } from './git/remote-commands.js';
import { Server, type ServerOptions } from './git/server.js';
import { removeStaleLocks } from './git/stale-locks.js';
import type { Ledger } from './ledger.js';
import { type LedgerOptions, timingOf } from './options.js';
import { Snapshot } from './read/snapshot.js';
import { append } from './write/append.js';
import { Backoff, type Timing } from './write/backoff.js';
import { fetchedIn, INBOX, listedIn, parkingRefs } from './write/inbox-refs.js';
import { ParkedChecks } from './write/parked-check.js';
import { Queue } from './write/queue.js';
import type { Listed } from './write/turn.js';
import {
  type LedgerPort,
  readState,
  type Swap,
  type Swapped,
  type Tip,
  viewOf,
  write,
} from './write/write-loop.js';

export interface RemoteLedgerOptions extends LedgerOptions, ServerOptions {
  /**
   * A folder of ours for a bare repository, made when it is needed and used by one process at a time. The caller removes it, or
   * keeps it: then the next one who opens it fetches only what is new. A function is asked once, when the folder is needed.
   */
  folder: string | (() => Promise<string>);
  /** Whether runs may be parked, as the policy says once it is known. Default: they may. */
  parking?: () => boolean;
}

const TIP = 'refs/lineage-ledger/tip';
const PROBE = 'refs/lineage/probe';
const FETCHED_INBOX = 'refs/lineage-ledger/inbox/';
/** Milliseconds, for a read that fails. */
const READ_DEADLINE = 30_000;

/** A ledger on a server, through a bare repository of its own. */
export function openRemoteLedger(options: RemoteLedgerOptions): Ledger {
  const port = new RemotePort(options);
  return {
    view: () => port.guard(async () => viewOf(port, await readState(port))),
    mark: () => port.guard(() => port.mark()),
    write: (plan) => port.guard(() => write(port, plan, options)),
    append: (runs) => port.guard(() => append(port, runs, options)),
    checkWritable: () => port.guard(() => port.checkWritable()),
  };
}

class RemotePort implements LedgerPort {
  readonly where: string;
  readonly timing: Timing;
  readonly kept: LedgerOptions['kept'];
  readonly #checks = new ParkedChecks();
  readonly #inbox = {
    store: () => this.#store(),
    park: (commits: ReadonlyMap<string, string>) => this.#park(commits),
    list: () => this.#list(),
    checks: this.#checks,
  };
  readonly #options: RemoteLedgerOptions;
  readonly #server: Server;
  #madeFolder: Promise<string> | undefined;
  readonly #ref: string;
  readonly #queue = new Queue();
  readonly #stores = new Map<'thin' | 'full', Promise<ObjectStore>>();
  /** `full` once a server has turned out unable to serve or take less than the whole history. */
  #use: 'thin' | 'full' = 'thin';
  /** Whether the server sets the refs of a push all together or not at all. */
  #isAtomic = true;
  /** Kinds of failed reads that were told. */
  readonly #toldReads = new Set<Failure['kind']>();
  /** Whether the last push was answered by something that may have stood in the server's place. */
  #isInDoubt = false;

  constructor(options: RemoteLedgerOptions) {
    if (/\p{Cc}/u.test(options.url)) {
      throw new UserError({
        code: 'E_INPUT_INVALID',
        what: 'The address of the ledger repository holds control characters',
        where: 'ledger-repository',
        mend: 'Name it as owner/name',
      });
    }
    this.#options = options;
    this.#server = new Server(options);
    this.#ref = branchRef(options.branch);
    this.where = branchAt(options);
    this.timing = timingOf(options);
    this.kept = options.kept;
  }

  /** Absent where nothing may wait on refs that no ruleset covers. */
  get inbox(): LedgerPort['inbox'] {
    return (this.#options.parking?.() ?? true) ? this.#inbox : undefined;
  }

  tip({ withoutParked = false } = {}): Promise<Tip> {
    return this.#queue.run(async () => {
      const backoff = new Backoff(this.timing, READ_DEADLINE);
      const refs = [
        `+${this.#ref}:${TIP}`,
        ...(withoutParked || this.inbox === undefined ? [] : [`+${INBOX}*:${FETCHED_INBOX}*`]),
      ];
      for (;;) {
        const store = await this.#store();
        const isThin = this.#server.isPartial(store);
        const args = [...FETCH, '--prune', ...(isThin ? THIN : []), REMOTE, ...refs];
        const result = await this.#server.talk(store, args, { config: isThin ? NO_NEGOTIATION : [] });
        if (result.code === 0) return this.#readFetched(store);
        const failure = classify(result);
        if (failure.kind === 'no-branch')
          return { snapshot: this.#snapshot(store, null), parked: [], unfit: [] };
        if (!this.#fallBack(failure)) await this.#retryRead(failure, backoff);
      }
    });
  }

  async swap({ next, before, unparked, parking = new Map() }: Swap): Promise<Swapped> {
    const { store, commit } = before;
    const lease = `--force-with-lease=${this.#ref}:${commit ?? ''}`;
    const deletions = unparked.map((id) => `:${INBOX}${id}`);
    const isTogether = this.#isAtomic && deletions.length > 0;
    const refs = [`${next}:${this.#ref}`, ...(isTogether ? deletions : []), ...parkingRefs(parking)];
    const result = await this.#server.talk(store, [
      ...PUSH,
      ...(isTogether ? ['--atomic'] : []),
      lease,
      REMOTE,
      ...refs,
    ]);
    if (result.code === 0) {
      this.#isInDoubt = false;
      // What is on the branch may go. When it stays, the next writer finds it.
      if (!isTogether && deletions.length > 0)
        await this.#server.talk(store, [...PUSH, REMOTE, ...deletions]);
      return { failure: null, parked: parking.size > 0 };
    }
    const failure = this.#doubted(classify(result), result);
    const landed = new Set(landedRefs(result));
    return {
      failure: this.#fallBack(failure) ? { kind: 'lost-race', detail: failure.detail } : failure,
      parked: parking.size > 0 && [...parking.keys()].every((id) => landed.has(INBOX + id)),
    };
  }

  /** A proxy can refuse an answer after the request has gone through. So what was sent is looked for, once, before the answer is believed. */
  #doubted(failure: Failure, result: GitResult): Failure {
    const isFirst = !this.#isInDoubt && !isTransient(failure.kind) && wasSent(result);
    this.#isInDoubt = isFirst;
    return isFirst ? { ...failure, kind: 'unknown-outcome' } : failure;
  }

  async #park(commits: ReadonlyMap<string, string>): Promise<Failure | null> {
    const result = await this.#server.talk(await this.#store(), [...PUSH, REMOTE, ...parkingRefs(commits)]);
    return result.code === 0 ? null : classify(result);
  }

  async mark(): Promise<string> {
    const { tip, ids } = await this.#list();
    return [tip ?? '', ...(this.inbox === undefined ? [] : [...ids].sort())].join(' ');
  }

  async #list(): Promise<Listed> {
    const backoff = new Backoff(this.timing, READ_DEADLINE);
    for (;;) {
      const result = await this.#server.talk(await this.#store(), [
        'ls-remote',
        '--quiet',
        REMOTE,
        this.#ref,
        `${INBOX}*`,
      ]);
      if (result.code === 0) return listedIn(result.stdout.toString('latin1'), this.#ref, this.#checks);
      await this.#retryRead(classify(result), backoff);
    }
  }

  explain(failure: Failure, action: 'read' | 'write'): Error {
    const { hasToken } = this.#server;
    return explain(failure, { action, where: this.where, isRemote: true, hasToken });
  }

  /** Tells a full disk on this side from a defect. */
  async guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const failure = ownFailure(error);
      throw failure?.kind === 'disk-full' ? this.explain(failure, 'write') : error;
    }
  }

  /** The first request of a push tells whether the token may push, and a dry run ends there. */
  async checkWritable(): Promise<void> {
    const store = await this.#store();
    const tree = store.tree([]);
    const commit = store.commit({
      tree: tree.id,
      parent: null,
      text: 'May this token push?\n',
      identity: this.#options.identity,
      at: this.timing.now(),
    });
    await store.write([tree, commit]);
    const backoff = new Backoff(this.timing, READ_DEADLINE);
    for (;;) {
      const result = await this.#server.talk(store, [...PUSH, '--dry-run', REMOTE, `${commit.id}:${PROBE}`]);
      if (result.code === 0) return;
      const failure = classify(result);
      if (!isTransient(failure.kind) || !(await backoff.wait())) throw this.explain(failure, 'write');
    }
  }

  #snapshot(store: ObjectStore, commit: string | null): Snapshot {
    return new Snapshot(store, commit, (ids, how) => this.#bring(store, ids, FILTERS[how]));
  }

  /** What the last fetch found on the server, which it has written down by itself. */
  async #readFetched(store: ObjectStore): Promise<Tip> {
    const { tip, parked } = fetchedIn(
      await readFile(join(store.folder, 'FETCH_HEAD'), 'utf8'),
      this.#options.branch,
    );
    if (tip === undefined) throw new Error(`a fetch of ${this.where} did not say what it found`);
    const { fits, unfit } = await this.#checks.read(store, parked);
    return { snapshot: this.#snapshot(store, tip), parked: fits, unfit };
  }

  /** Fetches objects by id, all with one request: left to itself, git asks for each one separately. */
  #bring(store: ObjectStore, ids: readonly string[], filter: string): Promise<void> {
    return this.#queue.run(async () => {
      const backoff = new Backoff(this.timing, READ_DEADLINE);
      for (;;) {
        const result = await this.#server.talk(
          store,
          [...FETCH, '--no-write-fetch-head', filter, '--stdin', REMOTE],
          {
            input: ids.map((id) => `${id}\n`).join(''),
            config: NO_NEGOTIATION,
          },
        );
        if (result.code === 0) return;
        await this.#retryRead(classify(result), backoff);
      }
    });
  }

  /** Waits for the next try. @throws UserError when there is none */
  async #retryRead(failure: Failure, backoff: Backoff): Promise<void> {
    if (!isTransient(failure.kind)) throw this.explain(failure, 'read');
    if (failure.kind === 'lock') await removeStaleLocks((await this.#store()).folder);
    const { log } = this.#options;
    const text = `reading the ledger failed, trying again: ${failure.detail}`;
    // A server that is away fails each try for half a minute in the same way.
    if (this.#toldReads.has(failure.kind)) log.debug(text);
    else log.warning(text);
    this.#toldReads.add(failure.kind);
    if (!(await backoff.wait())) throw this.explain(failure, 'read');
  }

  /** @returns whether there is a way to do without what the server cannot do, which is taken from now on */
  #fallBack({ kind }: Failure): boolean {
    const isNew =
      (kind === 'unsupported' && this.#use === 'thin') || (kind === 'no-atomic' && this.#isAtomic);
    if (kind === 'unsupported') this.#use = 'full';
    if (kind === 'no-atomic') this.#isAtomic = false;
    return isNew;
  }

  #store(): Promise<ObjectStore> {
    const use = this.#use;
    const known = this.#stores.get(use);
    if (known !== undefined) return known;
    const made = this.#folder().then((folder) =>
      this.#server.open(join(folder, `${use}.git`), { isPartial: use === 'thin' }),
    );
    this.#stores.set(use, made);
    return made;
  }

  #folder(): Promise<string> {
    const { folder } = this.#options;
    this.#madeFolder ??= typeof folder === 'string' ? Promise.resolve(resolve(folder)) : folder();
    return this.#madeFolder;
  }
}
