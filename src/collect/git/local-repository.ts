import path from 'node:path';
import { type Fault, UserError } from '../../core/errors.js';
import { gitEnvironment } from '../../core/git-environment.js';
import { gitRefusal } from '../../core/git-refusal.js';
import { type Environment, type ProgramResult, runProgram } from '../program.js';

export interface LocalRepository {
  /** Absolute root of the work tree; of a bare repository the repository itself. */
  root: string;
  /** Absolute root of the main work tree, which all linked ones share the repository with; the root itself where it is none of these. */
  main: string;
  /** Who commits here, as git is told; a stand-in where nobody told it. */
  identity: { name: string; email: string };
}

const STAND_IN = { name: 'lineage-gate', email: 'lineage-gate@localhost' };

/**
 * The git repository that a folder lies in, and who works in it: both as git itself says, from wherever it takes its configuration.
 * @throws UserError E_NO_REPOSITORY, E_REPOSITORY_OWNER, E_GIT_REFUSED, E_GIT_MISSING
 */
export async function findRepository(folder: string, env: Environment): Promise<LocalRepository> {
  // Within a hook git says where it stands by GIT_DIR; the folder that was asked for counts.
  const options = {
    cwd: folder,
    env: { ...gitEnvironment(env, []), ...personIn(env) },
    timeoutMs: 10_000,
    maxBytes: 64 * 1024,
  };
  const foldersAt = (cwd: string) =>
    runProgram(['git', 'rev-parse', '--path-format=absolute', '--git-dir', '--git-common-dir'], {
      ...options,
      cwd,
    });
  const [top, ident, folders] = await Promise.all([
    runProgram(['git', 'rev-parse', '--is-bare-repository', '--show-cdup'], options),
    runProgram(['git', 'var', 'GIT_AUTHOR_IDENT'], options),
    foldersAt(folder),
  ]);
  if (top.code !== 0) throw new UserError(whyNot(folder, top));
  const [, up = ''] = top.stdout.toString('utf8').split('\n');
  const root = path.resolve(folder, up);
  // Of a folder above the repository, where everything here begins, git would know nothing, or another one.
  const isElsewhere =
    path.isAbsolute(up) || (root !== folder && !(await foldersAt(root)).stdout.equals(folders.stdout));
  if (isElsewhere) throw new UserError(elsewhere(folder, root));
  const match = /^([^<]*) <([^>]*)> \d+ [+-]\d{4}$/.exec(ident.stdout.toString('utf8').trim());
  const identity =
    ident.code === 0 && match !== null
      ? { name: match[1] || STAND_IN.name, email: match[2] || STAND_IN.email }
      : STAND_IN;
  return { root, main: mainOf(folders) ?? root, identity };
}

/** Undefined outside of a linked work tree, and where the main one is not to be told from the repository's place. */
function mainOf({ code, stdout }: ProgramResult): string | undefined {
  const [own = '', common = '', ...more] = stdout.toString('utf8').trimEnd().split('\n');
  if (code !== 0 || more.length > 0 || own === common || path.basename(common) !== '.git') return undefined;
  return path.resolve(common, '..');
}

/** Who the caller says to be. Not when: a date of the caller's would be no moment of ours. */
function personIn(env: Environment): Environment {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => /^GIT_(?:AUTHOR|COMMITTER)_(?:NAME|EMAIL)$/i.test(name)),
  );
}

/** Git has a path from the root for whoever stands in the work tree: an absolute one leads out of it. */
function elsewhere(folder: string, root: string): Fault {
  return {
    code: 'E_GIT_REFUSED',
    what: `The repository here has its work tree in ${root} (\`core.worktree\`), where git does not find it`,
    where: folder,
    mend: 'git config --unset core.worktree, or clone the repository into the folder that is meant',
  };
}

function whyNot(folder: string, { trouble, stderr }: ProgramResult): Fault {
  if (trouble === 'not-started') {
    return {
      code: 'E_GIT_MISSING',
      what: 'The program `git` was not found',
      where: 'PATH',
      mend: 'Install git 2.31 or newer',
    };
  }
  return gitRefusal(folder, trouble === null ? stderr : `git gave no answer: ${trouble}`);
}
