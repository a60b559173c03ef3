import type { Affected, NotPlaced, RecalledEvent } from '../generated/types.js';
import type { Impact, Unjudged } from '../lineage/impact.js';
import { isSilent, type RunFacts } from '../lineage/run-facts.js';
import { MadeModels, modelContents } from './copies.js';

/** Bytes that each list may have in a record: together they leave room for what is recalled in the largest event that is read. */
const ROOM = {
  runs: 330_000,
  versions: 180_000,
  contents: 150_000,
  other_makers: 40_000,
  not_placed: 25_000,
} as const;
const MOST = { runs: 10_000, versions: 2000, contents: 2000, other_makers: 2000, not_placed: 500 } as const;

/**
 * What an event keeps of what came from what is recalled.
 * @param of `made`: runs whose outputs come from it, by the graph alone; `all`: runs of the ledger; `unplaced`: runs of which the history of commits does not tell: whoever asks later may stand in a clone that has less of it, or none
 */
export function affectedOf(
  { runs, versions }: Pick<Impact, 'runs' | 'versions'>,
  {
    made,
    all,
    unplaced = [],
  }: { made: readonly RunFacts[]; all: readonly RunFacts[]; unplaced?: readonly Unjudged[] },
): Affected {
  const whole = {
    runs: runs.map(({ run_id }) => run_id),
    versions: versions.map(({ model, version }) => ({ model, version })),
    contents: contentsMade(made),
  };
  const kept = {
    runs: fitting(whole.runs, MOST.runs, ROOM.runs),
    versions: fitting(whole.versions, MOST.versions, ROOM.versions),
    contents: fitting(whole.contents, MOST.contents, ROOM.contents),
  };
  const count = ({ runs: one, versions: two, contents: three }: typeof whole) =>
    one.length + two.length + three.length;
  const others = fitting(otherMakers(made, all), MOST.other_makers, ROOM.other_makers);
  const not_placed = notPlaced(runs, unplaced);
  return { ...kept, other_makers: others, not_placed, left_out: count(whole) - count(kept) };
}

function notPlaced(hit: readonly RunFacts[], unplaced: readonly Unjudged[]): NotPlaced[] {
  const known = new Set(hit.map(({ run_id }) => run_id));
  const left = unplaced.map(({ why, ids }) => ({ why, ids: ids.filter((id) => !known.has(id)) }));
  const told = left.filter(({ ids }) => ids.length > 0);
  return told.map(({ why, ids }) => ({
    why,
    count: ids.length,
    runs: fitting(ids, MOST.not_placed, ROOM.not_placed / told.length),
  }));
}

/** What could not be placed when it was recalled, as answers name it. */
export function unplacedThen({ affected }: Pick<RecalledEvent, 'affected'>): Unjudged[] {
  return (affected.not_placed ?? []).map(({ why, runs, count }) => ({ why, ids: runs, count }));
}

/** Whether a record of an older version does not say which runs could not be placed. */
export function isSilentOfPlaces({ what, affected }: Pick<RecalledEvent, 'what' | 'affected'>): boolean {
  return affected.not_placed === undefined && what.kind === 'commit' && !what.asked.startsWith('=');
}

/**
 * Whoever may push can write a run later that says it was there before: who else had made the same bytes is kept with the recall.
 * Of models only who had them before: who had them later copied them, and comes from it. What is empty is no content.
 */
function otherMakers(runs: readonly RunFacts[], all: Iterable<RunFacts>): string[] {
  const hit = new Set(runs.map(({ run_id }) => run_id));
  const made = firstMade(runs);
  const whole = new MadeModels(runs);
  const others: string[] = [];
  for (const run of all) {
    if (hit.has(run.run_id)) continue;
    const end = Date.parse(run.ended_at);
    const models = run.outputs
      .flatMap((output) => [...modelContents(output).map((one) => made.get(one)), whole.firstIn(output)])
      .filter((at) => at !== undefined && at < Number.POSITIVE_INFINITY);
    const isCopier = models.some((at) => at !== undefined && at <= end);
    const isMaker = isVoucher(run) && contentsMade([run]).some((one) => made.has(one));
    if (!isCopier && (models.length > 0 || isMaker)) others.push(run.run_id);
  }
  return others.sort();
}

/** Who says of himself what he made, or says nothing of what he came from, is no proof that bytes come from elsewhere. */
export function isVoucher(run: RunFacts): boolean {
  return run.trust === 'trusted' && !isSilent(run);
}

/** By content: when the first of some runs had made it that has an end, milliseconds since 1970. */
export function firstMade(runs: readonly Pick<RunFacts, 'outputs' | 'ended_at'>[]): Map<string, number> {
  const first = new Map<string, number>();
  for (const run of runs) {
    const end = Date.parse(run.ended_at);
    for (const content of contentsMade([run]))
      if (end < (first.get(content) ?? Number.POSITIVE_INFINITY)) first.set(content, end);
  }
  return first;
}

/** What runs wrote, and did not take over. */
export function contentsMade(runs: readonly Pick<RunFacts, 'outputs'>[]): string[] {
  const made = runs.flatMap(({ outputs }) =>
    outputs.flatMap(({ contents, reused }) => (reused === null ? contents : [])),
  );
  return [...new Set(made)];
}

/** As many of the first as there is room for. @param bytes of all together, as canonical JSON has them */
export function fitting<T>(all: readonly T[], most: number, bytes: number): T[] {
  const kept: T[] = [];
  let left = bytes;
  for (const one of all.slice(0, most)) {
    // Indentation and line ends, of an object several.
    left -= Buffer.byteLength(JSON.stringify(one)) + (typeof one === 'string' ? 12 : 60);
    if (left < 0) break;
    kept.push(one);
  }
  return kept;
}
