import { UserError } from '../../core/errors.js';
import { isPackageFact } from '../../core/facts.js';
import type { RunRecord } from '../../core/generated/types.js';
import { isId } from '../../core/ids.js';
import { type Gap, gapFact, walkFactsOf } from '../../core/lineage/look-up-facts.js';
import { type AskedOf, type RunFacts, runFacts } from '../../core/lineage/run-facts.js';
import { MOST_NAMES } from '../../core/lineage/run-packages.js';
import { push } from '../../core/lineage/sources.js';
import type { Log } from '../../core/log.js';
import { RUNS, runIdOf, runPath } from '../layout.js';
import type { LedgerView } from '../ledger.js';
import { type Decode, invalidRecord } from '../read/json-record.js';
import { runDecoder } from '../read/records.js';
import { dayOfPath, pathOfDay, recordsOfDays } from './days.js';
import { FactFinder } from './find-facts.js';
import { countOf, expand, type Positions } from './positions.js';
import { MAKER_SEGMENTS, segmentsFor } from './segment.js';

/** What a step of a walk needs to know. */
export interface Needed {
  /** Runs by id. */
  ids: Iterable<string>;
  /** Facts all of whose runs matter. */
  facts: Iterable<string>;
  /** Facts of which one run is enough. */
  samples?: Iterable<string>;
  /** Facts of which the newest few runs are enough. */
  newest?: Iterable<string>;
}

export interface LineageRunsOptions {
  log: Log;
  /** What of records is read for it alone. */
  asked?: AskedOf;
}

/** Runs that are the newest few. */
const FEW = 20;

/**
 * Runs by what they can be looked up by. Days that no look-ups have as they are now are read whole, at first; of the others, the
 * records that are asked for. What a record says is held against the look-ups that were asked: one that they hid takes them out.
 */
export class LineageRuns {
  /** What could not be read, and may have more to say. */
  readonly faults: UserError[] = [];
  /** Names of packages that the runs had which were read, where one is asked about. */
  readonly packages = new Set<string>();
  readonly #byPath = new Map<string, RunFacts | null>();
  readonly #byFact = new Map<string, RunFacts[]>();
  /** Where the look-ups have the facts that were asked. */
  readonly #found = new Map<string, ReadonlyMap<string, Positions>>();
  /** Records of days, as far as they were listed. */
  readonly #records = new Map<string, readonly string[]>();
  readonly #read = new Set<string>();
  /** Facts of the package that is asked about, as far as look-ups have them. */
  #known: readonly string[] | undefined;
  /** Those all of whose runs were asked for. */
  readonly #versions = new Set<string>();

  private constructor(
    private readonly view: LedgerView,
    private readonly finder: FactFinder,
    private readonly decode: Decode<RunRecord>,
    readonly asked: AskedOf = { package: null },
  ) {}

  /** @throws UserError E_LEDGER_* */
  static async open(view: LedgerView, options: LineageRunsOptions): Promise<LineageRuns> {
    const folders = segmentsFor(options.asked ?? { package: null });
    // Validators take as long to load as git to answer.
    const [finder] = await Promise.all([FactFinder.open(view, { ...options, folders }), runDecoder()]);
    return LineageRuns.#with(view, finder, options.asked);
  }

  /** For who made something. @param most days that may have to be read whole @returns undefined where there are more @throws UserError E_LEDGER_* */
  static async openQuick(
    view: LedgerView,
    { log, most }: { log: Log; most: number },
  ): Promise<LineageRuns | undefined> {
    const finder = await FactFinder.open(view, { log, folders: MAKER_SEGMENTS });
    return finder.unknown.length > most ? undefined : LineageRuns.#with(view, finder);
  }

  static async #with(view: LedgerView, finder: FactFinder, asked?: AskedOf): Promise<LineageRuns> {
    const runs = new LineageRuns(view, finder, await runDecoder(), asked);
    await runs.#readUnknown();
    await runs.#take(view.parked.filter((path) => runIdOf(path) !== undefined));
    return runs;
  }

  get(run_id: string): RunFacts | undefined {
    return (isId(run_id) ? this.#byPath.get(runPath(run_id)) : undefined) ?? undefined;
  }

  /** Ids of runs that were asked for and have no record that can be read. */
  get unreadable(): string[] {
    return [...this.#byPath].flatMap(([path, run]) => (run === null ? (runIdOf(path) ?? []) : []));
  }

  /** All that have a fact that was asked for, the oldest first. */
  withFact(fact: string): readonly RunFacts[] {
    return this.#byFact.get(fact)?.sort((one, other) => (one.record < other.record ? -1 : 1)) ?? [];
  }

  /** Reads all of it that is not read yet, with one request for look-ups, one for folders and one for records. */
  async load({ ids, facts, samples = [], newest = [] }: Needed): Promise<void> {
    const paths = [...ids].flatMap((id) => (isId(id) ? [runPath(id)] : []));
    const [all, some, last] = [[...facts], [...samples], [...newest]];
    for (const fact of all) if (isPackageFact(fact)) this.#versions.add(fact);
    do {
      const fresh = [...all, ...some, ...last].filter((fact) => !this.#found.has(fact));
      const found = await this.finder.find(fresh);
      for (const fact of fresh) this.#found.set(fact, found.get(fact) ?? new Map());
      // A part of an index that is damaged shows when it is brought.
      await this.#readUnknown();
      await this.#list([
        ...paths.map(dayOfPath),
        ...all.flatMap((fact) => this.#daysOf(fact)),
        ...some.flatMap((fact) => this.#daysOf(fact).slice(0, 1)),
        ...last.flatMap((fact) => this.#daysOf(fact).slice(-FEW)),
      ]);
      const named = [
        ...all.flatMap((fact) => this.#named(fact)),
        ...some.flatMap((fact) => this.#named(fact).slice(0, 1)),
        ...last.flatMap((fact) => this.#named(fact).slice(-FEW)),
      ];
      await this.#take([...paths, ...named]);
    } while (this.#distrustsAny());
  }

  /** Facts of all versions of the package that is asked about, by look-ups and by the records that were read. */
  async versions(): Promise<ReadonlySet<string>> {
    const { package: name } = this.asked;
    if (name !== null && this.#known === undefined) {
      this.#known = await this.finder.versionsOf(name);
      // Whatever record is read is held against them.
      for (const [fact, at] of await this.finder.find(this.#known)) this.#found.set(fact, at);
      await this.load({ ids: [], facts: [] });
    }
    const all = new Set([...(this.#known ?? []), ...[...this.#byFact.keys()].filter(isPackageFact)]);
    if (all.size > 0) return all;
    for (const other of (await this.finder.packageNames()).slice(0, MOST_NAMES)) this.packages.add(other);
    return all;
  }

  /** Which of these runs there are, by id, of those that were read the ones that can be. */
  async has(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const known = ids.filter(isId);
    const unread = await this.view.has(known.map(runPath).filter((path) => !this.#byPath.has(path)));
    return new Set(known.filter((id) => this.get(id) !== undefined || unread.has(runPath(id))));
  }

  /** Ids that begin with some hex digits, four at least: those of a few weeks at most. */
  async beginning(digits: string): Promise<string[]> {
    const edge = (fill: string) => Number.parseInt(digits.slice(0, 12).padEnd(12, fill), 16);
    const dayOf = (time: number) => new Date(Math.min(time, 8.64e15)).toISOString().slice(0, 10);
    const [first, last] = [dayOf(edge('0')), dayOf(edge('f'))];
    const days = [...this.finder.days.keys()].filter((day) => day >= first && day <= last);
    await this.#list(days);
    const all = new Set([...days.flatMap((day) => this.#records.get(day) ?? []), ...this.#byPath.keys()]);
    return [...all].flatMap((path) => runIdOf(path) ?? []).filter((id) => id.startsWith(digits));
  }

  /** Runs of which nobody can tell something. @param most ids that are wanted @param but ids of runs that do not count */
  async withGap(
    gap: Gap,
    { most, but }: { most: number; but: ReadonlySet<string> },
  ): Promise<{ count: number; ids: string[] }> {
    const fact = gapFact(gap);
    if (!this.#found.has(fact)) await this.load({ ids: [], facts: [], samples: [fact] });
    const ids: string[] = this.withFact(fact)
      .filter(({ record }) => !this.finder.isIndexed(dayOfPath(record)))
      .flatMap(({ run_id }) => (but.has(run_id) ? [] : [run_id]));
    const excluded = this.withFact(fact).filter(
      ({ run_id, record }) => but.has(run_id) && this.finder.isIndexed(dayOfPath(record)),
    );
    let count = ids.length - excluded.length;
    const indexed = [...(this.#found.get(fact) ?? [])].filter(([day]) => this.finder.isIndexed(day)).sort();
    let listed = ids.length;
    const wanted: string[] = [];
    for (const [day, positions] of indexed) {
      count += countOf(positions);
      if (listed >= most + excluded.length) continue;
      listed += countOf(positions);
      wanted.push(day);
    }
    await this.#list(wanted);
    for (const day of wanted)
      ids.push(
        ...this.#onDay(fact, day)
          .flatMap((path) => runIdOf(path) ?? [])
          .filter((id) => !but.has(id)),
      );
    return { count, ids: ids.sort().slice(0, most) };
  }

  async #readUnknown(): Promise<void> {
    const days = this.finder.unknown.filter((day) => !this.#read.has(day));
    if (days.length === 0) return;
    for (const day of days) this.#read.add(day);
    await this.view.bring(days.length === this.finder.days.size ? [RUNS] : days.map(pathOfDay));
    await this.#list(days);
    await this.#take(days.toReversed().flatMap((day) => this.#records.get(day) ?? []));
  }

  async #list(days: readonly string[]): Promise<void> {
    const fresh = [...new Set(days)].filter((day) => this.finder.days.has(day) && !this.#records.has(day));
    if (fresh.length === 0) return;
    for (const [day, paths] of await recordsOfDays(this.view, fresh)) this.#records.set(day, paths);
  }

  /** Paths of the records that the look-ups have with a fact, the oldest first. */
  #named(fact: string): string[] {
    return this.#daysOf(fact).flatMap((day) => this.#onDay(fact, day));
  }

  #daysOf(fact: string): string[] {
    return [...(this.#found.get(fact)?.keys() ?? [])].filter((day) => this.finder.isIndexed(day)).sort();
  }

  #onDay(fact: string, day: string): string[] {
    const paths = this.#records.get(day);
    const positions = this.#found.get(fact)?.get(day);
    if (paths === undefined || positions === undefined) return [];
    const at = expand(positions, paths.length);
    if (at === undefined) this.finder.distrust(day, `names records of ${day} that are not there`);
    return at?.map((one) => paths[one] ?? '') ?? [];
  }

  async #take(paths: readonly string[]): Promise<void> {
    const fresh = [...new Set(paths)].filter((path) => !this.#byPath.has(path)).sort();
    // What is not there is not asked for again.
    for (const path of fresh) this.#byPath.set(path, null);
    await this.view.each(
      fresh,
      (path, bytes) => {
        try {
          const record = this.decode(path, bytes);
          const run = runFacts(record, path, { ...this.asked, packages: this.packages });
          this.#byPath.set(path, run);
          for (const fact of new Set(walkFactsOf(run))) push(this.#byFact, fact, run);
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          this.faults.push(error);
        }
      },
      { passedOver: (path, why) => this.faults.push(invalidRecord(path, why)) },
    );
  }

  /** Whether look-ups that were asked hide a record that was read. */
  #distrustsAny(): boolean {
    this.#judgeVersions();
    for (const fact of this.#found.keys())
      for (const { record } of this.#byFact.get(fact) ?? []) {
        const day = dayOfPath(record);
        if (!this.finder.isIndexed(day) || !this.#records.get(day)?.includes(record)) continue;
        if (!this.#onDay(fact, day).includes(record))
          this.finder.distrust(day, `says otherwise than ${record}`);
      }
    return this.finder.unknown.some((day) => !this.#read.has(day));
  }

  /** A run that is said to have had a version has to have it: what look-ups say of another version may be hidden so. */
  #judgeVersions(): void {
    for (const fact of this.#versions)
      for (const path of this.#named(fact)) {
        const run = this.#byPath.get(path);
        if (run != null && !walkFactsOf(run).includes(fact))
          this.finder.distrust(dayOfPath(path), `says otherwise than ${path}`);
      }
  }
}
