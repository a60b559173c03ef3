import type { ModelEvent, ModelRenamedEvent } from '../../core/generated/types.js';
import { isPair } from '../../core/registry/fold/lifecycle.js';
import { foldEvents } from '../../core/registry/registry.js';
import type { Chain, ChainLink } from './event-chain.js';

/** The events of a folder, with what is said of them there. */
export interface FolderEvents extends Pick<Chain<ChainLink>, 'links'> {
  isOut(record: { path: string; digest: string }): boolean;
  /** Keys of the records that are not to count, whoever says so. */
  out: ReadonlySet<string>;
}

type Folders = ReadonlyMap<string, FolderEvents>;

/**
 * The events of a model: those of its folder, and before a rename that brought it here what it was under the name before. A rename
 * whose other half is not there, or onto a name that has a model or had versions of another one, brings nothing: the fold says why.
 * @param folders by name
 */
export function lineOf(name: string, folders: Folders): ModelEvent[] {
  return walk(name, { folders, seen: new Set() });
}

/**
 * By number: the earlier name that a version of a model was registered under, in whose folder its record lies. Of two that give one
 * number the first does: the other cannot be true. @param line the model's events
 */
export function earlierNames(name: string, line: readonly ModelEvent[]): Map<number, string> {
  const names = new Map<number, string>();
  for (const { type, model, version } of line)
    if (type === 'registered' && model !== name && !names.has(version)) names.set(version, model);
  return names;
}

interface Walk {
  folders: Folders;
  /** Ids of renames that are being followed: forged ones could lead in a circle. */
  seen: Set<string>;
}

/** @param until event id of the last one; left out: to the end */
function walk(name: string, { folders, seen }: Walk, until?: string): ModelEvent[] {
  const folder = folders.get(name);
  let line: ModelEvent[] = [];
  for (const link of folder?.links ?? []) {
    const { event } = link;
    const isTaking = event.type === 'model-renamed' && event.to === name && folder?.isOut(link) === false;
    const before =
      isTaking && !seen.has(event.event_id) ? adopted(event, line, { folders, seen }) : undefined;
    if (before !== undefined) line = before;
    line.push(event);
    if (event.event_id === until) break;
  }
  return line;
}

/** What comes before a rename in the folder of its new name: all that was under the old one; undefined where it brings nothing. */
function adopted(
  event: ModelRenamedEvent,
  line: readonly ModelEvent[],
  { folders, seen }: Walk,
): ModelEvent[] | undefined {
  const from = folders.get(event.from);
  const given = from?.links.find((link) => link.event.event_id === event.counterpart);
  if (from === undefined || given === undefined || from.isOut(given) || !isPair(given.event, event))
    return undefined;
  const before = walk(event.from, { folders, seen: new Set([...seen, event.event_id]) }, event.counterpart);
  const isGiven = stateOf(before, folders).gone?.event_id === event.counterpart;
  const inBefore = new Set(before.map(({ event_id }) => event_id));
  const hasOthers = line.some(({ type, event_id }) => type === 'registered' && !inBefore.has(event_id));
  return isGiven && !stateOf(line, folders).isThere && !hasOthers ? before : undefined;
}

function stateOf(events: readonly ModelEvent[], folders: Folders) {
  return foldEvents(events, new Set([...folders.values()].flatMap(({ out }) => [...out])));
}
