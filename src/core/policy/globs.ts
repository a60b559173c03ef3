import { braceExpand } from 'minimatch';
import { linearGlob } from '../linear-globs.js';

/** Stands for `/` in names, where it parts nothing. */
const SLASH = '\u2215';
const OPTIONS = { dot: true, nocomment: true, nonegate: true, platform: 'linux' } as const;
const LONGEST = 1000;
const MOST_ALTERNATIVES = 100;

/**
 * Why a glob of a policy is none; undefined for one that is. A pull request brings its own policy, so what takes long to understand
 * is none either.
 */
export function globFault(glob: string): { what: string; mend: string } | undefined {
  const shown = `\`${glob.slice(0, 60)}\``;
  if (glob.length > LONGEST)
    return { what: `${shown}… is longer than ${LONGEST} characters`, mend: 'Shorten it' };
  if (/[!?*+@]\(/.test(glob.replace(/\\./g, '')))
    return {
      what: `${shown} has a group in parentheses, which globs do not have here`,
      mend: 'Write `{one,other}` for alternatives, or `\\(` for the character',
    };
  if (braceExpand(glob, { braceExpandMax: MOST_ALTERNATIVES + 1 }).length > MOST_ALTERNATIVES)
    return {
      what: `${shown} stands for more than ${MOST_ALTERNATIVES} alternatives`,
      mend: 'Write fewer in braces, or several globs',
    };
  if (linearGlob(glob, OPTIONS) === undefined)
    return {
      what: `${shown} has a range in brackets that ends before it begins`,
      mend: 'Write each character that is meant in brackets, or `?` for any',
    };
  return undefined;
}

/**
 * Whether a glob (`*`, `?`, `[…]`, `{…,…}`) stands for the whole of a name or of a rule's id. A text stands for itself too.
 * @param glob without a {@link globFault}
 */
export function matchesName(glob: string, name: string): boolean {
  if (glob === name) return true;
  const [pattern, text] = [glob, name].map((one) => one.replaceAll('/', SLASH));
  return matches(pattern ?? '', text ?? '');
}

/**
 * Whether the gate has anything to judge in a change: a path is in if the last glob that stands for it does not begin with `!`.
 * @param policy `applies_to` null: every change is judged; globs without a {@link globFault}
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
  const self = glob.replace(/\/$/, '');
  return (self === glob && matches(self, path)) || matches(`${self}/**`, path);
}

function matches(glob: string, text: string): boolean {
  return made(glob)?.match(text) === true;
}

type Made = ReturnType<typeof linearGlob>;
/** A policy may have hundreds of globs, each for hundreds of names, and to make one takes a thousand times as long as to match it. */
const MADE = new Map<string, Made>();
const MOST_MADE = 1000;

function made(glob: string): Made {
  if (MADE.has(glob)) return MADE.get(glob);
  if (MADE.size >= MOST_MADE) MADE.clear();
  const one = linearGlob(glob, OPTIONS);
  MADE.set(glob, one);
  return one;
}
