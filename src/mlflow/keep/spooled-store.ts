import type { Context, Outcome } from '../protocol/endpoint.js';
import { ProtocolError } from '../protocol/errors.js';
import type { Call } from '../protocol/protocol.js';
import type { MlflowStore } from '../protocol/store.js';
import { applyEntry } from '../state/apply.js';
import type { Change, Entry } from '../state/changes.js';
import type { State } from '../state/state.js';
import { openSpool, readSpool, type Spooled, type SpoolFile } from './spool.js';

/** What there is without the spool. */
export interface Base {
  /** Nobody else's. */
  state: State;
  /** Whether a change of the spool is not in the state yet. */
  isNeeded(change: Change, number: number): boolean;
}

export interface SpooledStoreOptions {
  /** File of the spool. */
  path: string;
  /** 32 hex digits that name the file if there is none yet. */
  newServer: string;
  /** Made anew each time. @param server name of the file */
  base(server: string): Promise<Base> | Base;
  /** Told of every entry that counts, those of the file first; again of all of them behind each `base`. */
  kept?(entry: Spooled, state: State): void;
  /** Is told of an entry about something that the base has no longer. The entry is kept, and counts where that is there again. */
  passedOver(why: string): void;
  context: Omit<Context, 'state' | 'now'> & { now(): number };
  /** Refuses what a call would change. @throws ProtocolError */
  check?(changes: readonly Change[], state: State): void;
}

export interface SpooledStore extends MlflowStore {
  /** Name of the file. */
  readonly server: string;
  /** What a call would change, and would be answered; nothing is kept. @param now milliseconds since 1970 @throws ProtocolError */
  look(call: Call, now?: number): Promise<Outcome>;
  /** Changes the state by what is not said by a call, and keeps it. @throws ProtocolError */
  add(entry: Entry): Promise<void>;
  /** Makes the state anew from its base and the spool; calls wait for it. */
  rebuild(): Promise<void>;
  /** Takes what is needed no more out of the file. */
  compact(isNeeded: Base['isNeeded']): Promise<void>;
  close(): Promise<void>;
}

/** A state in memory of which every change is in a file before it is answered. @throws SpoolDamage */
export async function openSpooledStore(options: SpooledStoreOptions): Promise<SpooledStore> {
  const { path, context, newServer, kept, check } = options;
  const file = await readSpool(path);
  const spool = await openSpool(path, file, newServer);
  let state = await stateOf(file, spool.server, options).catch(async (error: unknown) => {
    await spool.close();
    throw error;
  });
  let rebuilding: Promise<void> | undefined;
  let isStale = false;

  function rebuild(): Promise<void> {
    rebuilding ??= anew().finally(() => {
      rebuilding = undefined;
    });
    return rebuilding;
  }

  async function anew(): Promise<void> {
    await spool.idle();
    state = await stateOf(await readSpool(path), spool.server, options);
    isStale = false;
  }

  async function keep(entry: Entry): Promise<void> {
    try {
      const spooled = await spool.append(entry);
      kept?.(spooled, state);
    } catch (error) {
      // What could not be written must not be seen either: where this fails, the next call tries again.
      isStale = true;
      await rebuild().catch(() => undefined);
      throw new ProtocolError('DATA_LOSS', unwritten(error));
    }
  }

  /** Nothing is awaited between the last look and the work up to its `append`, or a state could be made anew without it. */
  async function whenCurrent<T>(work: () => T | Promise<T>): Promise<T> {
    while (rebuilding !== undefined || isStale) await rebuild();
    return work();
  }

  function ask(call: Call, now: number): Outcome {
    return call.run({ ...context, state, now });
  }

  function change(entry: Entry): Promise<void> {
    applyEntry(state, entry);
    return keep(entry);
  }

  return {
    get state() {
      return state;
    },
    server: spool.server,
    run: (call: Call) =>
      whenCurrent(async () => {
        const now = context.now();
        const { changes, body } = ask(call, now);
        check?.(changes, state);
        if (changes.length > 0) await change({ at: now, changes });
        return body();
      }),
    look: (call, now = context.now()) => whenCurrent(() => ask(call, now)),
    add: (entry) => whenCurrent(() => change(entry)),
    rebuild,
    compact: (isNeeded) => spool.compact(isNeeded),
    close: () => spool.close(),
  };
}

async function stateOf(
  { entries }: SpoolFile,
  server: string,
  { base, kept, passedOver }: SpooledStoreOptions,
): Promise<State> {
  const { state, isNeeded } = await base(server);
  for (const entry of entries) {
    const changes = entry.changes.filter((change) => isNeeded(change, entry.number));
    if (changes.length === 0) continue;
    try {
      applyEntry(state, { at: entry.at, changes });
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      passedOver(`entry ${entry.number}: ${error.message}`);
      continue;
    }
    kept?.({ ...entry, changes }, state);
  }
  return state;
}

function unwritten(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? 'There is no space left on the disk of the server, so the call was not kept. Make room and try again.'
    : `The call could not be kept by the server: ${message}`;
}
