import type { Environment, ProgramResult } from '../program.js';
import { type Git, gitAt } from './start.js';

/** What a repository knows of which commit came from which. */
export interface Ancestry {
  /** Whether all of the history is there, as in no shallow clone; null where there is no repository. */
  isWhole: boolean | null;
  /** Whole ids of the commits that begin with some hex digits. */
  find(digits: string): Promise<string[]>;
  /** Those of some commits that the repository has. */
  known(commits: Iterable<string>): Promise<Set<string>>;
  /**
   * Those of some commits that contain one: it is an ancestor of theirs, or the same.
   * @param among commits that the repository has
   * @throws Error when git fails
   */
  containing(commit: string, among: Iterable<string>): Promise<Set<string>>;
  /** Commits on any branch or tag that have one of some trees, or whose subject ends with the number of one of some pull requests. @throws Error when git fails */
  alike(wanted: { trees: ReadonlySet<string>; pulls: ReadonlySet<number> }): Promise<ListedCommit[]>;
  /** A commit and all that contain it on any branch or tag, the newest first. @throws Error when git fails */
  descendants(commit: string): Promise<string[]>;
}

export interface ListedCommit {
  commit: string;
  /** Id of its tree. */
  tree: string;
  /** Number that its subject ends with, as that of a squash does: `… (#12)`. */
  pull: number | null;
}

/** Of a subject the end alone, so that no line is long. What is stashed is no history. */
const LISTED = ['--encoding=UTF-8', '--format=%H %T %>(40,ltrunc)%s', '--exclude=refs/stash', '--all'];

/** A history of many years takes seconds. */
const TIMEOUT_MS = 120_000;

/** @param folder absolute, in a repository */
export async function ancestryOf(folder: string, env: Environment): Promise<Ancestry> {
  const git = await gitAt(folder, env);
  const { code, stdout } = await git(['rev-parse', '--is-shallow-repository']);
  return {
    isWhole: code === 0 ? stdout.toString('latin1').trim() === 'false' : null,
    find: async (digits) => {
      const objects = await lines(git, ['rev-parse', `--disambiguate=${digits}`]);
      return [...(await known(git, objects))];
    },
    known: (commits) => known(git, commits),
    containing: async (commit, among) => {
      const wanted = new Set(among);
      if (wanted.size === 0) return wanted;
      const input = [`^${commit}`, ...wanted, ''].join('\n');
      const found = await lines(git, ['rev-list', '--ancestry-path', '--stdin'], input, (id) =>
        wanted.has(id),
      );
      return new Set(wanted.has(commit) ? [commit, ...found] : found);
    },
    alike: async ({ trees, pulls }) => {
      if (trees.size + pulls.size === 0) return [];
      const found = await lines(git, ['rev-list', ...LISTED], undefined, (line) => {
        const one = listed(line);
        return one !== null && (trees.has(one.tree) || (one.pull !== null && pulls.has(one.pull)));
      });
      return found.flatMap((line) => listed(line) ?? []);
    },
    descendants: async (commit) => {
      const found = await lines(git, ['rev-list', '--ancestry-path', '--all', `^${commit}`]);
      return [...found, commit];
    },
  };
}

/** @param line one of {@link LISTED}; null for those between them */
function listed(line: string): ListedCommit | null {
  const [, commit, tree, pull] =
    /^([0-9a-f]{40,64}) ([0-9a-f]{40,64}) .*?(?:\(#(\d{1,10})\))?$/.exec(line) ?? [];
  if (commit === undefined || tree === undefined) return null;
  return { commit, tree, pull: pull === undefined ? null : Number(pull) };
}

async function known(git: Git, commits: Iterable<string>): Promise<Set<string>> {
  const ids = [...commits].filter((id) => /^[0-9a-f]{40,64}$/.test(id));
  if (ids.length === 0) return new Set();
  const input = [...ids, ''].join('\n');
  const found = await lines(git, ['cat-file', '--batch-check=%(objecttype) %(objectname)'], input, (line) =>
    line.startsWith('commit '),
  );
  return new Set(found.map((line) => line.slice('commit '.length)));
}

/** Lines of which some are wanted: of a long history most are let go. Replaced commits count as what they were. */
async function lines(
  git: Git,
  args: readonly string[],
  input?: string,
  isWanted: (line: string) => boolean = () => true,
): Promise<string[]> {
  const found: string[] = [];
  let rest = '';
  const onStdout = (chunk: Buffer) => {
    const parts = (rest + chunk.toString('latin1')).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) if (isWanted(line)) found.push(line);
  };
  const result = await git(['--no-replace-objects', ...args], { input, onStdout, timeoutMs: TIMEOUT_MS });
  if (result.code !== 0) throw failed(args[0] ?? '', result);
  return found;
}

function failed(command: string, { code, stderr, trouble }: ProgramResult): Error {
  return new Error(`git ${command} failed (${trouble ?? code}): ${stderr.slice(0, 2000)}`);
}
