import type { Context } from '../protocol/endpoint.js';
import { ProtocolError } from '../protocol/errors.js';
import type { Call } from '../protocol/protocol.js';
import type { MlflowStore } from '../protocol/store.js';
import { applyEntry } from '../state/apply.js';
import type { Change, Entry } from '../state/changes.js';
import type { State } from '../state/state.js';
import { openSpool, readSpool, type Spool } from './spool.js';

export interface SpooledStoreOptions {
  /** File of the spool. */
  path: string;
  /** What there is without the spool, made anew each time. */
  base(): Promise<State> | State;
  /** Refuses what a call would change, before it is. @throws ProtocolError */
  check?(changes: readonly Change[]): void;
  context: Omit<Context, 'state' | 'now'> & { now(): number };
}

export interface SpooledStore extends MlflowStore {
  /** Makes the state anew from its base and the spool; calls wait for it. */
  rebuild(): Promise<void>;
  close(): Promise<void>;
}

/** A state in memory of which every change is in a file before it is answered. @throws SpoolDamage */
export async function openSpooledStore(options: SpooledStoreOptions): Promise<SpooledStore> {
  const { path, context } = options;
  const loaded = await load(options);
  let { state } = loaded;
  const spool: Spool = await openSpool(path, loaded.length);
  let rebuilding: Promise<void> | undefined;

  function rebuild(): Promise<void> {
    rebuilding ??= anew().finally(() => {
      rebuilding = undefined;
    });
    return rebuilding;
  }

  async function anew(): Promise<void> {
    await spool.idle();
    ({ state } = await load(options));
  }

  async function keep(entry: Entry): Promise<void> {
    try {
      await spool.append(entry);
    } catch (error) {
      // What could not be written must not be seen either.
      await rebuild();
      throw new ProtocolError('DATA_LOSS', unwritten(error));
    }
  }

  return {
    get state() {
      return state;
    },
    async run(call: Call) {
      await rebuilding;
      const now = context.now();
      const { changes, body } = call.run({ ...context, state, now });
      if (changes.length > 0) {
        options.check?.(changes);
        const entry = { at: now, changes };
        applyEntry(state, entry);
        await keep(entry);
      }
      return body();
    },
    rebuild,
    close: () => spool.close(),
  };
}

async function load({ path, base }: SpooledStoreOptions): Promise<{ state: State; length: number }> {
  const [state, { entries, length }] = await Promise.all([base(), readSpool(path)]);
  for (const entry of entries) applyEntry(state, entry);
  return { state, length };
}

function unwritten(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT'
    ? 'There is no space left on the disk of the server, so the call was not kept. Make room and try again.'
    : `The call could not be kept by the server: ${message}`;
}
