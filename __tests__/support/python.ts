import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { cachedFolder, orSkip } from './cache.js';
import { execOk } from './exec.js';

/**
 * The Python of a virtual environment that has these packages (`scikit-learn==1.7.2`) and pip, kept in `.cache/venv-<hash>`.
 * `undefined` where there is no python3 or no package, except in CI, where that throws. The first call may take minutes.
 */
export async function pythonWith(packages: readonly string[]): Promise<string | undefined> {
  const hash = createHash('sha256')
    .update([...packages].sort().join('\n'))
    .digest('hex')
    .slice(0, 12);
  const system = process.platform === 'win32' ? 'python' : 'python3';
  const inside = process.platform === 'win32' ? join('Scripts', 'python.exe') : join('bin', 'python');
  return orSkip(`Python with ${packages.join(', ') || 'no packages'}`, async () => {
    const pip = await cachedFolder('venv-pip', async (path) => {
      await execOk(system, ['-m', 'venv', path]);
    });
    const folder = await cachedFolder(`venv-${hash}`, async (path) => {
      // To have each environment unpack its own pip is four seconds of a processor; as a package it is one.
      await execOk(system, ['-m', 'venv', '--without-pip', path]);
      const into = ['-m', 'pip', '--python', join(path, inside), 'install'];
      // Most of what is installed is never imported; Python compiles the rest when it is.
      const how = ['--quiet', '--no-compile', '--disable-pip-version-check'];
      await execOk(join(pip, inside), [...into, ...how, 'pip', ...packages]);
    });
    return join(folder, inside);
  });
}
