import { realpath } from 'node:fs/promises';
import { devNull } from 'node:os';
import { dirname, sep } from 'node:path';
import { type GitConfig, gitEnvironment } from '../../core/git-environment.js';
import { type Environment, type ProgramResult, runProgram } from '../program.js';

export interface Place {
  /** Absolute folder of the workspace. */
  workspace: string;
  /** Absolute folder to start from, the workspace or below it. */
  directory: string;
  env: Environment;
  /** Whether a repository that holds the workspace as a subfolder counts. */
  searchAbove: boolean;
}

export interface GitOptions {
  input?: string | Buffer;
  timeoutMs?: number;
  env?: Environment;
  onStdout?: (chunk: Buffer) => void;
}

/** Git in one folder of the user's; a failure is an answer. */
export type Git = (args: readonly string[], more?: GitOptions) => Promise<ProgramResult>;

const TIMEOUT_MS = 20_000;

/** Nothing that a repository's configuration names is run: no hook, no file system monitor, no pager. */
const QUIET: GitConfig = [
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', devNull],
  ['core.pager', 'cat'],
];

/** Git as the user has configured it, in an environment in which nothing else of the caller's gets in the way. */
export async function gitIn(place: Place): Promise<Git> {
  const { workspace, directory, searchAbove } = place;
  const real = await Promise.all(
    [workspace, directory].map((folder) => realpath(folder).catch(() => folder)),
  );
  const env = {
    ...gitEnvironment(place.env, [...QUIET, ...trust([workspace, directory]), ...trust(real)]),
    // A partial clone must not go to the network for the sake of a digest; git before 2.45 knows only the second.
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: '',
    ...(searchAbove ? {} : { GIT_CEILING_DIRECTORIES: dirname(real[0] ?? workspace) }),
  };
  return (args, { input, timeoutMs = TIMEOUT_MS, env: more = {}, onStdout } = {}) =>
    runProgram(['git', '--no-pager', ...args], {
      cwd: directory,
      env: { ...env, ...more },
      input,
      timeoutMs,
      maxBytes: 4 * 1024 * 1024,
      onStdout,
    });
}

/** Git in a folder of a repository, which may begin above it. */
export function gitAt(folder: string, env: Environment): Promise<Git> {
  return gitIn({ workspace: folder, directory: folder, env, searchAbove: true });
}

/**
 * A container job runs as another user than its checkout, and the step that told git so did it for itself only. To read, what the
 * caller named is trusted: the workspace, and the folders from there to the one that the command runs in, since a repository or a
 * submodule may begin at each. Not so what lies above, which someone else may have planted; there the user's own word counts.
 */
function trust([workspace = '', directory = '']: readonly string[]): GitConfig {
  const folders = [workspace];
  for (let at = directory; at.length > workspace.length && at !== dirname(at); at = dirname(at)) {
    folders.push(at);
  }
  return folders.map((folder) => ['safe.directory', folder.replaceAll(sep, '/')]);
}
