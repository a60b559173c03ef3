/** Runs git in a repository. */
export type RunGit = (args: readonly string[], input?: string) => Promise<Buffer>;

/** Files of a revision, by path, with one command: a process for each would take most of the tests' time. */
export async function readFiles(
  git: RunGit,
  revision: string,
  paths: readonly string[],
): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  if (paths.length === 0) return files;
  const answer = await git(['cat-file', '--batch'], paths.map((path) => `${revision}:${path}\n`).join(''));
  let at = 0;
  for (const path of paths) {
    const end = answer.indexOf(10, at);
    const size = Number(/ blob (\d+)$/.exec(answer.subarray(at, end).toString())?.[1]);
    if (Number.isNaN(size)) throw new Error(`${revision} has no file ${path}`);
    files.set(path, answer.subarray(end + 1, end + 1 + size));
    at = end + size + 2;
  }
  return files;
}
