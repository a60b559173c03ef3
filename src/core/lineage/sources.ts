import type { DataTag } from './data-tags.js';

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
  /** Its own tags that name data, by key. */
  tags: Partial<Record<DataTag, string>>;
  record: string;
  /** `unjudged`: of what run it is, its client has said. */
  status: 'judged' | 'unjudged' | 'deleted';
  /** Earlier names of its model. */
  formerly: readonly string[];
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
