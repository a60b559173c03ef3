import type { Git } from './git.js';

/**
 * Which of some full names are refs, with the ids that they name. Git itself takes the tag called `refs/heads/x` for a branch `x` that is
 * not there, and who may push tags need not be one who may write the branch.
 */
export async function idsOfRefs(git: Git, names: readonly string[]): Promise<Map<string, string>> {
  const patterns = names.filter((name) => !/[*?[\\]/.test(name));
  if (patterns.length === 0) return new Map();
  const answer = await git.ok(['for-each-ref', '--format=%(objectname) %(refname)', '--', ...patterns]);
  const lines = answer.toString('utf8').split('\n');
  const found = lines.map((line): [string, string] => {
    const space = line.indexOf(' ');
    return [line.slice(space + 1), line.slice(0, space)];
  });
  return new Map(found.filter(([name]) => names.includes(name)));
}
