import { AST, Minimatch, type MinimatchOptions } from 'minimatch';

export { escape as escapeGlob } from 'minimatch';

/** How the library writes a `*` beside other characters. */
const STAR = '[^/]*?';

/**
 * A glob, matched in linear time: where a `*` finds no place the library tries all places of those before it, for years where there
 * are many. What stands between two of them has one length, so that its first place is as good as any, and is kept.
 * @param glob without groups in parentheses
 * @returns undefined for a glob that stands for nothing: a range in brackets that ends before it begins
 */
export function linearGlob(glob: string, options: MinimatchOptions): Minimatch | undefined {
  let made: Minimatch;
  try {
    made = new Glob(glob, options);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  made.set = made.set.map((parts) =>
    parts.map((part) => (part instanceof RegExp ? firstPlaces(part) : part)),
  );
  return made;
}

class Glob extends Minimatch {
  /** With a class such as `[:alpha:]` the library writes what no expression with the flag `u` may have: `\-`, `\,`, `\#`, `\ `, `\!`. */
  override parse(pattern: string): ReturnType<Minimatch['parse']> {
    try {
      return super.parse(pattern);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      const [source] = AST.fromGlob(pattern, this.options).toRegExpSource();
      const flags = this.options.nocase ? 'iu' : 'u';
      return new RegExp(`^${source.replace(/\\(.)/gsu, allowedEscape)}$`, flags);
    }
  }
}

/** The same in brackets and beside them; what is no sign of an expression's own by its number. */
function allowedEscape(escaped: string, character: string): string {
  if (/[\w^$\\.*+?()[\]{}|/]/.test(character)) return escaped;
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}

function firstPlaces(part: RegExp): RegExp {
  const [first = '', ...others] = part.source.split(STAR);
  const last = others.pop();
  if (last === undefined || others.length === 0) return part;
  const kept = others.map((between, index) => `(?=(${STAR}${between}))\\${index + 1}`).join('');
  return new RegExp(`${first}${kept}${STAR}${last}`, part.flags);
}
