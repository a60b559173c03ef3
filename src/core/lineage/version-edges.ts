import { DATA_TAGS, isJoined, namesIn } from './data-tags.js';
import type { LineageEdge } from './node.js';
import type { Readings } from './readings.js';
import type { RunFacts } from './run-facts.js';
import type { VersionFacts } from './sources.js';

interface Around {
  runs: Pick<ReadonlyMap<string, RunFacts>, 'get'>;
  readings: Pick<Readings, 'meanings'>;
}

/** From data that a version names by tags of its registration, and its run does not. */
export function taggedEdges(version: VersionFacts, { runs, readings }: Around): LineageEdge[] {
  const to = { kind: 'version', model: version.model, version: version.version } as const;
  return ownNames(version, runs).flatMap((name) => {
    const all = readings.meanings(name, version.run_id === null ? undefined : runs.get(version.run_id));
    return all.map(({ node: from }): LineageEdge => {
      const edge = { from, to, kind: 'read', record: version.record, by_tag: true } as const;
      return all.length > 1 ? { ...edge, ambiguous: true } : edge;
    });
  });
}

/** Whether it is of parts of a tag together, which most often mean nothing: only who asks for it is told. */
export function isGuess({ from }: LineageEdge): boolean {
  return from.kind === 'dataset' && from.name === null && isJoined(from.version);
}

/** All that a version's tags may name, whatever of it is its run's. */
export function looseNames({ tags }: Pick<VersionFacts, 'tags'>): string[] {
  return DATA_TAGS.flatMap((key) => namesIn(tags[key], []));
}

/** What a version's tags may name and its run does not. Without that nobody knows which of them are of data that the run names itself. */
export function ownNames({ run_id, tags }: VersionFacts, runs: Around['runs']): string[] {
  const run = run_id === null ? { datasets: [], tagged: [] as string[] } : runs.get(run_id);
  if (run === undefined) return [];
  const names = DATA_TAGS.flatMap((key) => namesIn(tags[key], run.datasets));
  return [...new Set(names)].filter((name) => !run.tagged.includes(name));
}
