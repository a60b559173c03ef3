import type { Git } from '../ledger/git/git.js';
import { idsOfRefs } from '../ledger/git/refs.js';

/** A commit as a person names it. */
export interface NamedCommit {
  commit: string;
  /** The branch or tag that was taken, in full; null where the text names none. */
  ref: string | null;
  /** The tag of that very name that was not taken. */
  other: string | null;
}

/**
 * The commit that a text names, as git understands it but for one thing: git takes a tag before a branch and before a commit whose id
 * begins so, and who may push tags could have a commit of their choice taken for what somebody else means.
 */
export async function namedCommit(git: Git, text: string): Promise<NamedCommit | null> {
  const [, name = '', rest = ''] = /^(.*?)((?:[~^:]|@\{).*)?$/s.exec(text) ?? [];
  const commitOf = (one: string) => objectId(git, `${one}${rest}^{commit}`);
  // `HEAD` and the like are the clone's own.
  if (name === '' || name === '@' || /^[A-Z_]*HEAD$/.test(name)) return taken(await commitOf(name));
  const isFull = name.startsWith('refs/');
  const tag = `refs/tags/${name}`;
  const branches = isFull
    ? [name]
    : [`refs/${name}`, `refs/heads/${name}`, `refs/remotes/${name}`, `refs/remotes/${name}/HEAD`];
  const there = await idsOfRefs(git, [...branches, tag]);
  const branch = branches.find((one) => there.has(one));
  const other = there.has(tag) ? tag : null;
  if (branch !== undefined) return taken(await commitOf(branch), branch, other);
  if (isFull) return null;
  if (other === null) return taken(await commitOf(name));
  const id = /^[0-9a-f]{4,64}$/i.test(name) ? await commitOfDigits(git, name) : null;
  return id === null ? taken(await commitOf(tag), tag) : taken(await commitOf(id), null, tag);
}

function taken(commit: string | null, ref: string | null = null, other: string | null = null) {
  return commit === null ? null : { commit, ref, other };
}

/** Null where there is none, or several. */
async function commitOfDigits(git: Git, digits: string): Promise<string | null> {
  const ids = (await git.ok(['rev-parse', `--disambiguate=${digits}`])).toString('latin1').split('\n');
  const commits = new Set<string>();
  for (const id of ids.filter((one) => one !== '')) {
    // Of a tag object the digits are its own, and not those of the commit that it names.
    if ((await objectId(git, `${id}^{commit}`)) === id) commits.add(id);
  }
  const [only = null, ...others] = commits;
  return others.length === 0 ? only : null;
}

/** Of whatever git understands by a text; null when it does not. */
export async function objectId(git: Git, text: string): Promise<string | null> {
  const { code, stdout } = await git.run(['rev-parse', '--verify', '--quiet', '--end-of-options', text]);
  return code === 0 ? (stdout.toString('utf8').trim().split('\n').at(-1) ?? null) : null;
}
