import type { ServerResponse } from 'node:http';
import { sha256 } from '../../core/digest.js';
import { JsonText } from '../protocol/json-text.js';

/** A call that makes something new whenever it is made. */
export interface Create {
  /** Below `/api/2.0/mlflow/`. */
  route: string;
  /** As it was sent. */
  body: string;
  response: ServerResponse;
}

/** What makes another one each time, or cannot be made twice; all else comes to the same when it is said again. */
const CREATES: ReadonlySet<string> = new Set([
  'runs/create',
  'experiments/create',
  'registered-models/create',
  'model-versions/create',
  'logged-models',
]);
/** Milliseconds in which a client tries again: its longest pause is two minutes. */
const PATIENCE = 180_000;
/** Answers that are kept at most. */
const MOST = 1000;

/**
 * Clients send a call again whose answer they did not get. A create that is sent again gets the first one's answer, once, and nothing is
 * made twice; one whose answer could be written to its socket is no repeat, however alike: two processes may ask for the same.
 */
export class Repeats {
  readonly #lost = new Map<string, Promise<object>[]>();
  readonly #patience: number;

  /** @param patience milliseconds that a lost answer is kept for */
  constructor(patience = PATIENCE) {
    this.#patience = patience;
  }

  static isCreate(method: string, route: string): boolean {
    return method === 'POST' && CREATES.has(route);
  }

  /** @param make makes it; asked where it was not made before @throws what `make` throws */
  answer(create: Create, make: () => Promise<object>): Promise<object> {
    const { response } = create;
    // The first may be under way still: a client loses its patience before that. One that failed has made nothing.
    const made = this.#take(create)?.catch(make) ?? make();
    // What it tells is what was so then.
    const answer = made.then((body) => JsonText.of(body));
    if (response.destroyed) this.#keep(create, answer);
    else {
      let isWritten = false;
      response.once('finish', () => {
        isWritten = true;
      });
      response.once('close', () => isWritten || this.#keep(create, answer));
    }
    return answer;
  }

  #take(create: Create): Promise<object> | undefined {
    if (this.#lost.size === 0) return undefined;
    const [first] = this.#lost.get(keyOf(create)) ?? [];
    if (first !== undefined) this.#drop(keyOf(create), first);
    return first;
  }

  #keep(create: Create, answer: Promise<object>): void {
    const key = keyOf(create);
    this.#lost.set(key, [...(this.#lost.get(key) ?? []), answer]);
    const [oldest] = this.#lost.keys();
    if (this.#lost.size > MOST && oldest !== undefined) this.#lost.delete(oldest);
    setTimeout(() => this.#drop(key, answer), this.#patience).unref();
  }

  #drop(key: string, answer: Promise<object>): void {
    const left = (this.#lost.get(key) ?? []).filter((one) => one !== answer);
    if (left.length > 0) this.#lost.set(key, left);
    else this.#lost.delete(key);
  }
}

function keyOf({ route, body }: Create): string {
  return sha256(`${route}\n${body}`);
}
