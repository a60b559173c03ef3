import { eventAsker } from '../commands/confirm/ask.js';
import type { FetchDeps } from '../commands/fetch/request.js';
import { recallAsker } from '../commands/recalled/ask.js';
import { askDepsIf } from './ask-events.js';
import { currentFolder, openCliHost } from './host.js';
import { openReader, type ReadOptions } from './reader.js';
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
    const asks = await asksIf(host, options, asking);
    const { ledger, log, cwd, now, policy: rules } = host;
    return { ledger, log, cwd, now, rules, sources: await sourcesOf(host), ...asks };
  }
  const remote = await openRemote(options);
  const { ledger, log, place } = remote;
  const asks = await asksIf(remote, options, asking);
  const { policy: rules } = await openReader(options);
  const read = { ledger, log, rules, cwd: currentFolder(), now: Date.now };
  return { ...read, sources: sourcesAt(place, remote), ...asks };
}

async function asksIf(...args: Parameters<typeof askDepsIf>): Promise<Pick<FetchDeps, 'ask' | 'askRecall'>> {
  const deps = await askDepsIf(...args);
  return deps === null ? {} : { ask: eventAsker(deps()), askRecall: recallAsker(deps()) };
}
