import { loadPolicy } from '../commands/policy/policy.js';
import type { Log } from '../core/log.js';
import { BUILT_IN_POLICY, type Policy } from '../core/policy/policy.js';
import type { DayCache } from '../ledger/index/day-cache.js';
import type { Ledger } from '../ledger/ledger.js';
import { type CommonOptions, openCliHost } from './host.js';
import { openReadCache } from './read-cache.js';
import { openRemote, type RemoteOptions, requireRemote } from './remote.js';

/** What the commands work with that only read. */
export interface Reader {
  ledger: Pick<Ledger, 'view'>;
  log: Log;
  policy(): Promise<Policy>;
  /** What was read before; absent where there is no repository to keep it in. */
  cache(): Promise<DayCache | undefined>;
}

export type ReadOptions = CommonOptions & RemoteOptions;

/**
 * The ledger of the repository that the user stands in, or with `--remote` that of the server.
 * @throws UserError as {@link openCliHost} and {@link openRemote}
 */
export async function openReader(options: ReadOptions): Promise<Reader> {
  requireRemote(options, { '--repository': options.repository !== undefined });
  if (options.remote !== true) {
    const host = await openCliHost(options);
    return { ledger: host.ledger, log: host.log, policy: host.policy, cache: () => openReadCache(host) };
  }
  const { ledger, log, root, env } = await openRemote(options);
  if (root === null)
    return { ledger, log, policy: async () => BUILT_IN_POLICY, cache: async () => undefined };
  return {
    ledger,
    log,
    policy: () => loadPolicy({ path: options.policy, checkout: root, ref: null, readAtRef: undefined }),
    // It is kept by what was read, so that it does not matter whose branch that is on.
    cache: () => openReadCache({ root, env, log }),
  };
}
