import { type Fault, UserError } from '../errors.js';
import { quoted } from '../printable.js';
import { withoutTrailing } from '../without-trailing.js';

const MOST_FAULTS = 5;

/**
 * Refuses files whose paths could lead out of the folder that they are written to, or that could not all be written: whoever may
 * push to a ledger may write any path into a record.
 * @param paths forward slashes, relative
 * @param where the record that has them
 * @throws UserError E_PATH_NAME with the first of them
 */
export function requireSafePaths(paths: readonly string[], where: string): void {
  const all = new Set(paths);
  const faults = paths.flatMap((path): Fault[] => {
    const problem =
      problemOf(path) ?? (isFolderOf(path, all) ? 'is the path of a file and of a folder' : undefined);
    return problem === undefined ? [] : [fault(path, problem, where)];
  });
  const head = headOfRepository(paths);
  if (head !== undefined) faults.push(fault(head, REPOSITORY, where));
  if (all.size < paths.length) faults.push(fault(twice(paths), 'is there twice', where));
  if (faults.length > 0) throw new UserError(faults.slice(0, MOST_FAULTS));
}

function problemOf(path: string): string | undefined {
  if (path.startsWith('/')) return 'is an absolute path';
  // A colon makes a drive or a hidden stream on Windows, and what is stored never has one.
  if (/[\u0000-\u001f\u007f\\:]/.test(path)) return 'has a backslash, a colon or a control character in it';
  const parts = path.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..'))
    return 'has a part that is empty or leads elsewhere';
  return parts.some(isOfGit) ? REPOSITORY : undefined;
}

const REPOSITORY = 'would make a repository of git, whose settings name commands';

/** Whether some file system takes a name for `.git`; no record that was honestly made has one. */
function isOfGit(part: string): boolean {
  // macOS passes over characters that nobody sees, Windows over dots and spaces at the end, and knows the folder by a short name.
  const name = withoutTrailing(part.replace(/\p{Cf}/gu, ''), '. ');
  return /^(?:\.git|git~\d+)$/i.test(name);
}

/** What makes git take the folder around it for a repository without a work tree; undefined where nothing does. */
function headOfRepository(paths: readonly string[]): string | undefined {
  const lower = paths.map((path) => path.toLowerCase());
  const [files, folders] = [new Set(lower), new Set(lower.flatMap(foldersOf))];
  return paths.find((path) => {
    const around = /^(?:.*\/)?(?=head$)/i.exec(path)?.[0].toLowerCase();
    if (around === undefined) return false;
    // A linked work tree says in a file where its objects, refs and settings lie.
    const isLinked = files.has(`${around}commondir`);
    return isLinked || (folders.has(`${around}objects/`) && folders.has(`${around}refs/`));
  });
}

/** `a/b/c` → `a/`, `a/b/` */
function foldersOf(path: string): string[] {
  return [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index + 1));
}

function isFolderOf(path: string, all: ReadonlySet<string>): boolean {
  return foldersOf(path).some((folder) => all.has(folder.slice(0, -1)));
}

function twice(paths: readonly string[]): string {
  const sorted = [...paths].sort();
  return sorted.find((path, index) => path === sorted[index + 1]) ?? '';
}

function fault(path: string, problem: string, where: string): Fault {
  return {
    code: 'E_PATH_NAME',
    what: `The record names a file ${quoted(path)}, which ${problem}`,
    where,
    mend: 'Nothing was written. Look at who pushed that record to the ledger, and fetch another version',
  };
}
