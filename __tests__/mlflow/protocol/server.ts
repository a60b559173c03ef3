import type { Context, Method } from '../../../src/mlflow/protocol/endpoint.js';
import { ProtocolError } from '../../../src/mlflow/protocol/errors.js';
import { findCall } from '../../../src/mlflow/protocol/protocol.js';
import { applyEntry } from '../../../src/mlflow/state/apply.js';
import type { Change } from '../../../src/mlflow/state/changes.js';
import { emptyState } from '../../../src/mlflow/state/state.js';

type Raw = Record<string, unknown>;

/** A server without a wire: a state, and the calls that change it. Its clock shows 1000, and a second more at each call. */
export class Server {
  readonly state = emptyState();
  #now = 0;
  #ids = 0;
  readonly #user: string | undefined;

  constructor(user?: string) {
    this.#user = user;
  }

  /** @param call e.g. `POST runs/create` @returns the body as JSON has it */
  // biome-ignore lint/suspicious/noExplicitAny: tests look at what they expect
  call(call: string, raw: Raw = {}): any {
    return this.watch(call, raw).body;
  }

  /** The same, with what it has changed. */
  watch(call: string, raw: Raw = {}): { body: unknown; changes: readonly Change[] } {
    const [method, route = ''] = call.split(' ') as [Method, string];
    this.#now += 1000;
    const { changes, body } = findCall(method, route, sent(method, raw)).run(this.#context());
    this.apply(...changes);
    return { body: JSON.parse(JSON.stringify(body())), changes };
  }

  /** @returns the code and the message of a call that is refused, which must leave the state alone */
  refusal(call: string, raw: Raw = {}): { code: string; message: string } {
    try {
      this.call(call, raw);
    } catch (error) {
      if (error instanceof ProtocolError) return { code: error.code, message: error.message };
      throw error;
    }
    throw new Error(`${call} was not refused`);
  }

  apply(...changes: Change[]): void {
    applyEntry(this.state, { at: this.#now, changes });
  }

  #context(): Context {
    const newId = () => (++this.#ids).toString(16).padStart(32, '0');
    return { state: this.state, now: this.#now, newId, ...(this.#user && { user: this.#user }) };
  }
}

/** As it comes over the wire: a query for GET, JSON for all others. */
function sent(method: Method, raw: Raw): Raw | URLSearchParams {
  if (method !== 'GET') return JSON.parse(JSON.stringify(raw)) as Raw;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(raw))
    if (value !== undefined) for (const one of [value].flat()) query.append(name, String(one));
  return query;
}

/** What a refusal is to be: its code, and how its message begins. */
export function refused(code: string, begin: string): object {
  const escaped = begin.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return { code, message: expect.stringMatching(new RegExp(`^${escaped}`)) };
}
