import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Fault, UserError } from '../core/errors.js';
import { changedFault, type Upload } from './store.js';

const FAULTS_SHOWN = 20;

/**
 * Sizes in bytes of the files of an upload, in its order.
 * @throws UserError E_STORE_UPLOAD naming each file that is gone, unreadable or no regular file
 * @throws TypeError on a path that leads out of the root, or no path at all: a defect of the caller
 */
export async function sourceSizes({ root, files }: Upload): Promise<number[]> {
  if (files.length === 0) throw new TypeError('An upload needs a file');
  const sizes: number[] = [];
  const faults: Fault[] = [];
  for (const path of files) {
    if (!isBelow(path)) throw new TypeError(`${JSON.stringify(path)} does not lie below the root`);
    const file = join(root, path);
    try {
      const stats = await stat(file);
      if (!stats.isFile()) faults.push(changedFault(path, 'is not a regular file'));
      else await access(file, constants.R_OK);
      sizes.push(stats.size);
    } catch (error) {
      faults.push(changedFault(path, `cannot be read (${(error as NodeJS.ErrnoException).code ?? error})`));
    }
    if (faults.length === FAULTS_SHOWN) break;
  }
  if (faults.length > 0) throw new UserError(faults);
  return sizes;
}

function isBelow(path: string): boolean {
  return (
    !path.startsWith('/') && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..')
  );
}
