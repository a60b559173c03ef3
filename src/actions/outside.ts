import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { insideWorkspace } from '../collect/files/paths.js';
import { type Environment, findOnPath } from '../collect/program.js';
import { type Outside, readOutside } from '../ledger/git/outside.js';

/** The state of a track step that the runner gives to its post step. */
export const STATE = 'git';

/**
 * The git program and its configuration as they are now. Where any step can write, there is no program to trust.
 * @param writable folders, such as the workspace
 * @throws UserError E_GIT_REFUSED
 */
export async function outsideOf(env: Environment, writable: readonly string[]): Promise<Outside> {
  const real = (name: string) => realpath(name).catch(() => path.resolve(name));
  const places = await Promise.all(writable.map(real));
  for (const program of findOnPath(process.platform === 'win32' ? 'git.exe' : 'git', { env })) {
    const names = await Promise.all([path.dirname(program), program].map(real));
    const isWritable = names.some((name) => places.some((place) => insideWorkspace(place, name)));
    if (!isWritable) return readOutside(program, env);
  }
  return readOutside(null, env);
}

/** As the main step of this track step has found them; undefined where it did not come so far. */
export function outsideOfState(env: Environment): Outside | undefined {
  const state = env[`STATE_${STATE}`];
  return state === undefined ? undefined : (JSON.parse(state) as Outside);
}
