/** The history of one curve, as its values in the order that they were logged in. */
export interface History {
  values: readonly number[];
  /** Indexes of points that have to stay whatever their values, e.g. that of the metric itself. */
  keep: readonly number[];
}

/** Evenly spaced points that a curve which is thinned has at most. */
export const EVEN_POINTS = 10_000;

/**
 * Which points of several histories are kept so that there are no more than `limit`. Of one that is thinned stay the last, those in
 * `keep`, the first, the lowest, the highest, the first that is not finite, and evenly spaced ones. The limit is shared equally, and
 * what one does not need the others have.
 * @returns of each history the indexes kept, ascending
 */
export function thin(histories: readonly History[], limit: number): number[][] {
  const share = shareOf(
    histories.map(({ values }) => values.length),
    limit,
  );
  return histories.map((history) => thinOne(history, share));
}

/** How many points each may have. */
function shareOf(lengths: readonly number[], limit: number): number {
  const total = (share: number) => lengths.reduce((sum, length) => sum + Math.min(length, share), 0);
  let [low, high] = [0, limit];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (total(middle) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}

function thinOne(history: History, share: number): number[] {
  const { length } = history.values;
  const must = mustStay(history);
  if (length <= Math.min(share, EVEN_POINTS + must.length)) return [...history.values.keys()];
  const stay = new Set(must.slice(0, share));
  const room = Math.min(EVEN_POINTS, share - stay.size);
  for (let place = 0; place < room; place++)
    stay.add(room === 1 ? 0 : Math.round((place * (length - 1)) / (room - 1)));
  return [...stay].sort((one, other) => one - other);
}

/** What is of most use first, each once. */
function mustStay({ values, keep }: History): number[] {
  let [lowest, highest, odd] = [-1, -1, -1];
  for (const [index, value] of values.entries()) {
    if (!Number.isFinite(value)) {
      if (odd < 0) odd = index;
      continue;
    }
    if (lowest < 0 || value < (values[lowest] ?? 0)) lowest = index;
    if (highest < 0 || value > (values[highest] ?? 0)) highest = index;
  }
  const all = [...keep, values.length - 1, 0, lowest, highest, odd];
  return [...new Set(all)].filter((index) => index >= 0);
}
