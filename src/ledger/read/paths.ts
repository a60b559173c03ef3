/** Names that a ledger's writers make: {@link encodeName} and nothing else. Files of other names are no records. */
const NAME = '(?!\\.{1,2}(?:/|$))[A-Za-z0-9._%-]+';
const COMPONENT = new RegExp(`^${NAME}$`);
const PATH = new RegExp(`^${NAME}(?:/${NAME})*$`);

/** Whether a writer of ours could have given a file or folder this name. */
export function isName(name: string): boolean {
  return COMPONENT.test(name);
}

/** The folder that a path lies in, `''` for the top. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** `a/b/c` → `''`, `a`, `a/b` */
export function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return path === '' ? [] : ['', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))];
}

/** Paths come from this tool's own layout; anything else is a defect, and must not reach git as a revision. */
export function requirePath(path: string): void {
  if (!PATH.test(path)) throw new Error(`${JSON.stringify(path)} is no ledger path`);
}
