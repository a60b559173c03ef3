import { isSilent, type Output, partOf, type RunFacts } from './run-facts.js';
import { push } from './sources.js';

export interface Produced {
  run: RunFacts;
  output: Output;
}

/** With when its run ended, milliseconds since 1970. */
type Made = Produced & { ended_at: number };

/** A job that makes the same bytes each night has made them a thousand times, and its readers have read them as often. */
export const MOST_ALSO = 20;

/** Whose word nobody takes for what it made. */
const DOUBTFUL: ReadonlySet<RunFacts['trust']> = new Set(['fork', 'tampered']);

/** Who wrote which bytes. */
export class Producers {
  readonly #byContent = new Map<string, Produced[]>();
  readonly #byDigest = new Map<string, Produced[]>();

  /** By content, as they are asked for. */
  readonly #makers = new Map<string, readonly Made[]>();
  readonly #runs = new Map<string, RunFacts>();

  constructor(runs: Iterable<RunFacts>) {
    for (const run of runs) {
      this.#runs.set(run.run_id, run);
      for (const output of run.outputs) {
        push(this.#byDigest, output.digest, { run, output });
        for (const content of output.contents) push(this.#byContent, content, { run, output });
      }
    }
  }

  /**
   * Those that had ended before a run began, those that are trusted, that name what they came from, and the newest first, each run once.
   * What a run had read itself it did not make. A part of a run reads what that one wrote before it ended, and so does a later step of a
   * job what the run of an earlier one wrote that goes on until the job ends.
   * @param most runs that are looked for: a job that makes the same bytes each night has made them a thousand times
   */
  before(
    contents: readonly string[],
    reader: Pick<RunFacts, 'run_id' | 'started_at'> & Partial<Pick<RunFacts, 'job'>>,
    most = Number.POSITIVE_INFINITY,
  ): Produced[] {
    const began = Date.parse(reader.started_at);
    const wholes = wholesOf(reader.run_id, this.#runs);
    const found: Produced[] = [];
    for (const content of contents) {
      const seen = new Set<string>();
      for (const { ended_at, ...one } of this.#makersOf(content)) {
        const { run_id } = one.run;
        const isThere = ended_at <= began || wholes.has(run_id) || isEarlierStep(one.run, reader);
        if (!isThere || run_id === reader.run_id || seen.has(run_id)) continue;
        seen.add(run_id);
        found.push(one);
        if (seen.size >= most) break;
      }
    }
    const sorted = contents.length > 1 ? found.sort(trustedFirst) : found;
    const taken = new Set<string>();
    return sorted.filter(({ run: { run_id } }) => !taken.has(run_id) && taken.add(run_id)).slice(0, most);
  }

  /** Who made a content, the first choice first. */
  #makersOf(content: string): readonly Made[] {
    const known = this.#makers.get(content);
    if (known !== undefined) return known;
    const makers = (this.#byContent.get(content) ?? [])
      .filter(({ run, output }) => output.reused === null && isMaker(run, content))
      .sort(trustedFirst)
      .map((one) => ({ ...one, ended_at: Date.parse(one.run.ended_at) }));
    this.#makers.set(content, makers);
    return makers;
  }

  /** All that wrote them or have them, whoever they are, the newest first. */
  all(digest: string): Produced[] {
    const whole = this.#byDigest.get(digest) ?? [];
    const files = this.#byContent.get(`file ${digest}`) ?? [];
    return [...whole, ...files].sort(newestFirst);
  }
}

function isEarlierStep(
  { job, started_at }: RunFacts,
  reader: Pick<RunFacts, 'started_at'> & Partial<Pick<RunFacts, 'job'>>,
): boolean {
  return job !== null && job === reader.job && Date.parse(started_at) < Date.parse(reader.started_at);
}

/** Parts of parts, at most: nobody nests deeper, and whoever may push can write a chain of thousands, each of which has all above it. */
const DEEPEST = 32;

/** Ids of the runs that a run is a part of, as far as these are known. */
export function wholesOf(run_id: string, runs: ReadonlyMap<string, RunFacts>): Set<string> {
  const wholes = new Set<string>();
  let parts = [run_id];
  for (let depth = 0; depth < DEEPEST && parts.length > 0; depth += 1) {
    const above = parts.flatMap((id) => {
      const run = runs.get(id);
      return run === undefined ? [] : partOf(run);
    });
    parts = above.filter((whole) => !wholes.has(whole) && wholes.add(whole));
  }
  return wholes;
}

/** Whether a run wrote a content, as far as its word is taken. */
export function hasMade(run: RunFacts, content: string): boolean {
  const has = run.outputs.some(({ reused, contents }) => reused === null && contents.includes(content));
  return has && isMaker(run, content);
}

/**
 * The run that made what another one only took over. That one's word for it counts only where the record of the first has it as its own:
 * else it would be anybody's bytes under an honest run's name.
 */
export function trueMaker(
  { reused, digest }: Pick<Output, 'reused' | 'digest'>,
  factsOf: (run_id: string) => RunFacts | undefined,
): RunFacts | null {
  const maker = reused?.made_by == null ? undefined : factsOf(reused.made_by);
  const hasMade = maker?.outputs.some((one) => one.reused === null && one.digest === digest);
  return maker !== undefined && hasMade === true ? maker : null;
}

function isMaker(run: RunFacts, content: string): boolean {
  return !DOUBTFUL.has(run.trust) && !hasRead(run, content);
}

/** But for what it says that it made itself, and for what it may have changed. */
function hasRead({ run_id, datasets }: RunFacts, content: string): boolean {
  return datasets.some(
    ({ contents, made_by, isChanged }) => contents.includes(content) && made_by !== run_id && !isChanged,
  );
}

function newestFirst(one: Produced, other: Produced): number {
  return (
    Date.parse(other.run.ended_at) - Date.parse(one.run.ended_at) ||
    (one.run.run_id < other.run.run_id ? 1 : -1)
  );
}

/** What nobody saw being made takes the place of nothing that somebody did, and a copy without a word of where it is from that of no original. */
function trustedFirst(one: Produced, other: Produced): number {
  const rank = ({ run }: Produced) => 2 * Number(run.trust === 'trusted') + Number(!isSilent(run));
  return rank(other) - rank(one) || newestFirst(one, other);
}
