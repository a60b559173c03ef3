import { isId } from '../../core/ids.js';
import type { Stray } from '../../core/registry/state.js';
import { isFile, isFolder } from '../git/objects.js';
import type { Entry, LedgerView } from '../ledger.js';
import { digestOfOdd, NO_EVENT, NO_VERSION, oddKind, REVERT } from './unreadable.js';

/** What lies where a model's records belong. */
export interface ModelFolder {
  /** Files by their paths, sorted. Whatever else is in the folder is no record and nobody's concern. */
  versions: ReadonlyMap<string, Entry>;
  events: ReadonlyMap<string, Entry>;
  /** What lies there and is no plain file, or no folder. */
  odd: Stray[];
  /** Files that look like records and can be none, by their names. They stand for nothing, so that they damage nothing. */
  misplaced: Stray[];
}

/** Their paths have to fit into a `disowned`, and on a screen: the other ones are for a revert. */
const MISPLACED = /^[\x20-\x7e]{1,200}\.json$/;

function isAnyFile({ mode }: Entry): boolean {
  return /^0*100[0-7]{3}$/.test(mode);
}

/** @throws UserError E_LEDGER_RECORD_INVALID when the model's folder itself is none, or is malformed */
export async function lookAtModel(view: LedgerView, folder: string): Promise<ModelFolder> {
  const groups = new Map((await view.look(folder)).map((entry) => [entry.name, entry]));
  const odd: Stray[] = [];
  const misplaced: Stray[] = [];
  const filesOf = async (group: string, isRecord: (name: string) => boolean, misnamed: string) => {
    const path = `${folder}/${group}`;
    const above = groups.get(group);
    if (above === undefined) return new Map<string, Entry>();
    // No event can mend it: the event itself would have to lie there, or what it hides would still be hidden.
    if (!isFolder(above)) {
      odd.push({ ...oddAt(path, above), mend: REVERT });
      return new Map<string, Entry>();
    }
    const all = await view.look(path);
    const placed = all
      .filter(({ name }) => isRecord(name))
      .map((entry): [string, Entry] => [`${path}/${entry.name}`, entry])
      .sort(byPath);
    odd.push(...placed.filter(([, entry]) => !isFile(entry)).map(([at, entry]) => oddAt(at, entry)));
    for (const entry of all)
      if (!isRecord(entry.name) && MISPLACED.test(entry.name) && isAnyFile(entry))
        misplaced.push({ path: `${path}/${entry.name}`, digest: digestOfOdd(entry), why: misnamed });
    return new Map(placed.filter(([, entry]) => isFile(entry)));
  };
  const versions = await filesOf('versions', isVersionFile, NO_VERSION);
  const events = await filesOf('events', isEventFile, NO_EVENT);
  return { versions, events, odd, misplaced };
}

function isVersionFile(name: string): boolean {
  return /^[1-9]\d{0,8}\.json$/.test(name);
}

function isEventFile(name: string): boolean {
  return name.endsWith('.json') && isId(name.slice(0, -'.json'.length));
}

function oddAt(path: string, entry: Entry): Stray {
  return { path, digest: digestOfOdd(entry), why: oddKind(entry) };
}

function byPath([a]: [string, Entry], [b]: [string, Entry]): number {
  return a < b ? -1 : 1;
}
