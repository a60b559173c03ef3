import type { FetchDeps } from '../commands/fetch/request.js';
import { currentFolder, openCliHost } from './host.js';
import type { ReadOptions } from './reader.js';
import { openRemote, requireRemote } from './remote.js';
import { sourcesAt, sourcesOf } from './sources.js';

/** What the commands work with that bring files, and the folder that the command was called in. */
export type FetchHost = FetchDeps & { cwd: string };

/** With `--remote` the records are those of the server; where the bytes are, each record says. */
export async function openFetchHost(options: ReadOptions): Promise<FetchHost> {
  requireRemote(options, { '--repository': options.repository !== undefined });
  if (options.remote !== true) {
    const host = await openCliHost(options);
    return { ledger: host.ledger, log: host.log, cwd: host.cwd, sources: await sourcesOf(host) };
  }
  const remote = await openRemote(options);
  const { ledger, log, place } = remote;
  return { ledger, log, cwd: currentFolder(), sources: sourcesAt(place, remote) };
}
