/** What a key is told apart by: a file, or a part of one such as a stage. */
export interface Origin {
  /** Folders, then the name without its ending, then parts within the file. */
  short: readonly string[];
  /** The same with the whole name of the file; of no two origins the same. */
  full: readonly string[];
}

/** @param path forward slashes @param within names of the part of the file that is meant, if it is one */
export function originOf(path: string, ...within: string[]): Origin {
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  const stem = name.replace(/(?<=.)\.[^.]*$/, '');
  return { short: [...folders, stem, ...within], full: [...folders, name, ...within] };
}

/**
 * What stands before a key that several files have: the shortest part of the path that tells them apart, e.g. `train` and `eval`
 * of `logs/train/loss.csv` and `logs/eval/loss.csv`; of several as short, the one nearest to the file. The order of the origins
 * does not matter.
 * @param isFree whether a prefix may be taken, e.g. since it makes no key that is there already
 * @returns in the order of the origins; undefined when every part is taken
 */
export function prefixesOf(
  origins: readonly Origin[],
  isFree: (prefix: string) => boolean,
): string[] | undefined {
  for (const paths of [origins.map(({ short }) => short), origins.map(({ full }) => full)]) {
    const depth = Math.max(...paths.map((path) => path.length));
    for (let length = 1; length <= depth; length++) {
      for (let end = 0; end + length <= depth; end++) {
        const prefixes = paths.map((path) => part(path, end, length));
        if (new Set(prefixes).size === origins.length && prefixes.every(isFree)) return prefixes;
      }
    }
  }
  return undefined;
}

/** @param end number of names behind the part. What is above the workspace is `.`, once. */
function part(path: readonly string[], end: number, length: number): string {
  const stop = path.length - end;
  const names = path.slice(Math.max(stop - length, 0), Math.max(stop, 0));
  return names.length < length ? ['.', ...names].join('/') : names.join('/');
}
