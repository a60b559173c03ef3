import { UserError } from '../../core/errors.js';
import type { Kept, LedgerView } from '../ledger.js';
import { invalidRecord } from '../read/json-record.js';
import { dayBelow, daysOf } from './days.js';

/** How what lies in folders of days is read. */
export interface DayReader<T> {
  /** Folder that those of the days lie in. */
  top: string;
  /** Name of what is made of it, with a number that another form of it must change. */
  form: string;
  /** Whether a path is one of those that are read. */
  isWanted(path: string): boolean;
  /** One text for all files of one record. */
  keyOf(path: string): string;
  /** Whether it is a fault that one cannot be read. */
  isRecord(path: string): boolean;
  /** Adds what a file comes to, or completes what the one before it has come to. @throws UserError for one that cannot be read */
  take(path: string, bytes: Buffer, found: T[]): void;
}

export interface DayOptions<T> {
  /** What was made of days before, in each form apart. */
  cache: ((form: string) => Kept) | undefined;
  /** Whether that of other days is kept now. */
  keeps: boolean;
  /** Days that are read together, each time with a process of git. Default: 32, for who answers others meanwhile. */
  atOnce?: number;
  /** Folders that are read next, and come with what is brought. */
  also?: readonly string[];
  /** Gets what cannot be read, which takes none of the others away. */
  faults: UserError[];
  /** Gets what was found, in the order of the paths, some of it at a time. */
  visit(found: readonly T[]): void;
}

/** Records that are shown at a time, and lie in one line of what is kept: so few that they are young when they are let go. */
const AT_ONCE = 100;

/**
 * Shows all that lies in the folders of days; of a folder that was read before it is known what it comes to.
 * @returns ids of the trees of the folders, by their paths
 */
export async function eachDay<T>(
  view: LedgerView,
  reader: DayReader<T>,
  options: DayOptions<T>,
): Promise<Map<string, string>> {
  const { keeps, visit, also = [], atOnce = 32 } = options;
  const cache = options.cache?.(reader.form);
  const kept = (await cache?.names()) ?? new Set();
  // Where nothing is known, all comes with one request, the folders that say which days there are as well.
  if (kept.size === 0) await view.bring([reader.top, ...also]);
  const days = [...(await daysOf(view, undefined, reader.top))].reverse();
  const names = new Map(days.map(([day, tree]) => [day, `${day}-${tree}`]));
  const isKept = (day: string) => kept.has(names.get(day) ?? '');
  const wanted = days.filter(([day]) => !isKept(day)).map(([day]) => dayBelow(reader.top, day));
  if (kept.size > 0) await view.bring([...wanted, ...also]);
  const fresh = new FreshDays(view, reader, options);
  let waiting: string[] = [];

  async function readWaiting(): Promise<void> {
    for (const [day, text] of await fresh.read(waiting))
      if (keeps) await cache?.keep(names.get(day) ?? '', text);
    waiting = [];
  }

  for (const [day] of days) {
    const text = isKept(day) ? await cache?.read(names.get(day) ?? '') : undefined;
    if (text === undefined) waiting.push(day);
    if (waiting.length === atOnce || (text !== undefined && waiting.length > 0)) await readWaiting();
    if (text === undefined) continue;
    for (const line of linesOf(text)) {
      visit(JSON.parse(line.toString()) as T[]);
      // Whoever asks whether the server lives is answered meanwhile.
      await new Promise(setImmediate);
    }
  }
  await readWaiting();
  await fresh.readPaths(parkedOf(view, reader));
  if (keeps) await cache?.tidy(new Set(names.values()));
  return new Map(days.map(([day, tree]) => [dayBelow(reader.top, day), tree]));
}

/** Shows files that are named. */
export async function eachPath<T>(
  view: LedgerView,
  reader: DayReader<T>,
  { paths, ...options }: { paths: readonly string[] } & Pick<DayOptions<T>, 'faults' | 'visit'>,
): Promise<void> {
  await new FreshDays(view, reader, { ...options, cache: undefined, keeps: false }).readPaths(paths);
}

/** Records that wait to be put onto the branch, where there are some. */
export function parkedOf(
  view: LedgerView,
  { top, isWanted }: Pick<DayReader<never>, 'top' | 'isWanted'>,
): string[] {
  return view.parked.filter((path) => path.startsWith(`${top}/`) && isWanted(path));
}

function* linesOf(text: Buffer): Generator<Buffer> {
  for (let at = 0, end = text.indexOf('\n'); end >= 0; at = end + 1, end = text.indexOf('\n', at))
    yield text.subarray(at, end);
}

/** Reads days of which nothing is known. */
class FreshDays<T> {
  readonly #parked: ReadonlySet<string>;

  constructor(
    readonly view: LedgerView,
    readonly reader: DayReader<T>,
    readonly options: DayOptions<T>,
  ) {
    this.#parked = new Set(view.parked);
  }

  /** @returns by day what it comes to, a line for some of it; a day with a fault is none of them */
  async read(days: readonly string[]): Promise<Map<string, Buffer[]>> {
    const { top, isWanted } = this.reader;
    const dayOf = new Map<string, string>();
    await this.#open(days.map((day) => dayBelow(top, day)));
    for (const day of days)
      for (const path of await this.view.list(dayBelow(top, day)))
        if (isWanted(path) && !this.#parked.has(path)) dayOf.set(path, day);
    const { cache, keeps } = this.options;
    const kept = cache === undefined || !keeps ? [] : days;
    const texts = new Map<string, Buffer[]>(kept.map((day) => [day, []]));
    await this.#each([...dayOf.keys()], {
      dayOf: (path) => dayOf.get(path) ?? '',
      told: (day, found) => texts.get(day)?.push(Buffer.from(`${JSON.stringify(found)}\n`)),
      faulty: (day) => texts.delete(day),
    });
    return texts;
  }

  /** All at once, with the folders in them. */
  async #open(folders: readonly string[]): Promise<void> {
    await this.view.open(folders);
    const inner: string[] = [];
    for (const folder of folders)
      for (const name of (await this.view.subfolders(folder)).keys()) inner.push(`${folder}/${name}`);
    await this.view.open(inner);
  }

  async readPaths(paths: readonly string[]): Promise<void> {
    await this.#each([...paths].sort(), { dayOf: () => '', told: () => undefined, faulty: () => undefined });
  }

  async #each(
    paths: readonly string[],
    {
      dayOf,
      told,
      faulty,
    }: { dayOf(path: string): string; told(day: string, found: T[]): void; faulty(day: string): void },
  ): Promise<void> {
    const { reader, options } = this;
    let found: T[] = [];
    let current = '';

    function show(): void {
      if (found.length === 0) return;
      told(current, found);
      options.visit(found);
      found = [];
    }

    function fault(path: string, error: UserError): void {
      faulty(dayOf(path));
      if (reader.isRecord(path)) options.faults.push(error);
    }

    await this.view.each(
      paths,
      (path, bytes) => {
        const day = dayOf(path);
        if (day !== current || (found.length >= AT_ONCE && reader.isRecord(path))) show();
        current = day;
        try {
          reader.take(path, bytes, found);
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          fault(path, error);
        }
      },
      { passedOver: (path, why) => fault(path, invalidRecord(path, why)) },
    );
    show();
  }
}
