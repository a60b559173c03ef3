import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder under the system's temporary folder, links resolved (macOS links /var to /private/var). */
export async function makeTempDir(prefix = 'lineage-gate-test-'): Promise<string> {
  return mkdtemp(join(await realpath(tmpdir()), prefix));
}

/** Retries, since Windows keeps a file busy for a moment after the process that held it has gone. */
export async function removeDir(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}
