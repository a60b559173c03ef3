/*
 * How a workflow step usually writes to a branch: take it, change it, push it, and begin again when the push is refused. Made
 * for the bench, with one file for each record, so that two writers never conflict in a file.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gitIn, gitOk } from './contender-git.mjs';

const RETRIES = 10;

/** A checkout as it is there before a step begins: not part of what is measured. */
export async function prepare({ folder }) {
  await gitOk(folder)(['init', '-q']);
}

/** @throws Error when the push was refused each time */
export async function write({ folder, url, branch, path, bytes }) {
  const ok = gitOk(folder);
  await ok(['fetch', '-q', url, `${branch}:${branch}`]);
  await ok(['switch', '-q', branch]);
  for (let tries = 0; tries <= RETRIES; tries++) {
    await ok(['pull', '-q', url, branch]);
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
    await ok(['add', path]);
    await ok(['commit', '-q', '-m', `run ${path}`]);
    const { code, said } = await gitIn(folder)(['push', url, `${branch}:${branch}`, '--no-verify']);
    if (code === 0) return;
    if (!/\[(?:remote )?rejected\]/.test(said)) throw new Error(`git push ended with ${code}: ${said}`);
    await ok(['reset', '-q', '--hard', 'HEAD~1']);
  }
  throw new Error(`gave up after ${RETRIES} retries`);
}
