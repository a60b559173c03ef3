import { sha256 } from '../../core/digest.js';
import { UserError } from '../../core/errors.js';
import type { ModelEvent, VersionRecord } from '../../core/generated/types.js';
import { isName } from '../../core/names.js';
import { quoted } from '../../core/printable.js';
import type { Stray } from '../../core/registry/state.js';
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
import type { ChainLink } from './event-chain.js';
import { type Decode, invalidRecord, recordDecoder } from './json-record.js';
import { lookAtModel } from './model-folder.js';
import { digestOfOdd } from './unreadable.js';

/** The records in a model's folder, before anything is made of them. */
export interface ModelFiles {
  name: string;
  versions: { path: string; number: number; digest: string; version: VersionRecord }[];
  events: ChainLink[];
  /** Records that are no records. */
  unreadable: Stray[];
  /** What is not read: no plain file, no folder, or too large. */
  odd: Stray[];
  /** Named like no record: `verify` calls it misplaced, and it can be disowned. */
  misplaced: Stray[];
  /** The folders of names that the model had, or that an event says it had. */
  earlier: ModelFiles[];
}

/** Whoever may push can let a model have had any number of names. */
const MOST_NAMES = 50;

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
  const budget = { bytes: most, left: most, of: name };
  const files = await readFolder(view, name, budget);
  const known = new Set([name]);
  const waiting = earlierNames(files);
  for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
    if (known.has(one) || known.size > MOST_NAMES) continue;
    known.add(one);
    const folder = await readFolder(view, one, budget).catch(unlessUnreadable);
    if (folder === undefined) continue;
    files.earlier.push(folder);
    waiting.push(...earlierNames(folder));
  }
  return files;
}

/** An event that names what cannot be read says nothing, and takes the model that it lies in away from nobody. */
function unlessUnreadable(error: unknown): undefined {
  const isUnreadable =
    error instanceof UserError && (error.has('E_LEDGER_RECORD_INVALID') || error.has('E_LEDGER_OVERSIZE'));
  if (!isUnreadable) throw error;
}

function earlierNames({ name, events }: ModelFiles): string[] {
  return events.flatMap(({ event }) =>
    event.type === 'model-renamed' && event.to === name && isName(event.from) ? [event.from] : [],
  );
}

interface Budget {
  /** Bytes of events that are held at most, and those that may still be. */
  bytes: number;
  left: number;
  /** The model that they are of. */
  of: string;
}

async function readFolder(view: LedgerView, name: string, budget: Budget): Promise<ModelFiles> {
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
      most: budget,
    }),
  };
  return {
    name,
    versions: read.versions
      .map(({ record, ...file }) => ({ ...file, number: record.version, version: record }))
      .sort((a, b) => a.number - b.number),
    events: read.events.map(({ record, ...file }) => ({ ...file, event: record })),
    unreadable,
    odd,
    misplaced,
    earlier: [],
  };
}

interface Decoding<T> {
  view: LedgerView;
  decode: Decode<T>;
  /** Bytes of the largest record of this kind. */
  largest: number;
  most?: Budget;
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
    if (most === undefined) return;
    most.left -= bytes.length;
    if (most.left < 0) throw tooManyEvents(most);
  };
  const passedOver = (path: string, why: string) => {
    odd.push({ path, digest: digestOfOdd(files.get(path) as Entry), why });
  };
  await view.each([...files.keys()], take, { largest, passedOver });
  return records;
}

/** Whoever may push can add what compresses to nothing; a process that dies of it says nothing of whose fault it was. */
function tooManyEvents({ bytes, of: model }: Budget): UserError {
  const folder = `${modelFolder(model)}/events`;
  return new UserError({
    code: 'E_LEDGER_OVERSIZE',
    what: `The events of the model ${quoted(model)} have more than ${bytes} bytes together, which no registry writes`,
    where: folder,
    mend: `Look at the commits of the ledger branch that added the largest of them (\`git log --stat -- ${asWord(folder)}\`), and revert those`,
  });
}

async function versionDecoder(model: string): Promise<Decode<VersionRecord>> {
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
