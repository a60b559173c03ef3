import { UserError } from '../../core/errors.js';
import type { RecalledEvent, RunRecord } from '../../core/generated/types.js';
import type { Output, RunFacts } from '../../core/lineage/run-facts.js';
import { push } from '../../core/lineage/sources.js';
import type { Hit, Severity } from '../../core/recall/hit.js';
import { kinOf, type Link } from '../../core/recall/kin.js';
import { Matcher } from '../../core/recall/match.js';
import type { AskedModel } from '../../core/recall/uploads.js';
import { runPath } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import type { UnreadableRecall } from '../../ledger/read/recalls.js';
import { readRun } from '../../ledger/read/records.js';
import { readGraph } from '../lineage/read-graph.js';
import { type AffectedNow, type AllAffected, affectedNow, type ReadsGraph } from './affected-now.js';
import { hadMade, otherMakers, type SameBytes } from './also-made.js';
import { copied } from './copied.js';
import { Makers } from './makers.js';
import { matcherOf } from './matcher-of.js';
import type { OpenRecalls } from './open-recalls.js';
import { Relatives } from './relatives.js';
import { bytesKey, type Found, keyOf, type Place, pathOf, type Way } from './way.js';

/** That a run comes from what is recalled. */
export interface Descent {
  /** One that cannot be read stands for a recall of nobody knows what. */
  recall: RecalledEvent | UnreadableRecall;
  severity: Severity;
  /** From what is recalled to the run, for people; foreign names stand between backticks. Empty where the recall cannot be read. */
  path: readonly string[];
}

export interface Ancestry {
  /** One for each recall at most, in the order of the recalls. */
  descents: readonly Descent[];
  /** What of its ancestors nobody can read, for people: from there on it is not known to descend. */
  lost: readonly string[];
}

const GRAVITY: Record<Severity, number> = { 'judged-on': 0, warn: 2, refuse: 4 };

/** Whether runs descend from what is recalled, by their records alone. Of many runs each record is read once. */
export class Descents {
  readonly #view: LedgerView;
  readonly #relatives: Relatives;
  readonly #makers: Makers;
  readonly #readGraph: ReadsGraph;
  /** By other makers, and what of them is asked about. */
  readonly #bad = new Map<string, boolean>();
  readonly #recalls = new Map<string, { recall: RecalledEvent; matcher: Matcher }>();
  readonly #matchers: Matcher[] = [];
  #affected: Promise<AllAffected> | undefined;
  /** All that the ledger has, once it was read. */
  #runs: AllAffected['runs'] = new Map();
  readonly #factsOf = (run_id: string) => this.#runs.get(run_id);
  readonly #unreadable: UnreadableRecall[];

  /** @param reads the lineage of all that the ledger has, where somebody has read it */
  constructor(
    { open, unreadable }: Pick<OpenRecalls, 'open' | 'unreadable'>,
    view: LedgerView,
    reads: ReadsGraph = readGraph,
  ) {
    this.#readGraph = reads;
    this.#unreadable = [...unreadable];
    for (const recall of open) {
      const made = matcherOf(recall);
      if (made instanceof Matcher) {
        this.#matchers.push(made);
        this.#recalls.set(recall.event_id, { recall, matcher: made });
      } else this.#unreadable.push(made);
    }
    this.#view = view;
    this.#relatives = new Relatives(view, this.#matchers);
    this.#makers = new Makers(this.#relatives, this.#factsOf);
    this.packages = this.#matchers.flatMap(({ asksPackage }) => asksPackage ?? []);
  }

  /** Names of the packages that are recalled, as PEP 503 has them. */
  readonly packages: readonly string[];

  /**
   * Walks up by the ids in records, a step of all ways at a time.
   * @param model left out: anything that the run made
   */
  async of(run: RunRecord, model: AskedModel = null): Promise<Ancestry> {
    if (this.#recalls.size === 0) return this.#answer(new Map(), []);
    this.#affected ??= this.#widen();
    await this.#affected;
    const { found, lost } = await this.#walk(
      run,
      model,
      ({ settled }) => settled.size === this.#recalls.size,
    );
    return this.#answer(found, lost);
  }

  /**
   * As {@link of}; where it would be refused, the runs are asked that had made the same bytes when it was recalled. If one of them does
   * not descend, nobody knows whose were read, which is a warning.
   */
  async beyondDoubt(run: RunRecord, model: AskedModel = null): Promise<Ancestry> {
    const plain = await this.of(run, model);
    if (!plain.descents.some(({ recall, severity }) => severity === 'refuse' && 'event_id' in recall))
      return plain;
    const read: SameBytes[] = [];
    await this.#walk(run, model, () => false, { read });
    const refused = plain.descents.flatMap(({ recall, severity }) =>
      severity === 'refuse' && 'event_id' in recall ? recall.event_id : [],
    );
    const matchers = refused.flatMap((one) => this.#recalls.get(one)?.matcher ?? []);
    const named = [...(matchers[0]?.otherMakers ?? [])].flatMap((id) => this.#runs.get(id) ?? []);
    const makers = named.filter((maker) => matchers.every((one) => one.hadMade(maker)));
    const doubtful = await this.#doubtful(read, makers).catch((error: unknown) => {
      // Where nobody can tell, it stays refused.
      if (error instanceof UserError && error.has('E_LEDGER_RECORD_INVALID')) return new Set<string>();
      throw error;
    });
    if (doubtful.size === 0) return plain;
    const { found, lost } = await this.#walk(run, model, () => false, { doubtful });
    return this.#answer(found, lost, true);
  }

  /** What was made of it after the recall counts as what was made before. */
  async #widen(): Promise<AllAffected> {
    const affected = await affectedNow(this.#view, [...this.#recalls.values()], this.#readGraph);
    for (const [id, now] of affected.by) this.#recalls.get(id)?.matcher.widen(now);
    this.#runs = affected.runs;
    return affected;
  }

  /**
   * Keys of what another run has made that does not descend.
   * @param makers runs that are known to have made them before they were recalled: who makes them later copies them
   */
  async #doubtful(read: readonly SameBytes[], makers: readonly RunFacts[]): Promise<Set<string>> {
    const doubtful = new Set<string>();
    if (makers.length === 0) return doubtful;
    const distinct = new Map(read.map((one) => [bytesKey(one.reader.run_id, one.contents), one]));
    for (const [key, one] of distinct) {
      const { contents } = one;
      const digest = contents.find((text) => text.startsWith('folder-2 '))?.slice('folder-2 '.length);
      for (const other of otherMakers(one, makers))
        if (!(await this.#isBad(other, digest ?? null))) doubtful.add(key);
    }
    return doubtful;
  }

  /** Whether another maker comes from what is recalled itself. */
  async #isBad({ run_id }: Pick<RunFacts, 'run_id'>, digest: string | null): Promise<boolean> {
    const key = `${run_id} ${digest}`;
    const known = this.#bad.get(key);
    if (known !== undefined) return known;
    const { descents } = await this.of(await readRun(this.#view, run_id), digest);
    const isBad = descents.some(({ severity }) => severity === 'refuse');
    this.#bad.set(key, isBad);
    return isBad;
  }

  /** @param isAsked whether it was asked who else has made the same bytes */
  async #answer(
    found: ReadonlyMap<string, readonly Found[]>,
    lost: Iterable<string>,
    isAsked = false,
  ): Promise<Ancestry> {
    const affected = await this.#affected;
    const blind = this.#unreadable.map((recall): Descent => ({ recall, severity: 'refuse', path: [] }));
    const descents = [...this.#recalls].flatMap(([id, { recall }]) =>
      this.#descent(recall, found.get(id) ?? [], { isAsked, now: affected?.by.get(id) }),
    );
    return { descents: [...blind, ...descents], lost: [...lost] };
  }

  async #walk(
    run: RunRecord,
    model: AskedModel,
    isDone: (way: Way) => boolean,
    { read = [], doubtful = new Set() }: Partial<Pick<Way, 'read' | 'doubtful'>> = {},
  ): Promise<Way> {
    this.#relatives.take(run);
    const way: Way = { found: new Map(), settled: new Set(), lost: new Set(), read, doubtful };
    const contents = typeof model === 'string' ? [`folder-2 ${model}`] : [];
    const others = model === null || typeof model === 'string' ? [] : [model];
    const plain = { isJudge: false, isDoubtful: false, below: null, what: null };
    const root: Place = { run_id: run.run_id, contents, isSelf: true, ...plain };
    this.#noteOwn(run, root, { others, way });
    const seen = new Set([keyOf(root)]);
    for (let step = [root]; step.length > 0 && !isDone(way); ) {
      await this.#load(step);
      const next = step.flatMap((place) => this.#above(place, way));
      step = next.filter((place) => !seen.has(keyOf(place)) && seen.add(keyOf(place)));
    }
    return way;
  }

  /** What a step asks for comes together. */
  async #load(step: readonly Place[]): Promise<void> {
    await this.#relatives.load(step.map(({ run_id }) => run_id));
    const runs = step.filter(({ contents }) => contents === null);
    await this.#relatives.loadVersions(runs.flatMap((place) => this.#links(place)));
  }

  #links({ run_id, isSelf }: Place): readonly Link[] {
    return this.#relatives.kin(run_id)?.links.filter(({ isJudge }) => !isJudge || isSelf) ?? [];
  }

  /** Notes what of a place is recalled. @returns what it comes from */
  #above(place: Place, way: Way): Place[] {
    const kin = this.#relatives.kin(place.run_id);
    if (kin === null) {
      const whose = place.what === null ? '' : `, which made ${place.what}`;
      if (!place.isJudge) way.lost.add(`run \`${place.run_id}\`${whose}`);
      return [];
    }
    if (place.contents !== null) return this.#makers.of(place, place.contents, kin);
    for (const hit of kin.hits) {
      if (hit.severity === 'judged-on' && (!place.isSelf || place.isJudge)) continue;
      const at = this.#doubted(place, hit.made, way);
      push(way.found, hit.recall, { hit, at });
      if (hit.isItself && hit.severity === 'refuse' && !at.isJudge) way.settled.add(hit.recall);
    }
    for (const what of place.isJudge ? [] : kin.nameless) way.lost.add(`the version that is ${what}`);
    const inputs = this.#links(place).flatMap((link) => this.#maker(link, place, way));
    const parents = kin.parents.map((run_id): Place => ({ ...place, run_id, below: place, what: null }));
    return [...inputs, ...parents];
  }

  /** What the very record has that is asked about: of a version it has the tags of its registration, too. */
  #noteOwn(run: RunRecord, root: Place, { others, way }: { others: readonly Output[]; way: Way }): void {
    const { facts, hits } = kinOf(run, runPath(run.run_id), this.#matchers);
    for (const hit of hits)
      push(way.found, hit.recall, { hit, at: this.#doubted({ ...root, contents: null }, hit.made, way) });
    const about = { matchers: this.#matchers, factsOf: this.#factsOf };
    for (const hit of copied(facts, { contents: root.contents ?? [], others }, about))
      push(way.found, hit.recall, { hit, at: this.#doubted(root, hit.made, way) });
  }

  /** The place, where what it read may be another run's. */
  #doubted(place: Place, made: Hit['made'], { read, doubtful }: Way): Place {
    const reader = this.#relatives.kin(place.run_id)?.facts;
    if (reader === undefined || made === undefined || made.contents.length === 0) return place;
    read.push({ reader, contents: made.contents, maker: made.by });
    return doubtful.has(bytesKey(place.run_id, made.contents)) ? { ...place, isDoubtful: true } : place;
  }

  #maker(link: Link, place: Place, way: Way): Place[] {
    const { what, contents, isJudge } = link;
    const { isDoubtful } = this.#doubted(place, { by: link.run_id, contents }, way);
    const above = { isSelf: false, isJudge: place.isJudge || isJudge, isDoubtful, below: place, what };
    if (link.run_id !== null) return [{ ...above, run_id: link.run_id, contents }];
    const version = this.#relatives.version(link);
    if (version === null) {
      way.lost.add(`the version that is ${what}`);
      return [];
    }
    const isOther = link.digest !== null && version.digest !== null && link.digest !== version.digest;
    // Which bytes a stage or an alias meant then the digest says; a number never means two things, whatever a record claims.
    if (isOther && link.version?.choice.by !== 'number') {
      way.lost.add(`the version that is ${what}, which had other bytes`);
      return [];
    }
    if (version.run_id === null) return [];
    const made = version.digest === null ? contents : [`folder-2 ${version.digest}`];
    return [{ ...above, run_id: version.run_id, contents: made }];
  }

  #descent(
    recall: RecalledEvent,
    found: readonly Found[],
    { isAsked, now }: { isAsked: boolean; now: AffectedNow | undefined },
  ): Descent[] {
    let best: (Found & { severity: Severity; weight: number }) | undefined;
    for (const one of found) {
      // Then the walk has found all that is beyond doubt, and what the recall lists was found without asking.
      const severity = isAsked && one.hit.isListed === true ? 'warn' : this.#severity(one, recall);
      const weight = GRAVITY[severity] + Number(one.hit.isItself);
      if (best === undefined || weight > best.weight) best = { ...one, severity, weight };
    }
    return best === undefined ? [] : [{ recall, severity: best.severity, path: pathOf(best, now) }];
  }

  #severity({ hit, at }: Found, recall: RecalledEvent): Severity {
    if (at.isJudge) return 'judged-on';
    if (at.isDoubtful && hit.severity === 'refuse') return 'warn';
    const { made } = hit;
    const maker = this.#runs.get(made?.by ?? '');
    const reader = this.#relatives.kin(at.run_id)?.facts;
    if (made === undefined || maker === undefined || reader === undefined) return hit.severity;
    const isNamed = this.#recalls.get(recall.event_id)?.matcher.hadMade(maker) === true;
    return isNamed && hadMade(maker, { reader, contents: made.contents }) ? 'warn' : hit.severity;
  }
}
