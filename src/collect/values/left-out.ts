import { type DocumentValue, kindOf } from '../../core/flatten.js';
import { shown } from '../../core/key-values.js';
import { instantOf } from './metric-values.js';

const NAMES = 10;

/** What of a metrics file is no number. Each key is named once, by the first thing that it held. */
export class LeftOut {
  readonly #kinds = new Map<string, { kind: string; times: number }>();

  add(key: string, value: DocumentValue, times = 1): void {
    const known = this.#kinds.get(key);
    if (known === undefined) this.#kinds.set(key, { kind: nameOf(value), times });
    else known.times += times;
  }

  /** What was found, for the end of a sentence; undefined when all was numbers. */
  get list(): string | undefined {
    if (this.#kinds.size === 0) return undefined;
    const some = [...this.#kinds].slice(0, NAMES).map(([key, { kind, times }]) => {
      return `${shown(key)} (${kind}${times > 1 ? `, ${times} times` : ''})`;
    });
    const more = this.#kinds.size - some.length;
    return `${some.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  }
}

function nameOf(value: DocumentValue): string {
  if (typeof value === 'string') return instantOf(value) === undefined ? shown(value) : 'a time';
  return kindOf(value);
}
