import type { Environment } from '../program.js';
import { type Git, gitAt } from './start.js';

/** The commit that is checked out; null where there is none. */
export async function headOf(workspace: string, env: Environment): Promise<string | null> {
  const git = await gitAt(workspace, env);
  const { code, stdout } = await git(['rev-parse', '--verify', '-q', 'HEAD']);
  const head = stdout.toString('latin1').trim();
  return code === 0 && /^[0-9a-f]{40,64}$/.test(head) ? head : null;
}

/** Commits looked at; a job checks out a few. */
const HEADS = 1000;

/** Commits that were checked out in the work tree, as it remembers them itself; the newest ones. */
export async function headsOf(workspace: string, env: Environment): Promise<ReadonlySet<string>> {
  const git = await gitAt(workspace, env);
  const { code, stdout } = await git(['rev-list', '-g', `--max-count=${HEADS}`, 'HEAD', '--']);
  return new Set(code === 0 ? stdout.toString('latin1').split('\n').filter(Boolean) : []);
}

/**
 * Those of some files that the commit which is checked out has with just these bytes, filters and line ends counted as git does.
 * @param paths relative to the workspace, forward slashes
 */
export async function committedOf(
  workspace: string,
  paths: readonly string[],
  env: Environment,
): Promise<Set<string>> {
  if (paths.length === 0) return new Set();
  const git = await gitAt(workspace, env);
  const differing = ['diff', '--name-only', '--no-ext-diff', '--no-renames', '--relative', '-z', 'HEAD'];
  const [tracked, changed] = await Promise.all([
    trackedOf(workspace, paths, env),
    listed(git, differing, new Set(paths)),
  ]);
  if (changed === undefined) return new Set();
  return new Set([...tracked].filter((path) => !changed.has(path)));
}

/** Those of some files that are under version control, changed or not. @param paths relative to the workspace, forward slashes */
export async function trackedOf(
  workspace: string,
  paths: readonly string[],
  env: Environment,
): Promise<Set<string>> {
  if (paths.length === 0) return new Set();
  const git = await gitAt(workspace, env);
  // By a whole list: a command line does not hold as many paths as a run may name.
  return (await listed(git, ['ls-files', '-z', '--cached', '.'], new Set(paths))) ?? new Set();
}

/** Which of the wanted names a command lists; undefined when it fails. Names come NUL-ended, and most of a large list is let go. */
async function listed(
  git: Git,
  args: readonly string[],
  wanted: ReadonlySet<string>,
): Promise<Set<string> | undefined> {
  const found = new Set<string>();
  let rest = Buffer.alloc(0);
  const onStdout = (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      const name = rest.toString('utf8', 0, end);
      if (wanted.has(name)) found.add(name);
      rest = rest.subarray(end + 1);
    }
  };
  const { code } = await git(args, { onStdout, timeoutMs: 60_000 });
  return code === 0 ? found : undefined;
}
