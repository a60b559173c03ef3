import { sha256 } from '../../core/digest.js';
import { UserError } from '../../core/errors.js';
import type { ModelEvent, ModelVersion } from '../../core/generated/types.js';
import { quoted } from '../../core/printable.js';
import { disownedBy } from '../../core/registry/disowned.js';
import { numberOfVersion, recordKey } from '../../core/registry/record-paths.js';
import type { RegisteredModel, Stray } from '../../core/registry/state.js';
import { asWord } from '../../core/shell-word.js';
import {
  eventPath,
  LARGEST_EVENT,
  LARGEST_FILE,
  MOST_OF_EVENTS,
  modelFolder,
  versionPath,
} from '../layout.js';
import type { Entry, LedgerView } from '../ledger.js';
import { type ChainLink, chainOf } from './event-chain.js';
import { type Decode, invalidRecord, recordDecoder } from './json-record.js';
import { lookAtModel } from './model-folder.js';
import { registrationFault } from './registrations.js';
import { digestOfOdd } from './unreadable.js';

/** The records in a model's folder, before anything is made of them. */
export interface ModelFiles {
  versions: { path: string; number: number; digest: string; version: ModelVersion }[];
  events: ChainLink[];
  /** Records that are no records. */
  unreadable: Stray[];
  /** What is not read: no plain file, no folder, or too large. */
  odd: Stray[];
  /** Named like no record: `verify` calls it misplaced, and it can be disowned. */
  misplaced: Stray[];
}

/**
 * All that the ledger knows of a model; nothing when there is no such model. One bad record takes nothing else away: it is among the
 * strays, and what may rest on the model's stages is for the reader to ask (`requireWhole`).
 */
export async function readModel(view: LedgerView, name: string): Promise<RegisteredModel> {
  return assembleModel(await readModelFiles(view, name));
}

/**
 * @param most bytes of events that are held
 * @throws UserError E_NAME_INVALID; E_LEDGER_OVERSIZE when its events are more than that; E_LEDGER_* when the ledger, or the model's
 * folder, cannot be read at all
 */
export async function readModelFiles(
  view: LedgerView,
  name: string,
  { most = MOST_OF_EVENTS }: { most?: number } = {},
): Promise<ModelFiles> {
  const folder = modelFolder(name);
  await view.bring([folder]);
  const { versions, events, odd, misplaced } = await lookAtModel(view, folder);
  const unreadable: Stray[] = [];
  const found = { view, odd, unreadable };
  const decodeVersion = await versionDecoder(name);
  const decodeEvent = await eventDecoder(name);
  const read = {
    versions: await decodeFiles(versions, { ...found, decode: decodeVersion, largest: LARGEST_FILE }),
    events: await decodeFiles(events, {
      ...found,
      decode: decodeEvent,
      largest: LARGEST_EVENT,
      most: { bytes: most, of: name },
    }),
  };
  return {
    versions: read.versions
      .map(({ record, ...file }) => ({ ...file, number: record.version, version: record }))
      .sort((a, b) => a.number - b.number),
    events: read.events.map(({ record, ...file }) => ({ ...file, event: record })),
    unreadable,
    odd,
    misplaced,
  };
}

/**
 * A model of its records. @param without keys of records that are not to count, beside those that events of the model disown
 */
export function assembleModel(
  { versions, events, unreadable, odd }: ModelFiles,
  without: ReadonlySet<string> = new Set(),
): RegisteredModel {
  const disowned = disownedBy(
    events.map(({ event }) => event),
    without,
  );
  const isOut = (record: { path: string; digest: string }) => {
    const key = recordKey(record);
    return without.has(key) || disowned.has(key);
  };
  const { links, rivals, loose } = chainOf(events, isOut);
  const registered = new Map<
    number,
    { path: string; event: Extract<ModelEvent, { type: 'registered' }> }[]
  >();
  for (const { path, digest, event } of events) {
    if (event.type !== 'registered' || isOut({ path, digest })) continue;
    registered.set(event.version, [...(registered.get(event.version) ?? []), { path, event }]);
  }
  const strays = [...unreadable, ...odd];
  strays.push(...rivals.map(({ link, of }) => strayOf(link, `follows the same event as ${of.path}`)));
  strays.push(...loose.map((link) => strayOf(link, 'follows an event that is not in the ledger')));
  const places = new Set([
    ...versions.map(({ number }) => number),
    ...strays.map(({ path }) => numberOfVersion(path)),
  ]);
  const gap = firstGap(places);
  const counted = versions.flatMap((file) => {
    const why =
      registrationFault(file.version, registered.get(file.number) ?? []) ??
      (file.number > gap ? `is version ${file.number}, and there is no version ${gap}` : undefined);
    if (why === undefined && !isOut(file)) return [file.version];
    strays.push(strayOf(file, why ?? 'is disowned'));
    return [];
  });
  return {
    versions: counted,
    events: links.map(({ event }) => event),
    without,
    ...asideOf([...rivals.map(({ link }) => link), ...loose], isOut),
    // What hides records hides them whatever is said of it.
    strays: strays.filter((stray) => stray.mend !== undefined || !isOut(stray)),
    next: gap,
  };
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

interface Decoding<T> {
  view: LedgerView;
  decode: Decode<T>;
  /** Bytes of the largest record of this kind. */
  largest: number;
  /** Bytes of all that is held, and the model that they are of. */
  most?: { bytes: number; of: string };
  /** Hear of what cannot be read, with its bytes and without them. */
  unreadable: Stray[];
  odd: Stray[];
}

/** Reads records one after the other: their bytes are never all in memory. @returns those that can be read */
async function decodeFiles<T>(
  files: ReadonlyMap<string, Entry>,
  { view, decode, largest, most, unreadable, odd }: Decoding<T>,
): Promise<{ path: string; digest: string; record: T }[]> {
  const records: { path: string; digest: string; record: T }[] = [];
  let held = 0;
  const take = (path: string, bytes: Buffer) => {
    const digest = sha256(bytes);
    try {
      records.push({ path, digest, record: decode(path, bytes) });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const why = error.faults[0]?.what.replace(`The record ${path} `, '') ?? error.message;
      unreadable.push({ path, digest, why });
      return;
    }
    held += bytes.length;
    if (most !== undefined && held > most.bytes) throw tooManyEvents(most);
  };
  const passedOver = (path: string, why: string) => {
    odd.push({ path, digest: digestOfOdd(files.get(path) as Entry), why });
  };
  await view.each([...files.keys()], take, { largest, passedOver });
  return records;
}

/** Whoever may push can add what compresses to nothing; a process that dies of it says nothing of whose fault it was. */
function tooManyEvents({ bytes, of: model }: { bytes: number; of: string }): UserError {
  const folder = `${modelFolder(model)}/events`;
  return new UserError({
    code: 'E_LEDGER_OVERSIZE',
    what: `The events of the model ${quoted(model)} have more than ${bytes} bytes together, which no registry writes`,
    where: folder,
    mend: `Look at the commits of the ledger branch that added the largest of them (\`git log --stat -- ${asWord(folder)}\`), and revert those`,
  });
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
