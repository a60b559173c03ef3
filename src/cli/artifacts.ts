import path from 'node:path';
import { noteBrought } from '../commands/fetch/note-brought.js';
import { fetchRunFiles } from '../commands/fetch/run-files.js';
import { openFetchHost } from './fetch-host.js';
import { jsonText } from './json.js';
import type { ReadOptions } from './reader.js';

export interface ArtifactsGetOptions extends ReadOptions {
  out: string;
  json?: boolean;
}

/** `lineage-gate artifacts get RUN [PATH]` */
export async function artifactsGet(
  run: string,
  wanted: string | undefined,
  options: ArtifactsGetOptions,
): Promise<number> {
  const host = await openFetchHost(options);
  const { out } = options;
  const request = { run, wanted: wanted ?? null, path: path.resolve(host.cwd, out), shown: out };
  const { model: _, version: __, ...fetched } = await fetchRunFiles(request, host);
  await noteBrought(fetched, process.env);
  process.stdout.write(`${options.json ? jsonText(fetched) : fetched.path}\n`);
  return 0;
}
