/*
 * Plain compare-and-swap with git's plumbing and nothing around it: the fewest requests that a write can take. No checks, no
 * limit of tries, no look-ups to keep up. What a writer without competitors is compared with.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { gitIn, gitOk } from './contender-git.mjs';

const FIRST_WAIT = 250;
const LONGEST_WAIT = 8_000;

/** Nothing: its repository is made within the time that is measured, as ours is. */
export async function prepare() {}

export async function write({ folder, url, branch, path, bytes }) {
  const git = gitOk(folder);
  const ref = `refs/heads/${branch}`;
  await git(['init', '-q', '--bare', '--template=']);
  const settings = [`url=${url}`, 'promisor=true', 'partialCloneFilter=blob:none'];
  const remote = settings.flatMap((setting) => ['-c', `remote.origin.${setting}`]);
  const fetch = [
    ...remote,
    'fetch',
    '-q',
    '--depth=1',
    '--filter=blob:none',
    '--no-tags',
    'origin',
    `+${ref}:refs/l/tip`,
  ];
  for (let tries = 0; ; tries++) {
    await git(fetch);
    const tip = await git(['rev-parse', 'refs/l/tip']);
    await git(['read-tree', tip]);
    const blob = await git(['hash-object', '-w', '--stdin'], { input: bytes });
    await git(['update-index', '--index-info'], { input: `100644 ${blob}\t${path}\n` });
    const tree = await git(['write-tree', '--missing-ok']);
    const commit = await git(['commit-tree', tree, '-p', tip, '-m', `run ${path}`]);
    const lease = `--force-with-lease=${ref}:${tip}`;
    const { code, said } = await gitIn(folder)([
      ...remote,
      'push',
      '-q',
      lease,
      'origin',
      `${commit}:${ref}`,
    ]);
    if (code === 0) return;
    if (!/\[(?:remote )?rejected\]/.test(said)) throw new Error(`git push ended with ${code}: ${said}`);
    await delay(Math.random() * Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries));
  }
}
