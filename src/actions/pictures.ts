import path from 'node:path';
import { captionOf } from '../collect/pictures.js';
import type { Picture } from '../report/context.js';
import type { Host } from './host.js';
import { ledgerRawUrl } from './ledger-url.js';

/**
 * Pictures with the addresses at which GitHub shows them to those who may read the ledger.
 * @param paths of the ledger, by run id
 * @param commit that has them; null when none is known, and then they cannot be shown
 */
export function picturesAt(
  host: Host,
  paths: ReadonlyMap<string, readonly string[]>,
  commit: string | null,
): Map<string, Picture[]> {
  if (commit === null) return new Map();
  const shown = (file: string): Picture => ({
    name: captionOf(path.posix.basename(file)) ?? '',
    url: ledgerRawUrl(host, file, commit),
  });
  return new Map([...paths].map(([id, own]) => [id, own.map(shown)]));
}
