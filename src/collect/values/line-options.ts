import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Place } from '../files/paths.js';

/** The options at the end of a line, taken off one by one from the right. */
export interface LineOptions {
  /** What stands before the options. */
  rest: string;
  /** Option to its value; of a bare word the empty text. In no particular order. */
  options: { name: string; value: string }[];
}

/**
 * Splits `data/my file.csv role=test digest-only` into path and options. Only known words at the end count, so that a path may hold
 * spaces and `=`.
 * @param words `name=` for an option with a value, `name` for a bare word
 * @param isPath whether a text names something that exists: a file that is really called so is no option
 */
export function splitOptions(
  text: string,
  words: readonly string[],
  isPath: (path: string) => boolean,
): LineOptions {
  const options: LineOptions['options'] = [];
  let rest = text.trim();
  for (;;) {
    const start = Math.max(rest.lastIndexOf(' '), rest.lastIndexOf('\t')) + 1;
    const last = rest.slice(start);
    const word = words.find((known) => (known.endsWith('=') ? last.startsWith(known) : last === known));
    if (word === undefined || isPath(rest)) return { rest, options };
    options.push({ name: word.replace(/=$/, ''), value: last.slice(word.length) });
    rest = rest.slice(0, start).trimEnd();
  }
}

/** Whether a text names something that exists, for {@link splitOptions}. */
export function existsIn({ workspace, cwd }: Place): (path: string) => boolean {
  return (path) => existsSync(resolve(workspace, cwd, path));
}
