import type { Run } from './entities.js';

/** What a run can be looked up by. */
export type IndexedBy = 'tag' | 'param';

/** Keys of a kind that are indexed at the same time: with 100,000 runs one takes some 10 MB. */
const MOST_KEYS = 4;
/** Bytes of JSON that are kept. */
const MOST_TEXT = 32 * 1024 * 1024;

/** What is worked out of runs and kept until they change. It only saves time: without it every answer is the same. */
export class RunIndex {
  readonly #all: ReadonlyMap<string, Run>;
  readonly #keys = new Map<string, KeyIndex>();
  readonly #orders = new Map<string, MetricOrder>();
  readonly #texts = new Map<Run, Buffer>();
  #textLength = 0;

  constructor(all: ReadonlyMap<string, Run>) {
    this.#all = all;
  }

  /** The runs with this value. What is asked for the first time is worked out of all runs. */
  find(by: IndexedBy, key: string, value: string): ReadonlySet<Run> {
    const make = () => new KeyIndex(by, key, this.#all.values());
    return recent(this.#keys, `${by} ${key}`, make).find(value);
  }

  /** The runs that have a number as the latest value of this metric, the smallest first. The first time takes as long as to sort them all. */
  byMetric(key: string): readonly Measured[] {
    return recent(this.#orders, key, () => new MetricOrder(key, this.#all.values())).all();
  }

  /** A text that is made of nothing but the run, as bytes: they lie beside the heap, and are sent as they are. */
  textOf(run: Run, make: (run: Run) => Buffer): Buffer {
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
    for (const order of this.#orders.values()) order.changed(run);
    const text = this.#texts.get(run);
    if (text === undefined) return;
    this.#texts.delete(run);
    this.#textLength -= text.length;
  }
}

/** What a map has, or what is made for it now; what nobody has asked for the longest goes. */
function recent<T>(map: Map<string, T>, name: string, make: () => T): T {
  const found = map.get(name) ?? make();
  map.delete(name);
  map.set(name, found);
  if (map.size > MOST_KEYS) map.delete(map.keys().next().value as string);
  return found;
}

export interface Measured {
  run: Run;
  value: number;
}

class MetricOrder {
  #sorted: Measured[];
  readonly #changed = new Set<Run>();

  constructor(
    readonly key: string,
    runs: Iterable<Run>,
  ) {
    this.#sorted = this.#measured(runs).sort(byValue);
  }

  changed(run: Run): void {
    this.#changed.add(run);
  }

  all(): readonly Measured[] {
    if (this.#changed.size === 0) return this.#sorted;
    const others = this.#sorted.filter(({ run }) => !this.#changed.has(run));
    // Two parts that are each in order are merged by this, in one pass.
    this.#sorted = [...others, ...this.#measured(this.#changed).sort(byValue)].sort(byValue);
    this.#changed.clear();
    return this.#sorted;
  }

  #measured(runs: Iterable<Run>): Measured[] {
    const found: Measured[] = [];
    for (const run of runs) {
      const value = run.curves.get(this.key)?.latest.value;
      if (value !== undefined && !Number.isNaN(value)) found.push({ run, value });
    }
    return found;
  }
}

function byValue(one: Measured, other: Measured): number {
  return one.value < other.value ? -1 : one.value > other.value ? 1 : 0;
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
