import { tagOf } from './run-facts.js';

/** What the graph is made of besides runs. */
export interface VersionFacts {
  model: string;
  version: number;
  /** Null where nobody knows the run. */
  run_id: string | null;
  run_path: string | null;
  digest: string | null;
  /** Digests of its files. */
  files: readonly string[];
  record: string;
}

/** That a version holds a stage or an alias, or serves. */
export interface HoldFacts {
  of:
    | { kind: 'stage'; stage: string }
    | { kind: 'alias'; alias: string }
    | { kind: 'endpoint'; endpoint: string };
  model: string;
  version: number;
  /** Path of the event that says so. */
  record: string;
  /** RFC 3339. */
  since: string;
}

/** Adds to what a key has. */
export function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** The datasets that runs name, by the name that a tag has for them. */
export class KnownDatasets {
  readonly #byTag = new Map<string, { name: string; version: string } | null>();

  add(data: { name: string; version: string }): void {
    const tag = tagOf(data);
    const known = this.#byTag.get(tag);
    if (known === undefined) this.#byTag.set(tag, { name: data.name, version: data.version });
    // `a_b` at `c` and `a` at `b_c` have one tag: it says neither.
    else if (known?.name !== data.name) this.#byTag.set(tag, null);
  }

  /** What a part of a tag means; a name of null where no run says which part of it is the name, or two say different. */
  meaning(part: string): { name: string | null; version: string } {
    return this.#byTag.get(part) ?? { name: null, version: part };
  }
}
