import { isSilent, type Output, type RunFacts } from './run-facts.js';
import { push } from './sources.js';

export interface Produced {
  run: RunFacts;
  output: Output;
}

/** Whose word nobody takes for what it made. */
const DOUBTFUL: ReadonlySet<RunFacts['trust']> = new Set(['fork', 'tampered']);

/** Who wrote which bytes. */
export class Producers {
  readonly #byContent = new Map<string, Produced[]>();
  readonly #byDigest = new Map<string, Produced[]>();

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
   * Those that had ended before a run began, those that are trusted, that name what they came from, and the newest first, each run once. What a run had read itself it
   * did not make. A part of a run reads what that one wrote before it ended.
   */
  before(contents: readonly string[], reader: Pick<RunFacts, 'run_id' | 'started_at'>): Produced[] {
    const began = Date.parse(reader.started_at);
    const wholes = wholesOf(reader.run_id, this.#runs);
    const found = contents
      .flatMap((content) => (this.#byContent.get(content) ?? []).filter(({ run }) => !hasRead(run, content)))
      .filter(({ run, output }) => output.reused === null && !DOUBTFUL.has(run.trust))
      .filter(({ run }) => wholes.has(run.run_id) || Date.parse(run.ended_at) <= began)
      .filter(({ run }) => run.run_id !== reader.run_id)
      .sort(trustedFirst);
    return found.filter(({ run }, at) => found.findIndex((one) => one.run === run) === at);
  }

  /** All that wrote them or have them, whoever they are, the newest first. */
  all(digest: string): Produced[] {
    const whole = this.#byDigest.get(digest) ?? [];
    const files = this.#byContent.get(`file ${digest}`) ?? [];
    return [...whole, ...files].sort(newestFirst);
  }
}

/** Ids of the runs that a run is a part of, as far as these are known. */
export function wholesOf(run_id: string, runs: ReadonlyMap<string, RunFacts>): Set<string> {
  const wholes = new Set<string>();
  const next = [run_id];
  for (let id = next.pop(); id !== undefined; id = next.pop()) {
    const { parent = null, command = null } = runs.get(id) ?? {};
    for (const whole of [parent, command])
      if (whole !== null && !wholes.has(whole)) {
        wholes.add(whole);
        next.push(whole);
      }
  }
  return wholes;
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
