import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** Where MLflow's client writes that is led to no server. */
const FOLDER = 'mlruns';
export const DATABASE = 'mlflow.db';

/**
 * Where the command seems to have logged past us, since it names a place for it itself.
 * @param cwd absolute folder that it ran in
 * @param since milliseconds since 1970
 */
export async function bypassed(cwd: string, since: number): Promise<string | undefined> {
  const below = await readdir(path.join(cwd, FOLDER)).catch(() => []);
  const places = [DATABASE, FOLDER, ...below.map((name) => path.join(FOLDER, name))];
  for (const place of places) {
    const found = await stat(path.join(cwd, place)).catch(() => undefined);
    if (found !== undefined && found.mtimeMs >= since) return place.startsWith(FOLDER) ? FOLDER : place;
  }
  return undefined;
}
