import path from 'node:path';
import { fetchModel } from '../commands/fetch/fetch.js';
import { noteBrought } from '../commands/fetch/note-brought.js';
import { openFetchHost } from './fetch-host.js';
import { jsonText } from './json.js';
import type { ReadOptions } from './reader.js';

export interface FetchOptions extends ReadOptions {
  allowArchived?: boolean;
  allowRecalled?: boolean;
  json?: boolean;
  verifyEvents?: boolean;
}

/** `lineage-gate fetch URI [PATH]` */
export async function fetchCommand(uri: string, folder: string, options: FetchOptions): Promise<number> {
  const host = await openFetchHost(options);
  const request = {
    uri,
    path: path.resolve(host.cwd, folder),
    shown: folder,
    allowArchived: options.allowArchived ?? false,
    allowRecalled: options.allowRecalled ?? false,
  };
  const fetched = await fetchModel(request, host);
  await noteBrought(fetched, process.env);
  const text = options.json ? jsonText({ uri, ...fetched }) : fetched.path;
  process.stdout.write(`${text}\n`);
  return 0;
}
