import type { RecalledEvent, RunRecord } from '../generated/types.js';
import { DATA_TAGS, namesIn, tagOf } from '../lineage/data-tags.js';
import { isPackageIn, type PackageRange, parsePackageRange } from '../lineage/package-range.js';
import type { Produced } from '../lineage/producers.js';
import type { ReadDataset } from '../lineage/read-datasets.js';
import type { BaseModel, Output, RunFacts } from '../lineage/run-facts.js';
import { packageInRun } from '../lineage/run-packages.js';
import { isSameDataset, isSameSpelling } from '../lineage/spelling.js';
import { quoted } from '../printable.js';
import { isVoucher } from './affected.js';
import { SKEW_MS } from './baseless.js';
import { asModel, type Held, type MadeModels, modelContents } from './copies.js';
import { heldAs, isOf } from './dataset.js';
import type { Hit } from './hit.js';

type Read = Pick<ReadDataset, 'name' | 'version' | 'isJudge' | 'contents' | 'made_by'>;

/** What a model holds that is looked at one by one. */
const MOST_HELD = 20;

/** One recall, made ready to be held against many records. @throws UserError for a range of packages that is none */
export class Matcher {
  readonly #id: string;
  /** When it was recalled, milliseconds since 1970. */
  readonly #at: number;
  readonly #what: RecalledEvent['what'];
  readonly #contents: ReadonlySet<string>;
  readonly #runs: Set<string>;
  /** By what was made: when the first run had made it that comes from it, milliseconds since 1970. */
  readonly #made: Map<string, number>;
  readonly #others: ReadonlySet<string>;
  readonly #commits: ReadonlySet<string>;
  readonly #packages: PackageRange | null;
  #isWhole: boolean;
  #twins: readonly string[] = [];
  #models: MadeModels | undefined;
  #tagged: Pick<ReadonlySet<string>, 'has'> = new Set();

  constructor({ event_id, at, what, affected }: RecalledEvent) {
    this.#id = event_id;
    this.#at = Date.parse(at);
    this.#what = what;
    this.#contents = new Set(what.kind === 'dataset' ? what.contents : []);
    this.#commits = new Set(what.kind === 'commit' ? what.commits : []);
    this.#packages = what.kind === 'package' ? parsePackageRange(`${what.name}${what.range}`) : null;
    this.#runs = new Set(affected.runs);
    this.#made = new Map(affected.contents.map((content) => [content, Number.NEGATIVE_INFINITY]));
    this.#others = new Set(affected.other_makers);
    this.#isWhole = affected.left_out === 0;
  }

  /** Adds all that comes from it by now to what did when it was recalled. */
  widen({
    runs,
    contents,
    models,
    twins,
    tagged = new Set(),
  }: {
    runs: readonly string[];
    contents: ReadonlyMap<string, number>;
    /** Those that these runs have made. */
    models: MadeModels;
    /** `name@version` of other datasets with the tag of the one that is recalled. */
    twins: readonly string[];
    /** As {@link taggedKey} has them: names in tags of versions that mean data which comes from it. */
    tagged?: Pick<ReadonlySet<string>, 'has'>;
  }): void {
    this.#twins = twins;
    this.#models = models;
    this.#tagged = tagged;
    for (const run of runs) this.#runs.add(run);
    // What the recall's record names was made before it, whatever became of the record of who made it.
    for (const [content, at] of contents)
      this.#made.set(content, this.#made.has(content) ? Math.min(at, this.#at) : at);
    this.#isWhole = true;
  }

  /** Ids of the runs of which the recall says that they had made what others made of it. */
  get otherMakers(): Iterable<string> {
    return this.#others;
  }

  /** Whether a run had made, before the recall, what others made of it: the recall says so, and its own record nothing else. */
  hadMade(run: RunFacts): boolean {
    return this.#others.has(run.run_id) && isVoucher(run) && Date.parse(run.ended_at) <= this.#at + SKEW_MS;
  }

  /**
   * A model of a run that holds, byte by byte, what another run had made of it: whoever copied it says nothing of where it comes from.
   * Of what had been made when it was recalled the recall says who else had it, and no record that comes later can say that it is older.
   */
  copied({ run_id, ended_at }: Pick<RunFacts, 'run_id' | 'ended_at'>, model: Output): Hit[] {
    if (this.#runs.has(run_id) || this.#others.has(run_id)) return [];
    const contents = modelContents(model);
    const at = Math.min(...contents.map((content) => this.#made.get(content) ?? Number.POSITIVE_INFINITY));
    const whole: Partial<Held>[] = [
      { contents, at, of: this.#models?.originOf(model)?.of },
      ...(this.#models?.heldBy(model) ?? []),
    ];
    const held = whole.filter(({ at: made = 0 }) => made <= this.#at || made <= Date.parse(ended_at));
    return this.#heldHits(`model ${quoted(model.path)}`, held);
  }

  #heldHits(what: string, held: readonly Partial<Held>[]): Hit[] {
    // Each may be another run's as well: of many the last stands for all that are left, and is known by nothing that could be.
    const told = held.length > MOST_HELD ? [...held.slice(0, MOST_HELD), {}] : held;
    return told.map(({ contents: has = [], of }) =>
      this.#madeHit(what, { contents: has, made_by: null, isJudge: false }, of),
    );
  }

  /** What of a run's own record is recalled, or had come from that; of its parents and of what made its inputs nothing. */
  hits(run: RunRecord, facts: RunFacts): Hit[] {
    return [
      ...this.#run(facts.run_id),
      ...facts.datasets.flatMap((data) => this.#dataset(data, facts)),
      ...this.#tag(run, facts),
      ...this.#taggedMade(facts),
      ...facts.models.flatMap((model) => this.#begun(model, facts)),
      ...this.commit(facts),
      ...this.#package(run),
    ];
  }

  /** By its name and version, or by what it holds. */
  #dataset(data: Read, { repository, ended_at }: Pick<RunFacts, 'repository' | 'ended_at'>): Hit[] {
    const what = this.#what;
    const told = `dataset ${quoted(`${data.name}@${data.version}`)}`;
    const isNamed =
      what.kind === 'dataset' && isSameDataset(what, data) && isOf({ repository }, what.repository);
    const itself = isNamed ? [this.#itself(told)] : this.#holds(told, data.contents);
    if (itself.length === 0) return this.#madeBytes(told, { ...data, ended_at });
    return itself.map((hit) => ({ ...hit, severity: data.isJudge ? 'judged-on' : 'refuse' }));
  }

  /** A model that a run began with: also one that holds, with more files beside, what was made of it before the run had ended. */
  #begun(model: BaseModel, { ended_at }: Pick<RunFacts, 'ended_at'>): Hit[] {
    const { uri, contents, files, made_by } = model;
    const told = `base model ${quoted(uri)}`;
    const held = this.#holds(told, [...contents, ...files]);
    if (held.length > 0) return held;
    const made = this.#madeBytes(told, { contents, made_by, isJudge: false, ended_at });
    if (made.length > 0) return made;
    const all = this.#models?.heldBy(asModel(model)) ?? [];
    const before = all.filter(({ at }) => at <= Date.parse(ended_at));
    return this.#heldHits(told, before);
  }

  /** A model that is, or has as one of its files, what is recalled as data: embeddings and checkpoints are either. */
  held({ kind, path, contents }: Output): Hit[] {
    return kind === 'model' ? this.#holds(`model ${quoted(path)}`, contents) : [];
  }

  /** Whatever it is read as, or made a part of. */
  #holds(told: string, contents: readonly string[]): Hit[] {
    const what = this.#what;
    if (what.kind !== 'dataset' || !contents.some((content) => this.#contents.has(content))) return [];
    return [this.#itself(heldAs(told, what))];
  }

  /** What by the facts of a run, which have no tags and no packages, is the very thing and came into its weights, for people. */
  itself(facts: RunFacts): string[] {
    const hits = [
      ...facts.datasets.flatMap((data) => this.#dataset(data, facts)),
      ...facts.models.flatMap((model) => this.#begun(model, facts)),
      ...this.commit(facts),
    ];
    return hits
      .filter(({ isItself, severity }) => isItself && severity === 'refuse')
      .map(({ what }) => what)
      .slice(0, 1);
  }

  /** @param merged commit that it was merged with: whether what was merged mends it nobody can tell */
  commit({ commit, merged, submodule }: Pick<RunFacts, 'commit' | 'merged' | 'submodule'>): Hit[] {
    // A commit is the same code in every clone, whatever that is called.
    if (this.#what.kind !== 'commit') return [];
    if (commit !== null && this.#commits.has(commit)) return [this.#itself(`commit ${quoted(commit)}`)];
    const inner = submodule?.commit;
    if (inner !== undefined && this.#commits.has(inner))
      return [this.#itself(`commit ${quoted(inner)} of the submodule that it ran in`)];
    if (merged === null || !this.#commits.has(merged)) return [];
    return [{ ...this.#itself(`commit ${quoted(merged)}, which was merged into it`), severity: 'warn' }];
  }

  package(name: string, version: string): Hit[] {
    if (this.#packages === null || this.#packages.name !== name) return [];
    const isIn = isPackageIn(this.#packages, version);
    if (isIn === false) return [];
    const what = `package ${quoted(`${name} ${version}`)}`;
    return [isIn === true ? this.#itself(what) : { ...this.#itself(what), severity: 'warn' }];
  }

  /** Name of the package that is recalled, as PEP 503 has it; null for a recall of something else. */
  get asksPackage(): string | null {
    return this.#packages?.name ?? null;
  }

  #itself(what: string): Hit {
    return { recall: this.#id, what, severity: 'refuse', isItself: true };
  }

  #run(run_id: string): Hit[] {
    const what = `run \`${run_id}\``;
    if (this.#what.kind === 'run' && this.#what.run_id === run_id) return [this.#itself(what)];
    if (!this.#runs.has(run_id)) return [];
    return [{ ...this.#itself(what), isItself: false, ...(this.#isWhole ? { isListed: true } : {}) }];
  }

  /** @param about `ended_at` of the run that has them: what was made later it has not read */
  #madeBytes(
    told: string,
    { contents, made_by, isJudge, ended_at }: Omit<Read, 'name' | 'version'> & Pick<RunFacts, 'ended_at'>,
  ): Hit[] {
    const end = Date.parse(ended_at);
    const isMade = (content: string) => (this.#made.get(content) ?? Number.POSITIVE_INFINITY) <= end;
    return contents.some(isMade) ? [this.#madeHit(told, { contents, made_by, isJudge })] : [];
  }

  #madeHit(
    what: string,
    { contents, made_by, isJudge }: Pick<Read, 'contents' | 'made_by' | 'isJudge'>,
    origin?: Produced,
  ): Hit {
    const hit: Hit = { ...this.#itself(what), severity: isJudge ? 'judged-on' : 'refuse', isItself: false };
    const isOther = made_by !== null && !this.#runs.has(made_by) && !isJudge;
    return { ...hit, made: { by: isOther ? made_by : null, contents, origin } };
  }

  /** A run that names its data by a tag alone. */
  #tag({ tags, inputs }: RunRecord, { tagged, repository }: RunFacts): Hit[] {
    const what = this.#what;
    if (what.kind !== 'dataset' || !isOf({ repository }, what.repository)) return [];
    const wanted = tagOf(what);
    const isWanted = (name: string) => isSameSpelling(name, wanted);
    if (!tagged.some(isWanted)) return [];
    const key = DATA_TAGS.find((one) => namesIn(tags[one], inputs.datasets).some(isWanted));
    const others = this.#twins.map((name) => quoted(name)).join(', ');
    const also = others === '' ? '' : ` alone (ambiguous: it may mean ${others} as well)`;
    return [this.#itself(`dataset ${quoted(`${what.name}@${what.version}`)}, by the tag \`${key}\`${also}`)];
  }

  /** By the tags of its registration a version may name what another run made of it. */
  #taggedMade({ run_id, tagged }: RunFacts): Hit[] {
    const name = tagged.find((one) => this.#tagged.has(taggedKey(run_id, one)));
    if (name === undefined) return [];
    const hit = this.#itself(`dataset tagged ${quoted(name)}, which is made of it`);
    return [{ ...hit, isItself: false, tagged: taggedKey(run_id, name) }];
  }

  #package({ environment }: RunRecord): Hit[] {
    const name = this.asksPackage;
    const found = name === null ? [] : packageInRun(environment, name).installed;
    return found.flatMap((one) => this.package(one.name, one.version));
  }
}

/** A run, and a name in tags of a version of its model. */
export function taggedKey(run_id: string, name: string): string {
  return `${run_id} ${name}`;
}
