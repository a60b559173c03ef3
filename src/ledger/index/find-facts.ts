import { type LineageFactField, shardOf } from '../../core/facts.js';
import { parseJson } from '../../core/json.js';
import type { Log } from '../../core/log.js';
import type { LedgerView } from '../ledger.js';
import { daysOf } from './days.js';
import { coveringSegments, HOW_TO_MEND, readIndexedDays, tolerant } from './look-up.js';
import { type Positions, parsePositions } from './positions.js';
import {
  ALL_SEGMENTS,
  LARGEST_PART,
  LINEAGE_SEGMENTS,
  type SegmentsFolder,
  segmentsOf,
  shardFolder,
  shardPath,
  shardsOf,
} from './segment.js';

/** A day of the branch that all look-ups have as it is. */
interface IndexedDay {
  day: string;
  segments: ReadonlyMap<SegmentsFolder, number>;
}

/**
 * Look-ups of many facts, step by step: what a shard says is asked for once, and all that one step needs comes with one request.
 * An index that is damaged or says what is not so takes its days out of the look-ups, which is told: they are to be read.
 */
export class FactFinder {
  readonly #indexed: Map<string, IndexedDay>;
  readonly #parts = new Map<string, Buffer | undefined>();
  readonly #brought = new Set<string>();

  private constructor(
    private readonly view: LedgerView,
    /** Ids of the days' folders. */
    readonly days: ReadonlyMap<string, string>,
    indexed: Iterable<IndexedDay>,
    private readonly log: Log,
  ) {
    this.#indexed = new Map([...indexed].map((one) => [one.day, one]));
  }

  /** @param isUsed whether an index is used at all @throws UserError E_LEDGER_* */
  static async open(
    view: LedgerView,
    { log, isUsed = true }: { log: Log; isUsed?: boolean },
  ): Promise<FactFinder> {
    const days = await daysOf(view);
    const files = isUsed ? await tolerant(log, () => readIndexedDays(view)) : undefined;
    const unusable = (path: string) => log.warning(damaged(path));
    const covering = ALL_SEGMENTS.map(
      (of) => [of, coveringSegments(files ?? new Map(), days, { of, unusable })] as const,
    );
    const indexed = [...days.keys()].flatMap((day): IndexedDay[] => {
      const segments = new Map(
        covering.flatMap(([of, byDay]) => {
          const segment = byDay.get(day);
          return segment === undefined ? [] : [[of, segment] as const];
        }),
      );
      return segments.size === ALL_SEGMENTS.length ? [{ day, segments }] : [];
    });
    return new FactFinder(view, days, indexed, log);
  }

  isIndexed(day: string): boolean {
    return this.#indexed.has(day);
  }

  /** Days that must be read, newest first. */
  get unknown(): string[] {
    return [...this.days.keys()].filter((day) => !this.#indexed.has(day));
  }

  /** Where the records of days are that have facts, by fact. Days of which a part is damaged are {@link unknown} from then on. */
  async find(facts: Iterable<string>): Promise<Map<string, Map<string, Positions>>> {
    const wanted = [...facts];
    const found = new Map<string, Map<string, Positions>>();
    if (wanted.length === 0 || this.#indexed.size === 0) return found;
    await this.#bring(wanted.map((fact): Shard => [shardOf(fact), segmentsOf(fact)]));
    for (const fact of wanted) {
      const of = segmentsOf(fact);
      const byDay = new Map<string, Positions>();
      for (const segment of new Set([...this.#indexed.values()].map(({ segments }) => segments.get(of)))) {
        const path = shardPath(shardOf(fact), segment ?? 0, of);
        for (const [day, positions] of this.#inPart(path, fact))
          if (this.#indexed.get(day)?.segments.get(of) === segment) byDay.set(day, positions);
      }
      found.set(fact, byDay);
    }
    return found;
  }

  /** All facts of a field that the look-ups of lineage have, of whichever days: their parts come with one request. */
  async allOf(field: LineageFactField): Promise<string[]> {
    if (this.#indexed.size === 0) return [];
    await this.#bring(shardsOf(LINEAGE_SEGMENTS).map((shard): Shard => [shard, LINEAGE_SEGMENTS]));
    const parts = [...this.#parts].filter(([path]) => path.startsWith(`${LINEAGE_SEGMENTS}/`));
    return [
      ...new Set(parts.flatMap(([, bytes]) => (bytes === undefined ? [] : [...keysIn(bytes, `${field}=`)]))),
    ];
  }

  /** Takes days that look-ups are wrong about out of them, with all that the same segments have. @param why end of a sentence */
  distrust(day: string, why: string): void {
    const { segments } = this.#indexed.get(day) ?? {};
    if (segments === undefined) return;
    for (const [other, one] of this.#indexed)
      if ([...segments].some(([of, segment]) => one.segments.get(of) === segment))
        this.#indexed.delete(other);
    this.log.warning(`the index on the ledger branch ${why}; ${HOW_TO_MEND}`);
  }

  async #bring(wanted: readonly Shard[]): Promise<void> {
    const shards = new Map(wanted.map(([shard, of]) => [shardFolder(shard, of), { shard, of }]));
    const fresh = [...shards].filter(([folder]) => !this.#brought.has(folder));
    if (fresh.length === 0) return;
    const read = await tolerant(this.log, async () => {
      await this.view.bring(fresh.map(([folder]) => folder));
      return this.view.read(fresh.flatMap(([, { shard, of }]) => this.#pathsOf(shard, of)));
    });
    for (const [folder, { shard, of }] of fresh) {
      this.#brought.add(folder);
      for (const path of this.#pathsOf(shard, of)) this.#parts.set(path, read?.get(path));
    }
    this.#requireSound();
  }

  #pathsOf(shard: string, of: SegmentsFolder): string[] {
    const segments = new Set([...this.#indexed.values()].flatMap(({ segments }) => segments.get(of) ?? []));
    return [...segments].map((segment) => shardPath(shard, segment, of));
  }

  #requireSound(): void {
    for (const [path, bytes] of this.#parts) {
      if (bytes !== undefined && isWhole(bytes)) continue;
      this.#parts.delete(path);
      const days = [...this.#indexed.values()].filter(({ segments }) =>
        [...segments].some(([of, segment]) => path.startsWith(`${of}/`) && path.endsWith(`/${segment}.json`)),
      );
      for (const { day } of days) this.#indexed.delete(day);
      if (days.length > 0) this.log.warning(damaged(path));
    }
  }

  #inPart(path: string, fact: string): [string, Positions][] {
    const bytes = this.#parts.get(path);
    const text = bytes === undefined ? undefined : valueIn(bytes, fact);
    return [...(text ?? '').matchAll(/"(\d{4}-\d{2}-\d{2})": "([\d,-]*)"/g)].flatMap(([, day = '', list]) => {
      const positions = parsePositions(list);
      return positions === undefined ? [] : [[day, positions]];
    });
  }
}

type Shard = readonly [shard: string, of: SegmentsFolder];

const ENTRY = '\n  "';

/** The facts that begin with something. */
function* keysIn(bytes: Buffer, start: string): Iterable<string> {
  for (let at = bytes.indexOf(ENTRY + start); at >= 0; at = bytes.indexOf(ENTRY + start, at + 1)) {
    const key = keyIn(bytes.toString('utf8', at + ENTRY.length - 1, bytes.indexOf('\n', at + 1)));
    if (key !== undefined) yield key;
  }
}

/**
 * The text of what a fact has, found by halving: facts are sorted as their canonical text has them.
 * @returns undefined where it is not there
 */
function valueIn(bytes: Buffer, fact: string): string | undefined {
  let [first, last] = [0, bytes.length];
  while (first < last) {
    const middle = (first + last) >> 1;
    const before = bytes.lastIndexOf(ENTRY, middle);
    const start = before < first ? bytes.indexOf(ENTRY, first) : before;
    if (start < 0 || start >= last) return undefined;
    const end = bytes.indexOf('\n', start + 1);
    const key = keyIn(bytes.toString('utf8', start + ENTRY.length - 1, end));
    if (key === undefined) return undefined;
    if (key === fact) return bytes.toString('utf8', end, bytes.indexOf('}', end));
    if (key < fact) first = end;
    else last = start;
  }
  return undefined;
}

/** `"fact": {` → the fact. */
function keyIn(line: string): string | undefined {
  if (!line.startsWith('"') || !line.endsWith('": {')) return undefined;
  // Most have nothing in them that JSON writes otherwise.
  if (!line.includes('\\')) return line.slice(1, -'": {'.length);
  const key: unknown = parseJson(line.slice(0, -': {'.length));
  return typeof key === 'string' ? key : undefined;
}

function damaged(path: string): string {
  return `${path} on the ledger branch is damaged; ${HOW_TO_MEND}`;
}

/** Whether it has the form that writers give it, without which lines are not found. */
function isWhole(bytes: Buffer): boolean {
  if (bytes.length > LARGEST_PART) return false;
  const text = (from: number, to?: number) => bytes.subarray(from, to).toString('latin1');
  return text(0) === '{}\n' || (text(0, 5) === '{\n  "' && text(-4) === '}\n}\n');
}
