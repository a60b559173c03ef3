import { distance } from 'fastest-levenshtein';

/** The known name that a misspelt one most likely means; undefined when none is close. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const [closest] = [...known].sort((a, b) => distance(name, a) - distance(name, b));
  if (closest === undefined) return undefined;
  return distance(name, closest) <= Math.max(2, name.length / 3) ? closest : undefined;
}
