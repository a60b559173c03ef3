/* Whether a server holds what writers wrote. */
import { timeCommand } from './lib.mjs';

/**
 * Compares the branch of a bare repository with what was written, byte for byte, and lets git check that it is whole.
 * @param expected path to bytes
 * @returns how many files are `lost`, how many refs are `left` beside the branch, how many `commits` it has
 * @throws Error when a file has other bytes or git finds a fault
 */
export function checkLedger(bare, branch, expected) {
  const git = (args) => timeCommand(['git', '--git-dir', bare, ...args]);
  git(['fsck', '--connectivity-only', '--no-dangling']);
  const left = git(['for-each-ref', '--format=%(refname)', 'refs/lineage']).stdout;
  const paths = [...expected.keys()];
  const found = catFiles(bare, branch, paths);
  const altered = paths.filter(
    (path, index) => found[index] !== null && !found[index].equals(expected.get(path)),
  );
  if (altered.length > 0) throw new Error(`${altered.length} files have other bytes: ${altered[0]}`);
  return {
    left: left.split('\n').length - 1,
    lost: found.filter((bytes) => bytes === null).length,
    commits: Number(git(['rev-list', '--count', `refs/heads/${branch}`]).stdout),
  };
}

/** Contents of files of a branch, in order; null for one that is not there. */
export function catFiles(bare, branch, paths) {
  const input = paths.map((path) => `refs/heads/${branch}:${path}\n`).join('');
  const { bytes } = timeCommand(['git', '--git-dir', bare, 'cat-file', '--batch'], { input });
  const files = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(0x0a, at);
    const head = bytes.toString('latin1', at, end);
    at = end + 1;
    const size = / blob (\d+)$/.exec(head)?.[1];
    files.push(size === undefined ? null : bytes.subarray(at, at + Number(size)));
    if (size !== undefined) at += Number(size) + 1;
  }
  if (files.length !== paths.length)
    throw new Error(`git cat-file answered ${files.length} of ${paths.length}`);
  return files;
}
