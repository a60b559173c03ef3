import { appendFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { BROUGHT_FILE } from '../../core/fetch/brought.js';
import type { Fetched } from './request.js';

/**
 * Notes for later steps of a CI job whose files it has, so that a run which reads them can say who made them. Outside of a job
 * nothing is noted.
 * @param env of the step
 */
export async function noteBrought(
  { run_id }: Pick<Fetched, 'run_id'>,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const temp = env['RUNNER_TEMP'];
  if (temp === undefined || temp === '') return;
  const file = path.join(temp, BROUGHT_FILE);
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await appendFile(file, `${run_id}\n`);
  } catch {
    // The files are there, which is what was asked for; who made them is found by their bytes.
  }
}
