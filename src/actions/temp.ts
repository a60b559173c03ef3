import { tmpdir } from 'node:os';
import path from 'node:path';

/** Absolute temp folder of the job. */
export function tempFolder(env: Readonly<Record<string, string | undefined>>): string {
  return path.resolve(env['RUNNER_TEMP'] || tmpdir());
}
