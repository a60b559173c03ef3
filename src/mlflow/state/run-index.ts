import type { Run } from './entities.js';

/** What a run can be looked up by. */
export type IndexedBy = 'tag' | 'param';

/** Keys that are indexed at the same time: with 100,000 runs one takes some 10 MB. */
const MOST_KEYS = 4;
/** Characters of JSON that are kept, some 64 MB. */
const MOST_TEXT = 64 * 1024 * 1024;

/** What is worked out of runs and kept until they change. It only saves time: without it every answer is the same. */
export class RunIndex {
  readonly #all: ReadonlyMap<string, Run>;
  readonly #keys = new Map<string, KeyIndex>();
  readonly #texts = new Map<Run, string>();
  #textLength = 0;

  constructor(all: ReadonlyMap<string, Run>) {
    this.#all = all;
  }

  /** The runs with this value. What is asked for the first time is worked out of all runs. */
  find(by: IndexedBy, key: string, value: string): ReadonlySet<Run> {
    const name = `${by} ${key}`;
    const index = this.#keys.get(name) ?? new KeyIndex(by, key, this.#all.values());
    // The one that nobody has asked for the longest is the first.
    this.#keys.delete(name);
    this.#keys.set(name, index);
    if (this.#keys.size > MOST_KEYS) this.#keys.delete(this.#keys.keys().next().value as string);
    return index.find(value);
  }

  /** A text that is made of nothing but the run. */
  textOf(run: Run, make: (run: Run) => string): string {
    const kept = this.#texts.get(run);
    if (kept !== undefined) return kept;
    const text = make(run);
    if (this.#textLength + text.length > MOST_TEXT) {
      this.#texts.clear();
      this.#textLength = 0;
    }
    this.#texts.set(run, text);
    this.#textLength += text.length;
    return text;
  }

  /** Told of every run that is new or another than before. */
  changed(run: Run): void {
    for (const index of this.#keys.values()) index.update(run);
    const text = this.#texts.get(run);
    if (text === undefined) return;
    this.#texts.delete(run);
    this.#textLength -= text.length;
  }
}

const NONE: ReadonlySet<Run> = new Set();

class KeyIndex {
  readonly #values = new Map<Run, string>();
  readonly #runs = new Map<string, Set<Run>>();

  constructor(
    readonly by: IndexedBy,
    readonly key: string,
    runs: Iterable<Run>,
  ) {
    for (const run of runs) this.update(run);
  }

  find(value: string): ReadonlySet<Run> {
    return this.#runs.get(value) ?? NONE;
  }

  update(run: Run): void {
    const before = this.#values.get(run);
    const value = (this.by === 'tag' ? run.tags : run.params).get(this.key);
    if (value === before) return;
    if (before !== undefined) this.#remove(run, before);
    if (value !== undefined) this.#add(run, value);
  }

  #add(run: Run, value: string): void {
    this.#values.set(run, value);
    const runs = this.#runs.get(value);
    if (runs === undefined) this.#runs.set(value, new Set([run]));
    else runs.add(run);
  }

  #remove(run: Run, value: string): void {
    this.#values.delete(run);
    const runs = this.#runs.get(value);
    runs?.delete(run);
    if (runs?.size === 0) this.#runs.delete(value);
  }
}
