import { isId } from '../../core/ids.js';
import { LATEST_DAY, monthCopy, RUNS } from '../layout.js';
import type { LedgerView } from '../ledger.js';

const YEAR = /^\d{4}$/;
const TWO_DIGITS = /^\d{2}$/;
const DAY_MS = 86_400_000;

/** Days, both ends in it; null for no end. */
export interface DayRange {
  first: string | null;
  last: string | null;
}

/** `2026-11-20` → `runs/2026/11/20` */
export function pathOfDay(day: string): string {
  return dayBelow(RUNS, day);
}

/** `amendments`, `2026-11-20` → `amendments/2026/11/20` */
export function dayBelow(top: string, day: string): string {
  return `${top}/${day.replaceAll('-', '/')}`;
}

/** `runs/2026/11/20/<id>.json` → `2026-11-20` */
export function dayOfPath(path: string): string {
  return path.slice(RUNS.length + 1, RUNS.length + 11).replaceAll('/', '-');
}

/** Days that the branch has folders for, those of runs where no other is named, with the ids of these, newest first. A cold view needs one request for it at most. */
export async function daysOf(
  view: LedgerView,
  { first, last }: DayRange = { first: null, last: null },
  top = RUNS,
): Promise<Map<string, string>> {
  const isWithin = (from: string, to: string) =>
    (first === null || to >= first) && (last === null || from <= last);
  const years = names(await view.subfolders(top), YEAR).filter((year) => isWithin(year, `${year}~`));
  const folderOf = (part: string) => dayBelow(top, part);
  await view.open(years.map(folderOf));
  const months: string[] = [];
  for (const year of years) {
    for (const name of names(await view.subfolders(folderOf(year)), TWO_DIGITS)) {
      const month = `${year}-${name}`;
      if (isWithin(month, `${month}~`)) months.push(month);
    }
  }
  await view.open(months.map(folderOf));
  const days = new Map<string, string>();
  for (const month of months.sort().reverse()) {
    const folders = await view.subfolders(folderOf(month));
    for (const name of names(folders, TWO_DIGITS).sort().reverse()) {
      const day = `${month}-${name}`;
      if (isWithin(day, day)) days.set(day, folders.get(name) ?? '');
    }
  }
  return days;
}

/** What lies beside the folders of days that {@link daysOf} finds, files and folders, sorted: no reader of days comes by it. */
export async function besideDays(view: LedgerView, top: string): Promise<string[]> {
  const beside: string[] = [];
  let folders = [top];
  for (const form of [YEAR, TWO_DIGITS, TWO_DIGITS]) {
    await view.open(folders);
    const next: string[] = [];
    for (const folder of folders) {
      const below = new Set(names(await view.subfolders(folder), form));
      for (const name of await view.names(folder))
        (below.has(name) ? next : beside).push(`${folder}/${name}`);
    }
    folders = next;
  }
  return beside.sort();
}

/** Paths of the copies of folders that `index/` is to have, with the ids of the folders. */
export async function copiesOf(view: LedgerView): Promise<Map<string, string>> {
  const days = await daysOf(view);
  const [newest] = days.values();
  const copies = new Map(newest === undefined ? [] : [[LATEST_DAY, newest]]);
  for (const day of days.keys()) {
    const [year = '', month = ''] = day.split('-');
    const copy = monthCopy(pathOfDay(day));
    if (!copies.has(copy)) copies.set(copy, (await view.subfolders(pathOfDay(year))).get(month) ?? '');
  }
  return copies;
}

/** Paths of the records that the branch has of some days, sorted: positions count in these. All come with one request. */
export async function recordsOfDays(
  view: LedgerView,
  days: readonly string[],
): Promise<Map<string, string[]>> {
  const folders = days.map(pathOfDay);
  await view.open(folders);
  const below = new Map<string, string[]>();
  for (const folder of folders) below.set(folder, [...(await view.subfolders(folder)).keys()]);
  const inner = [...below].flatMap(([folder, names]) => names.map((name) => `${folder}/${name}`));
  await view.open(inner);
  // What lies in them is no record, and has to be plain all the same.
  for (const folder of inner) await view.list(folder);
  const records = new Map<string, string[]>();
  for (const day of days) {
    const folder = pathOfDay(day);
    const isOfDay = recordNames(day);
    const isFolder = new Set(below.get(folder));
    const names = (await view.names(folder)).filter((name) => isOfDay(name) && !isFolder.has(name));
    records.set(
      day,
      names.sort().map((name) => `${folder}/${name}`),
    );
  }
  return records;
}

/** Whether a name is that of a record of a run in the folder of a day: of tens of thousands no path need be made to know it. */
export function recordNames(day: string): (name: string) => boolean {
  const at = new Date(day);
  // `2026-02-30` is read as a day of March.
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== day) return () => false;
  const digitsOf = (time: number) => time.toString(16).padStart(12, '0');
  const [first, next] = [digitsOf(at.getTime()), digitsOf(at.getTime() + DAY_MS)];
  return (name) => {
    const id = name.slice(0, -'.json'.length);
    return name.endsWith('.json') && isId(id) && id >= first && id < next;
  };
}

function names(folders: ReadonlyMap<string, string>, form: RegExp): string[] {
  return [...folders.keys()].filter((name) => form.test(name));
}
