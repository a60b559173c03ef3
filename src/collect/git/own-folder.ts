import { realpath } from 'node:fs/promises';
import path from 'node:path';
import type { Environment } from '../program.js';
import { gitAt } from './start.js';

/** The folder of ours in a work tree. Git is told to ignore it, which keeps nobody from committing one. */
export const LINEAGE_FOLDER = '.lineage';

export interface NotOwn {
  why: string;
  /** False where git cannot say: then nothing is to be believed, and what is written goes where it always does. */
  isKnown: boolean;
}

/**
 * Why what lies at a place of ours in a work tree may not be what this machine has put there: it came with a commit, or it is beyond a
 * link that stays in the work tree, where all may have come with one. Null where it is this machine's alone, as behind a link of the
 * user's own to another disk.
 * @param root absolute root of the work tree
 * @param places relative to it, at or below {@link LINEAGE_FOLDER}, forward slashes
 */
export async function whyNotOwn(
  root: string,
  places: readonly string[],
  env: Environment,
): Promise<NotOwn | null> {
  for (const place of places) {
    const link = await linkInside(root, place);
    if (link !== null) return { why: `${link} is a link to another place in the work tree`, isKnown: true };
  }
  const git = await gitAt(root, env);
  // Asked from the top: of what lies beyond a link or in a submodule git knows nothing. Not all file systems tell cases apart.
  const { code, stdout } = await git(['ls-files', '-z', '--cached', '--', `:(icase)${LINEAGE_FOLDER}`]);
  if (code !== 0)
    return { why: `git does not say whether ${LINEAGE_FOLDER} came with a commit`, isKnown: false };
  const tracked = stdout.toString('utf8').toLowerCase().split('\0').filter(Boolean);
  const isNamed = (place: string) =>
    tracked.some((name) => `${place}/`.startsWith(`${name}/`) || name.startsWith(`${place}/`));
  const named = places.find((place) => isNamed(place.toLowerCase()));
  return named === undefined ? null : { why: `${named} is a part of the checked-out commit`, isKnown: true };
}

/** The first folder on the way to a place that is elsewhere in the work tree; null where there is none. */
async function linkInside(root: string, place: string): Promise<string | null> {
  const real = await realpath(root);
  const names = place.split('/');
  for (const [index] of names.entries()) {
    const at = names.slice(0, index + 1).join('/');
    const target = await realpath(path.join(root, at)).catch(() => undefined);
    if (target === undefined) return null;
    const within = path.relative(real, target).split(path.sep).join('/');
    const isInside = within.split('/')[0] !== '..' && !path.isAbsolute(within);
    if (isInside && within.toLowerCase() !== at.toLowerCase()) return at;
  }
  return null;
}
