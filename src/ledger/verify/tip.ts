import type { ObjectStore } from '../git/object-store.js';
import { FILE_MODE } from '../git/objects.js';
import { finding, type LineageFinding } from './findings.js';
import { type Place, placeOf } from './paths.js';
import type { Walk } from './walk.js';

export interface TipFile {
  /** A character per byte. */
  path: string;
  id: string;
  /** The commit that added it. */
  commit: string | undefined;
}

type PlaceOf<K extends Place['kind']> = Extract<Place, { kind: K }>;
export type Placed<K extends Place['kind']> = TipFile & { place: PlaceOf<K> };

/** The files of the newest commit, by what they are. */
export interface TipFiles {
  /** By run id. */
  runs: Map<string, Placed<'run'>>;
  series: Placed<'series'>[];
  pictures: Placed<'picture'>[];
  versions: Placed<'version'>[];
  events: Placed<'event'>[];
}

/** Sorts the files of a commit by their paths. Links and the like are left out: their history has told of them. */
export async function sortFiles(
  store: ObjectStore,
  options: { tip: string; walk: Walk; findings: LineageFinding[] },
): Promise<TipFiles> {
  const { tip, walk, findings } = options;
  const sorted: TipFiles = { runs: new Map(), series: [], pictures: [], versions: [], events: [] };
  let before = '';
  for (const { mode, id, path } of await list(store, tip)) {
    const file = { path, id, commit: walk.file(path)?.commit };
    if (path === before) findings.push(finding('path-twice', file, 'is in its folder twice'));
    before = path;
    const place = placeOf(path);
    // An executable file has told its own fault; its content counts all the same.
    if (mode !== FILE_MODE && mode !== '100755') continue;
    if (place.kind === 'unknown')
      findings.push(finding('unknown-path', file, 'is nothing that a ledger holds'));
    else if (place.kind === 'misplaced') findings.push(finding('record-misplaced', file, place.why));
    else if (place.kind === 'run') sorted.runs.set(place.run, { ...file, place });
    else if (place.kind === 'series') sorted.series.push({ ...file, place });
    else if (place.kind === 'picture') sorted.pictures.push({ ...file, place });
    else if (place.kind === 'version') sorted.versions.push({ ...file, place });
    else if (place.kind === 'event') sorted.events.push({ ...file, place });
  }
  for (const file of [...sorted.series, ...sorted.pictures]) {
    if (sorted.runs.has(file.place.run)) continue;
    findings.push(finding('file-without-run', file, `is of run ${file.place.run}, which has no record`));
  }
  return sorted;
}

async function list(store: ObjectStore, tip: string): Promise<{ mode: string; id: string; path: string }[]> {
  const answer = await store.git.ok(['ls-tree', '-r', '-z', '--full-tree', tip], {
    limit: 512 * 1024 * 1024,
    timeout: 600_000,
  });
  const entries: { mode: string; id: string; path: string }[] = [];
  for (const line of answer.toString('latin1').split('\0')) {
    const [, mode, id, path] = /^(\d+) \w+ ([0-9a-f]+)\t([\s\S]*)$/.exec(line) ?? [];
    if (mode !== undefined && id !== undefined && path !== undefined) entries.push({ mode, id, path });
  }
  return entries;
}
