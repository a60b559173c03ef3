import path from 'node:path';
import { fetchModel } from '../commands/fetch/fetch.js';
import { askIf } from './ask-events.js';
import { type CommonOptions, openCliHost } from './host.js';
import { sourcesOf } from './sources.js';

export interface FetchOptions extends CommonOptions {
  allowArchived?: boolean;
  json?: boolean;
  verifyEvents?: boolean;
  repository?: string;
}

/** `lineage-gate fetch URI [PATH]` */
export async function fetchCommand(uri: string, folder: string, options: FetchOptions): Promise<number> {
  const host = await openCliHost(options);
  const request = {
    uri,
    path: path.resolve(host.cwd, folder),
    shown: folder,
    allowArchived: options.allowArchived ?? false,
  };
  const ask = await askIf(host, options, {
    option: '--verify-events',
    isGiven: options.verifyEvents ?? false,
  });
  const fetched = await fetchModel(request, {
    ...host,
    sources: sourcesOf(host),
    ...(ask === null ? {} : { ask }),
  });
  const text = options.json ? JSON.stringify({ uri, ...fetched }, undefined, 2) : fetched.path;
  process.stdout.write(`${text}\n`);
  return 0;
}
