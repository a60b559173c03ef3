import { type Environment, type ProgramResult, runProgram } from '../program.js';

/** The commit that is checked out; null where there is none. */
export async function headOf(workspace: string, env: Environment): Promise<string | null> {
  const { code, stdout } = await git(workspace, env, ['rev-parse', '--verify', '-q', 'HEAD']);
  const head = stdout.toString('latin1').trim();
  return code === 0 && /^[0-9a-f]{40,64}$/.test(head) ? head : null;
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
  const [tracked, changed] = await Promise.all([
    git(workspace, env, ['ls-files', '-z', '--cached', '.']),
    git(workspace, env, ['diff', '--name-only', '--no-ext-diff', '--no-renames', '--relative', '-z', 'HEAD']),
  ]);
  if (tracked.code !== 0 || changed.code !== 0) return new Set();
  const known = new Set(namesIn(tracked.stdout));
  const differs = new Set(namesIn(changed.stdout));
  return new Set(paths.filter((path) => known.has(path) && !differs.has(path)));
}

function git(workspace: string, env: Environment, args: readonly string[]): Promise<ProgramResult> {
  return runProgram(['git', '-c', 'safe.directory=*', '-c', 'core.fsmonitor=false', ...args], {
    cwd: workspace,
    env: { ...env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1' },
    timeoutMs: 60_000,
    maxBytes: 64 * 1024 * 1024,
  });
}

function namesIn(bytes: Buffer): string[] {
  return bytes
    .toString('utf8')
    .split('\0')
    .filter((name) => name !== '');
}
