import path from 'node:path';
import { captionOf } from '../collect/pictures.js';
import type { Picture } from '../report/gate-view.js';
import type { Host } from './host.js';

/**
 * Pictures with the addresses at which GitHub shows files of the ledger to those who may read it: it redirects with the reader's own sign-in.
 * @param paths of the ledger, by run id
 * @param commit that has them; null when none is known, and then they cannot be shown
 */
export function picturesAt(
  host: Host,
  paths: ReadonlyMap<string, readonly string[]>,
  commit: string | null,
): Map<string, Picture[]> {
  if (commit === null) return new Map();
  const raw = `${host.serverUrl}/${host.ledgerRepository}/raw/${commit}`;
  const shown = (file: string): Picture => ({
    name: captionOf(path.posix.basename(file)) ?? '',
    url: `${raw}/${file.split('/').map(encodeURIComponent).join('/')}`,
  });
  return new Map([...paths].map(([id, own]) => [id, own.map(shown)]));
}
