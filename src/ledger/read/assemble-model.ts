import type { ModelEvent, VersionRecord } from '../../core/generated/types.js';
import { disownedBy } from '../../core/registry/disowned.js';
import { numberOfVersion, recordKey } from '../../core/registry/record-paths.js';
import { settled } from '../../core/registry/settled.js';
import type { RegisteredModel, Stray } from '../../core/registry/state.js';
import { type Chain, type ChainLink, chainOf } from './event-chain.js';
import type { ModelFiles } from './model-files.js';
import { type FolderEvents, lineOf } from './model-line.js';
import { registrationFault } from './registrations.js';

/** Keys of records. */
type Keys = ReadonlySet<string>;

/** A folder of a model with what its events say of its records. */
interface Folder extends FolderEvents, Chain<ChainLink> {
  files: ModelFiles;
}

/**
 * A model of its records, with what it had under earlier names. @param without keys of records that are not to count, beside those that
 * events of the model disown
 */
export function assembleModel(files: ModelFiles, without: Keys = new Set()): RegisteredModel {
  const own = folderOf(files, without);
  const earlier = new Map(files.earlier.map((one) => [one.name, folderOf(one, without)]));
  const events = lineOf(files.name, new Map([...earlier, [files.name, own]]));
  const adopted = adoptedVersions(events, { name: files.name, earlier });
  const taken = new Map(adopted.map(({ version, path }) => [version.version, path]));
  const { counted, strays, next } = countedVersions(own, { taken, earlier: files.earlier });
  const versions = [...counted, ...adopted.map(({ version }) => version)].sort(
    (a, b) => a.version - b.version,
  );
  return settled({
    versions: versions.filter((one) => one.run_id !== null),
    unjudged: versions.filter((one) => one.run_id === null),
    events,
    without: new Set([...without, ...[...earlier.values()].flatMap(({ out }) => [...out])]),
    ...asideOf([...own.rivals.map(({ link }) => link), ...own.loose], own.isOut),
    // What hides records hides them whatever is said of it.
    strays: strays.filter((stray) => stray.mend !== undefined || !own.isOut(stray)),
    next,
    ...(taken.size === 0 ? {} : { places: taken }),
  });
}

function folderOf(files: ModelFiles, without: Keys): Folder {
  const disowned = disownedBy(
    files.events.map(({ event }) => event),
    without,
  );
  const isOut = (record: { path: string; digest: string }) => {
    const key = recordKey(record);
    return without.has(key) || disowned.has(key);
  };
  return { files, isOut, out: new Set([...without, ...disowned.keys()]), ...chainOf(files.events, isOut) };
}

/** Versions that were registered under earlier names, as those of the name that the model has now. */
function adoptedVersions(
  events: readonly ModelEvent[],
  { name, earlier }: { name: string; earlier: ReadonlyMap<string, Folder> },
): { path: string; version: VersionRecord }[] {
  return events.flatMap((event) => {
    if (event.type !== 'registered' || event.model === name) return [];
    const folder = earlier.get(event.model);
    const file = folder?.files.versions.find(({ number }) => number === event.version);
    if (folder === undefined || file === undefined || folder.isOut(file)) return [];
    const fault = registrationFault(file.version, registrationsOf(folder).get(file.number) ?? []);
    return fault === undefined ? [{ path: file.path, version: { ...file.version, model: name } }] : [];
  });
}

type Registered = Extract<ModelEvent, { type: 'registered' }>;

function registrationsOf({ files, isOut }: Folder): Map<number, { path: string; event: Registered }[]> {
  const registered = new Map<number, { path: string; event: Registered }[]>();
  for (const { path, digest, event } of files.events) {
    if (event.type !== 'registered' || isOut({ path, digest })) continue;
    registered.set(event.version, [...(registered.get(event.version) ?? []), { path, event }]);
  }
  return registered;
}

/** The versions of a folder that count, and all records in it that do not. @param taken by number: path of a version with an earlier name */
function countedVersions(
  own: Folder,
  { taken, earlier }: { taken: ReadonlyMap<number, string>; earlier: readonly ModelFiles[] },
): { counted: VersionRecord[]; strays: Stray[]; next: number } {
  const { files, isOut, rivals, loose } = own;
  const registered = registrationsOf(own);
  const strays = [...files.unreadable, ...files.odd];
  strays.push(...rivals.map(({ link, of }) => strayOf(link, `follows the same event as ${of.path}`)));
  strays.push(...loose.map((link) => strayOf(link, 'follows an event that is not in the ledger')));
  const places = [
    ...files.versions.map(({ number }) => number),
    ...strays.map(({ path }) => numberOfVersion(path)),
  ];
  // A rename that turned out to be none leaves no gap: versions behind it were numbered by it.
  const others = earlier.flatMap(({ versions }) => versions.map(({ number }) => number));
  const gap = firstGap(new Set([...places, ...others]));
  const counted = files.versions.flatMap((file) => {
    const why =
      registrationFault(file.version, registered.get(file.number) ?? []) ??
      (file.number > gap ? `is version ${file.number}, and there is no version ${gap}` : undefined) ??
      (taken.has(file.number) ? `has the number of ${taken.get(file.number)}` : undefined);
    if (why === undefined && !isOut(file)) return [file.version];
    strays.push(strayOf(file, why ?? 'is disowned'));
    return [];
  });
  return { counted, strays, next: firstGap(new Set([...places, ...taken.keys()])) };
}

/** In the order of their own chains, as far as there are any. */
function asideOf(
  links: readonly ChainLink[],
  isOut: (link: ChainLink) => boolean,
): Pick<RegisteredModel, 'aside'> {
  const out = links.filter(isOut).map(({ event }) => event);
  return out.length === 0 ? {} : { aside: out.sort((a, b) => (a.event_id < b.event_id ? -1 : 1)) };
}

function strayOf({ path, digest }: { path: string; digest: string }, why: string): Stray {
  return { path, digest, why };
}

/** The lowest number from 1 at which nothing lies. */
function firstGap(places: ReadonlySet<number>): number {
  let number = 1;
  while (places.has(number)) number += 1;
  return number;
}
