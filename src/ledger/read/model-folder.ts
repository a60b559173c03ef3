import type { Stray } from '../../core/registry/state.js';
import { isFile, isFolder } from '../git/objects.js';
import type { Entry, LedgerView } from '../ledger.js';
import { digestOfOdd, oddKind, REVERT } from './unreadable.js';

/** What lies where a model's records belong. */
export interface ModelFolder {
  /** Files by their paths, sorted. Whatever else is in the folder is no record and nobody's concern. */
  versions: ReadonlyMap<string, Entry>;
  events: ReadonlyMap<string, Entry>;
  /** What lies there and is no plain file, or no folder. */
  odd: Stray[];
}

/** @throws UserError E_LEDGER_RECORD_INVALID when the model's folder itself is none, or is malformed */
export async function lookAtModel(view: LedgerView, folder: string): Promise<ModelFolder> {
  const groups = new Map((await view.look(folder)).map((entry) => [entry.name, entry]));
  const odd: Stray[] = [];
  const filesOf = async (group: string, name: RegExp): Promise<Map<string, Entry>> => {
    const path = `${folder}/${group}`;
    const above = groups.get(group);
    if (above === undefined) return new Map();
    // No event can mend it: the event itself would have to lie there, or what it hides would still be hidden.
    if (!isFolder(above)) {
      odd.push({ ...oddAt(path, above), mend: REVERT });
      return new Map();
    }
    const records = (await view.look(path)).filter((entry) => name.test(entry.name));
    const placed = records.map((entry): [string, Entry] => [`${path}/${entry.name}`, entry]).sort(byPath);
    odd.push(...placed.filter(([, entry]) => !isFile(entry)).map(([at, entry]) => oddAt(at, entry)));
    return new Map(placed.filter(([, entry]) => isFile(entry)));
  };
  const versions = await filesOf('versions', /^[1-9]\d{0,8}\.json$/);
  const events = await filesOf('events', /^[0-9a-f]{32}\.json$/);
  return { versions, events, odd };
}

function oddAt(path: string, entry: Entry): Stray {
  return { path, digest: digestOfOdd(entry), why: oddKind(entry) };
}

function byPath([a]: [string, Entry], [b]: [string, Entry]): number {
  return a < b ? -1 : 1;
}
