/** Places in a sorted list, as ranges with both ends in them: ascending and apart from each other. */
export type Positions = readonly (readonly [first: number, last: number])[];

const RANGE = /^(\d{1,7})(?:-(\d{1,7}))?$/;

/** `0-5,9` @param sorted ascending, each once */
export function formatPositions(sorted: readonly number[]): string {
  const ranges: [number, number][] = [];
  for (const at of sorted) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === at - 1) last[1] = at;
    else ranges.push([at, at]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}

/** @returns undefined for all that {@link formatPositions} does not make */
export function parsePositions(value: unknown): Positions | undefined {
  if (typeof value !== 'string') return undefined;
  const ranges: [number, number][] = [];
  let next = 0;
  for (const part of value.split(',')) {
    const [, start, end = start] = RANGE.exec(part) ?? [];
    const [first, last] = [Number(start), Number(end)];
    if (start === undefined || first < next || last < first) return undefined;
    ranges.push([first, last]);
    next = last + 2;
  }
  return ranges;
}

/** What is in all of the lists; nothing when there are none. */
export function intersection(lists: readonly Positions[]): Positions {
  const [first = [], ...rest] = lists;
  return rest.reduce(intersectTwo, first);
}

/** What is in any of the lists. */
export function union(lists: readonly Positions[]): Positions {
  const all: [number, number][] = [];
  for (const [first, last] of lists.flat().sort(([one], [other]) => one - other)) {
    const before = all.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else all.push([first, last]);
  }
  return all;
}

/** @param below all positions must be smaller, so that a short text cannot stand for a long list */
export function expand(positions: Positions, below: number): number[] | undefined {
  if ((positions.at(-1)?.[1] ?? -1) >= below) return undefined;
  return positions.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, at) => first + at),
  );
}

export function countOf(positions: Positions): number {
  return positions.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}

function intersectTwo(a: Positions, b: Positions): Positions {
  const both: [number, number][] = [];
  for (let i = 0, j = 0; ; ) {
    const [one, other] = [a[i], b[j]];
    if (one === undefined || other === undefined) return both;
    const first = Math.max(one[0], other[0]);
    const last = Math.min(one[1], other[1]);
    if (first <= last) both.push([first, last]);
    if (one[1] < other[1]) i += 1;
    else j += 1;
  }
}
