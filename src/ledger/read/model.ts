import { sha256 } from '../../core/digest.js';
import { UserError } from '../../core/errors.js';
import type { ModelEvent, ModelVersion } from '../../core/generated/types.js';
import { disownedBy } from '../../core/registry/disowned.js';
import type { RegisteredModel, Stray } from '../../core/registry/state.js';
import { eventPath, modelFolder, versionPath } from '../layout.js';
import type { LedgerView } from '../ledger.js';
import { type ChainLink, chainOf } from './event-chain.js';
import { type Decode, invalidRecord, recordDecoder } from './json-record.js';
import { registrationFault } from './registrations.js';

/** The records in a model's folder, before anything is made of them. */
export interface ModelFiles {
  versions: { path: string; number: number; digest: string; version: ModelVersion }[];
  events: ChainLink[];
  /** Records that cannot be read. */
  unreadable: Stray[];
}

/**
 * All that the ledger knows of a model; nothing when there is no such model. One bad record takes nothing else away: it is among the
 * strays, and what may rest on the model's stages is for the reader to ask (`requireWhole`).
 */
export async function readModel(view: LedgerView, name: string): Promise<RegisteredModel> {
  return assembleModel(await readModelFiles(view, name));
}

/** @throws UserError E_NAME_INVALID; E_LEDGER_* when the ledger cannot be read at all */
export async function readModelFiles(view: LedgerView, name: string): Promise<ModelFiles> {
  const folder = modelFolder(name);
  await view.bring([folder]);
  const paths = await view.list(folder);
  const inFolder = (pattern: RegExp) => paths.filter((path) => pattern.test(path.slice(folder.length + 1)));
  const versionPaths = inFolder(/^versions\/[1-9]\d{0,8}\.json$/);
  const eventPaths = inFolder(/^events\/[0-9a-f]{32}\.json$/);
  const bytes = await view.read([...versionPaths, ...eventPaths]);
  const unreadable: Stray[] = [];
  const read = <T>(path: string, decode: Decode<T>) => decodeFile(path, { bytes, decode, unreadable });
  const decodeVersion = await versionDecoder(name);
  const decodeEvent = await eventDecoder(name);
  const versions = versionPaths
    .flatMap((path) => read(path, decodeVersion))
    .map(({ record, ...file }) => ({ ...file, number: record.version, version: record }))
    .sort((a, b) => a.number - b.number);
  const events = eventPaths
    .flatMap((path) => read(path, decodeEvent))
    .map(({ record, ...file }) => ({ ...file, event: record }));
  return { versions, events, unreadable };
}

/**
 * A model of its records. @param without digests of records that are not to count, beside those that events of the model disown
 */
export function assembleModel(
  { versions, events, unreadable }: ModelFiles,
  without: ReadonlySet<string> = new Set(),
): RegisteredModel {
  const disowned = disownedBy(
    events.map(({ event }) => event),
    without,
  );
  const isOut = { has: (digest: string) => without.has(digest) || disowned.has(digest) };
  const { links, rivals, loose } = chainOf(events, isOut);
  const registered = new Map<
    number,
    { path: string; event: Extract<ModelEvent, { type: 'registered' }> }[]
  >();
  for (const { path, digest, event } of events) {
    if (event.type !== 'registered' || isOut.has(digest)) continue;
    registered.set(event.version, [...(registered.get(event.version) ?? []), { path, event }]);
  }
  // A copy of a record at another place says nothing new, and what disowned it by its digest would disown the record.
  const whole = new Set([...versions, ...events].map(({ digest }) => digest));
  const strays = unreadable.filter(({ digest }) => !whole.has(digest));
  strays.push(...rivals.map(({ link, of }) => strayOf(link, `follows the same event as ${of.path}`)));
  strays.push(...loose.map((link) => strayOf(link, 'follows an event that is not in the ledger')));
  const places = new Set([
    ...versions.map(({ number }) => number),
    ...unreadable.map(({ path }) => numberOf(path)),
  ]);
  const gap = firstGap(places);
  const counted = versions.flatMap((file) => {
    const why =
      registrationFault(file.version, registered.get(file.number) ?? []) ??
      (file.number > gap ? `is version ${file.number}, and there is no version ${gap}` : undefined);
    if (why === undefined && !isOut.has(file.digest)) return [file.version];
    strays.push(strayOf(file, why ?? 'is disowned'));
    return [];
  });
  return {
    versions: counted,
    events: links.map(({ event }) => event),
    without,
    ...asideOf([...rivals.map(({ link }) => link), ...loose], isOut),
    strays: strays.filter(({ digest }) => !isOut.has(digest)),
    next: gap,
  };
}

/** In the order of their own chains, as far as there are any. */
function asideOf(
  links: readonly ChainLink[],
  isOut: { has(digest: string): boolean },
): Pick<RegisteredModel, 'aside'> {
  const out = links.filter(({ digest }) => isOut.has(digest)).map(({ event }) => event);
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

function numberOf(path: string): number {
  return Number(/\/versions\/(\d+)\.json$/.exec(path)?.[1] ?? 0);
}

/** @returns nothing for a record that cannot be read, which is told */
function decodeFile<T>(
  path: string,
  {
    bytes,
    decode,
    unreadable,
  }: { bytes: ReadonlyMap<string, Buffer>; decode: Decode<T>; unreadable: Stray[] },
): { path: string; digest: string; record: T }[] {
  const content = bytes.get(path);
  if (content === undefined) throw new Error(`${path} was listed and is not there`);
  const digest = sha256(content);
  try {
    return [{ path, digest, record: decode(path, content) }];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    unreadable.push({
      path,
      digest,
      why: error.faults[0]?.what.replace(`The record ${path} `, '') ?? error.message,
    });
    return [];
  }
}

async function versionDecoder(model: string): Promise<Decode<ModelVersion>> {
  const decode = await recordDecoder('modelVersion');
  return (path, bytes) => {
    const version = decode(path, bytes);
    if (version.model === model && versionPath(model, version.version) === path) return version;
    throw invalidRecord(path, 'is the record of another model version');
  };
}

async function eventDecoder(model: string): Promise<Decode<ModelEvent>> {
  const decode = await recordDecoder('modelEvent');
  return (path, bytes) => {
    const event = decode(path, bytes);
    if (event.model === model && eventPath(model, event.event_id) === path) return event;
    throw invalidRecord(path, 'is the record of another event');
  };
}
