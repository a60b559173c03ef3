/** What numbers, paths, names, quotes, lines, and what stands for a variable are made of. */
const RUNS = [
  '0',
  '_',
  '/',
  '.',
  ' ',
  '\t',
  '\r',
  '\n',
  '"',
  '\\"',
  "'",
  '%41',
  '{"',
  '${{',
  ' <',
  'import ',
  'a/bin/',
];
/** What no expression goes on with that has read a run of these, whatever it takes for the end of a line. */
const END = '\u2028!\n!';

/**
 * Long runs of what expressions look for, with an end that fits none: whoever begins at each of their characters anew takes minutes over
 * them, which a test has not.
 */
export function hostileTexts(length: number, runs: readonly string[] = RUNS): string[] {
  return runs.map((run) => `${run.repeat(length / run.length)}${END}`);
}

/** Lets the test's own clock be looked at, which nothing does while a text is read. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
