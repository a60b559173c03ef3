import { distance } from 'fastest-levenshtein';

/** The known name that a misspelt one most likely means; undefined when none is close. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const found = closest(name, known);
  return found !== undefined && distance(name, found) <= Math.max(2, name.length / 3) ? found : undefined;
}

/** The known name that takes the fewest changes, however many; undefined when none is known. */
export function closest(name: string, known: readonly string[]): string | undefined {
  return [...known].sort((a, b) => distance(name, a) - distance(name, b))[0];
}
