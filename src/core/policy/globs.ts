import { minimatch } from 'minimatch';

/** Stands for `/` in names, where it parts nothing. */
const SLASH = '\u2215';

/** Whether a glob (`*`, `?`, `[…]`, `{…,…}`) stands for the whole of a name or of a rule's id. A text stands for itself too. */
export function matchesName(glob: string, name: string): boolean {
  if (glob === name) return true;
  const [pattern, text] = [glob, name].map((one) => one.replaceAll('/', SLASH));
  return minimatch(text ?? '', pattern ?? '', {
    dot: true,
    nocomment: true,
    nonegate: true,
    platform: 'linux',
  });
}

/**
 * Whether the gate has anything to judge in a change: a path is in if the last glob that stands for it does not begin with `!`.
 * @param policy `applies_to` null: every change is judged
 * @param paths all paths that the change adds, alters, removes or renames (both names), from the root of the repository
 */
export function appliesTo(
  policy: { readonly applies_to: readonly string[] | null },
  paths: readonly string[],
): boolean {
  const globs = policy.applies_to;
  if (globs === null) return true;
  return paths.some((path) => {
    const last = globs.findLast((glob) => matchesPath(glob.replace(/^!/, ''), path));
    return last !== undefined && !last.startsWith('!');
  });
}

/** A folder stands for all that is below it. */
function matchesPath(glob: string, path: string): boolean {
  const options = { dot: true, nocomment: true, nonegate: true, platform: 'linux' } as const;
  const self = glob.replace(/\/$/, '');
  return (self === glob && minimatch(path, self, options)) || minimatch(path, `${self}/**`, options);
}
