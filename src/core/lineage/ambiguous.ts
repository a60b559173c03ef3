import { tagOf } from './data-tags.js';
import type { LineageGraph } from './graph.js';

/** A run that names data by a tag alone which several datasets share. */
export interface AmbiguousTag {
  run_id: string;
  /** A part of the tag, as the run has it. */
  tag: string;
  /** `name@version` of each that it may mean. */
  names: readonly string[];
}

/** What runs name by a tag alone that may mean several datasets. @param ids of runs */
export function ambiguousTags(ids: Iterable<string>, graph: LineageGraph): AmbiguousTag[] {
  const found: AmbiguousTag[] = [];
  for (const run_id of ids) {
    const names = new Map<string, string[]>();
    for (const { from, ambiguous } of graph.up({ kind: 'run', run_id })) {
      if (ambiguous !== true || from.kind !== 'dataset' || from.name === null) continue;
      const { name, version } = from;
      const tag = tagOf({ name, version });
      names.set(tag, [...(names.get(tag) ?? []), `${name}@${version}`]);
    }
    for (const [tag, all] of names) found.push({ run_id, tag, names: all });
  }
  return found;
}
