import { PACKAGE, packageStart, shardOf } from '../../core/facts.js';
import { push } from '../../core/lineage/sources.js';
import type { Log } from '../../core/log.js';
import type { LedgerView } from '../ledger.js';
import { daysOf } from './days.js';
import { coveringSegments, HOW_TO_MEND, readIndexedDays, tolerant } from './look-up.js';
import { factsIn, isWhole, textsIn } from './part-text.js';
import { type Positions, parsePositions } from './positions.js';
import {
  PACKAGE_SEGMENTS,
  type SegmentsFolder,
  segmentsOf,
  shardFolder,
  shardPath,
  shardsOf,
  WALK_SEGMENTS,
} from './segment.js';

/** A day of the branch that all look-ups which are asked have as it is. */
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

  /** @param folders that have the facts which will be asked for: older indexes do not have all of them @throws UserError E_LEDGER_* */
  static async open(
    view: LedgerView,
    { log, folders = WALK_SEGMENTS }: { log: Log; folders?: readonly SegmentsFolder[] },
  ): Promise<FactFinder> {
    const days = await daysOf(view);
    const files = await tolerant(log, () => readIndexedDays(view, folders));
    const unusable = (path: string) => log.warning(damaged(path));
    const covering = folders.map(
      (of) => [of, coveringSegments(files ?? new Map(), days, { of, unusable })] as const,
    );
    const indexed = [...days.keys()].flatMap((day): IndexedDay[] => {
      const segments = new Map(
        covering.flatMap(([of, byDay]) => {
          const segment = byDay.get(day);
          return segment === undefined ? [] : [[of, segment] as const];
        }),
      );
      return segments.size === folders.length ? [{ day, segments }] : [];
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
    for (const fact of wanted) found.set(fact, new Map());
    const byShard = new Map<string, string[]>();
    for (const fact of wanted) push(byShard, shardFolder(shardOf(fact), segmentsOf(fact)), fact);
    for (const [folder, some] of byShard) {
      const of = segmentsOf(some[0] ?? '');
      some.sort();
      for (const segment of this.#segmentsOf(of))
        for (const [fact, day, positions] of this.#inPart(`${folder}/${segment}.json`, some))
          if (this.#indexed.get(day)?.segments.get(of) === segment) found.get(fact)?.set(day, positions);
    }
    return found;
  }

  /** Facts of all versions of a package that look-ups have, of whichever days. @param name as in facts */
  async versionsOf(name: string): Promise<string[]> {
    const start = packageStart(name);
    return this.#packageFacts(start, [shardOf(start)]);
  }

  /** Names of all packages that look-ups have: their parts come with one request. */
  async packageNames(): Promise<string[]> {
    const facts = await this.#packageFacts(PACKAGE, shardsOf(PACKAGE_SEGMENTS));
    return [...new Set(facts.map((fact) => fact.slice(PACKAGE.length, fact.indexOf('=', PACKAGE.length))))];
  }

  async #packageFacts(start: string, shards: readonly string[]): Promise<string[]> {
    if (this.#indexed.size === 0) return [];
    await this.#bring(shards.map((shard): Shard => [shard, PACKAGE_SEGMENTS]));
    const parts = shards.flatMap((shard) => this.#pathsOf(shard, PACKAGE_SEGMENTS));
    const found = parts.flatMap((path) => [...factsIn(this.#parts.get(path) ?? Buffer.of(), start)]);
    return [...new Set(found)];
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
    return [...this.#segmentsOf(of)].map((segment) => shardPath(shard, segment, of));
  }

  #segmentsOf(of: SegmentsFolder): ReadonlySet<number> {
    return new Set([...this.#indexed.values()].flatMap(({ segments }) => segments.get(of) ?? []));
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

  /** @param sorted facts @returns those that the part has, by day */
  *#inPart(path: string, sorted: readonly string[]): Iterable<[fact: string, day: string, at: Positions]> {
    const bytes = this.#parts.get(path);
    if (bytes === undefined) return;
    for (const [fact, text] of textsIn(bytes, sorted))
      for (const [, day = '', list] of text.matchAll(/"(\d{4}-\d{2}-\d{2})": "([\d,-]*)"/g)) {
        const positions = parsePositions(list);
        if (positions !== undefined) yield [fact, day, positions];
      }
  }
}

type Shard = readonly [shard: string, of: SegmentsFolder];

function damaged(path: string): string {
  return `${path} on the ledger branch is damaged; ${HOW_TO_MEND}`;
}
