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

/** Letters that a name has at least, of which one can be seen to be wrong. */
const SHORTEST = 3;

/**
 * Whether one name is the other with two neighbouring letters swapped, or with one letter more. Another letter or number in a place
 * (`model_a`, `churn_v2`) is how people call what is another thing.
 */
export function isSlip(name: string, other: string): boolean {
  const [short = '', long = ''] = [name, other].sort((a, b) => a.length - b.length);
  if (short.length < SHORTEST) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  const [here = '', next = ''] = long.slice(at);
  if (short.length === long.length) {
    const swapped = `${long.slice(0, at)}${next}${here}${long.slice(at + 2)}`;
    return here !== next && /^\p{L}{2}$/u.test(here + next) && swapped === short;
  }
  return /\p{L}/u.test(here) && `${long.slice(0, at)}${long.slice(at + 1)}` === short;
}
