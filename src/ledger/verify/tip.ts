import type { ObjectStore } from '../git/object-store.js';
import { type FolderFault, isFile, isFolder, kindOf } from '../git/objects.js';
import { finding, type LineageFinding, type Rule, readable } from './findings.js';
import { type Place, placeOf } from './paths.js';
import { type RawTree, readTree } from './tree.js';
import type { Walk } from './walk.js';

export interface TipFile {
  /** A character per byte. */
  path: string;
  id: string;
  /** As it is stored. */
  mode: string;
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
  endpointEvents: Placed<'endpoint-event'>[];
  amendments: Placed<'amendment'>[];
  loggedModels: Placed<'logged-model'>[];
  recalls: Placed<'recall'>[];
  misplaced: Placed<'misplaced'>[];
}

/** Sorts the files of a commit by their paths. What is no file at all is told, and left out. */
export async function sortFiles(
  store: ObjectStore,
  options: { tip: string; walk: Walk; findings: LineageFinding[] },
): Promise<TipFiles> {
  const { tip, walk, findings } = options;
  const sorted: TipFiles = {
    runs: new Map(),
    series: [],
    pictures: [],
    versions: [],
    events: [],
    endpointEvents: [],
    amendments: [],
    loggedModels: [],
    recalls: [],
    misplaced: [],
  };
  const tree = await readTree(store, tip);
  const commitOf = (path: string) => walk.file(path)?.commit;
  findings.push(
    ...tree.faults.map(({ kind, path }) => {
      const [rule, what] = FAULTS[kind];
      return finding(rule, { path, commit: commitOf(path) }, what);
    }),
    ...tree.tooDeep.map((path) => finding('unknown-path', { path, commit: undefined }, TOO_DEEP)),
    ...oddKinds(tree, walk),
  );
  for (const { mode, id, path } of tree.entries) {
    // A file of another mode has told its own fault; what a run's says counts all the same. In the place of a model's record lies
    // one that readers pass over, whatever it is, and that can be disowned.
    if (/^0*100[0-7]{3}$/.test(mode) || MODEL_RECORDS.has(placeOf(path).kind))
      put(sorted, { path, id, mode, commit: commitOf(path) }, findings);
  }
  for (const file of [...sorted.series, ...sorted.pictures])
    findings.push(...besideRun(file, file.place.run, sorted));
  return sorted;
}

/** What is wrong with a file that a run is written with. */
export function besideRun(file: TipFile, run: string, { runs }: Pick<TipFiles, 'runs'>): LineageFinding[] {
  const record = runs.get(run);
  if (record === undefined)
    return [finding('file-without-run', file, `is of run ${run}, which has no record`)];
  if (record.commit === file.commit) return [];
  return [finding('file-late', file, `came in another commit than ${record.path} (${record.commit})`)];
}

const FAULTS: Record<FolderFault['kind'], [Rule, string]> = {
  twice: ['path-twice', 'is in its folder twice'],
  slash: ['folder-malformed', 'is one entry of its folder, with a slash in its name or none'],
  unsorted: ['folder-malformed', 'is not where the order of its folder has it'],
};

const TOO_DEEP = 'lies deeper than anything that a ledger holds, and is not looked into';

/** Where a ledger has files only. */
const FILES: ReadonlySet<Place['kind']> = new Set([
  ...([
    'bootstrap',
    'run',
    'series',
    'version',
    'event',
    'endpoint-event',
    'amendment',
    'logged-model',
    'recall',
  ] as const),
]);

const MODEL_RECORDS: ReadonlySet<Place['kind']> = new Set(['version', 'event'] as const);

/** What readers refuse for its kind. The history has told of most, with the commit that did it. */
function oddKinds({ entries }: RawTree, walk: Walk): LineageFinding[] {
  const told = new Set(walk.findings.flatMap(({ rule, path }) => (rule === 'not-plain-file' ? [path] : [])));
  return entries.flatMap((entry) => {
    const { path, mode } = entry;
    const at = { path, commit: walk.file(path)?.commit };
    if (isFolder(entry))
      return FILES.has(placeOf(path).kind)
        ? [finding('not-plain-file', at, 'is a folder where a file belongs')]
        : [];
    return isFile(entry) || told.has(readable(path))
      ? []
      : [finding('not-plain-file', at, `is ${kindOf(mode)}`)];
  });
}

function put(sorted: TipFiles, file: TipFile, findings: LineageFinding[]): void {
  const place = placeOf(file.path);
  if (place.kind === 'unknown')
    findings.push(finding('unknown-path', file, 'is nothing that a ledger holds'));
  else if (place.kind === 'misplaced') {
    sorted.misplaced.push({ ...file, place });
    findings.push(finding('record-misplaced', file, place.why));
  } else if (place.kind === 'run') sorted.runs.set(place.run, { ...file, place });
  else if (place.kind === 'series') sorted.series.push({ ...file, place });
  else if (place.kind === 'picture') sorted.pictures.push({ ...file, place });
  else if (place.kind === 'version') sorted.versions.push({ ...file, place });
  else if (place.kind === 'event') sorted.events.push({ ...file, place });
  else if (place.kind === 'endpoint-event') sorted.endpointEvents.push({ ...file, place });
  else if (place.kind === 'amendment') sorted.amendments.push({ ...file, place });
  else if (place.kind === 'logged-model') sorted.loggedModels.push({ ...file, place });
  else if (place.kind === 'recall') sorted.recalls.push({ ...file, place });
}
