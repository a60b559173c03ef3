import type { FetchDeps } from '../commands/fetch/request.js';
import { askIf } from './ask-events.js';
import { currentFolder, openCliHost } from './host.js';
import type { ReadOptions } from './reader.js';
import { openRemote, requireRemote } from './remote.js';
import { sourcesAt, sourcesOf } from './sources.js';

/** What the commands work with that bring files, and the folder that the command was called in. */
export type FetchHost = FetchDeps & { cwd: string };

/** Whether GitHub is asked about events; left out, where the server is read anyway. */
export type FetchHostOptions = ReadOptions & { verifyEvents?: boolean };

/** With `--remote` the records are those of the server; where the bytes are, each record says. */
export async function openFetchHost(options: FetchHostOptions): Promise<FetchHost> {
  const { remote: isRemote = false, verifyEvents: isGiven = isRemote } = options;
  if (!isGiven) requireRemote(options, { '--repository': options.repository !== undefined });
  const asking = { option: '--verify-events', isGiven };
  if (!isRemote) {
    const host = await openCliHost(options);
    const ask = await askIf(host, options, asking);
    const own = { ledger: host.ledger, log: host.log, cwd: host.cwd, sources: await sourcesOf(host) };
    return { ...own, ...(ask === null ? {} : { ask }) };
  }
  const remote = await openRemote(options);
  const { ledger, log, place } = remote;
  const ask = isGiven ? await askIf(remote, options, asking) : null;
  const read = { ledger, log, cwd: currentFolder(), sources: sourcesAt(place, remote) };
  return { ...read, ...(ask === null ? {} : { ask }) };
}
