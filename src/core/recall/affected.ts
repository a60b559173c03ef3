import type { Affected } from '../generated/types.js';
import type { Impact } from '../lineage/impact.js';
import type { RunFacts } from '../lineage/run-facts.js';

/** Bytes that each list may have in a record: together they leave room for what is recalled in the largest event that is read. */
const ROOM = { runs: 350_000, versions: 200_000, contents: 150_000 } as const;
const MOST = { runs: 10_000, versions: 2000, contents: 2000 } as const;

/** What an event keeps of what came from what is recalled. */
export function affectedOf({ runs, versions }: Impact): Affected {
  const all = {
    runs: runs.map(({ run_id }) => run_id),
    versions: versions.map(({ model, version }) => ({ model, version })),
    contents: contentsMade(runs),
  };
  const kept = {
    runs: fitting(all.runs, MOST.runs, ROOM.runs),
    versions: fitting(all.versions, MOST.versions, ROOM.versions),
    contents: fitting(all.contents, MOST.contents, ROOM.contents),
  };
  const count = ({ runs: one, versions: two, contents: three }: typeof all) =>
    one.length + two.length + three.length;
  return { ...kept, left_out: count(all) - count(kept) };
}

/** What runs wrote, and did not take over. */
export function contentsMade(runs: readonly Pick<RunFacts, 'outputs'>[]): string[] {
  const made = runs.flatMap(({ outputs }) =>
    outputs.flatMap(({ contents, reused }) => (reused === null ? contents : [])),
  );
  return [...new Set(made)];
}

/** As many of the first as there is room for. @param bytes of all together, as canonical JSON has them */
export function fitting<T>(all: readonly T[], most: number, bytes: number): T[] {
  const kept: T[] = [];
  let left = bytes;
  for (const one of all.slice(0, most)) {
    // Indentation and line ends, of an object several.
    left -= Buffer.byteLength(JSON.stringify(one)) + (typeof one === 'string' ? 12 : 60);
    if (left < 0) break;
    kept.push(one);
  }
  return kept;
}
