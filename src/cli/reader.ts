import { UserError } from '../core/errors.js';
import { fetchCommand } from '../core/ledger-commands.js';
import type { Log } from '../core/log.js';
import { BUILT_IN_POLICY, type Policy } from '../core/policy/policy.js';
import type { DayCache } from '../ledger/index/day-cache.js';
import type { Ledger, LedgerView } from '../ledger/ledger.js';
import { runDecoder } from '../ledger/read/records.js';
import { type CommonOptions, openCliHost } from './host.js';
import { DEFAULT_LEDGER_BRANCH } from './option-values.js';
import { openReadCache } from './read-cache.js';
import { openRemote, type RemoteOptions, requireRemote } from './remote.js';
import { timeOf } from './time-option.js';
import { workTreePolicy } from './work-tree-policy.js';

/** What the commands work with that only read. */
export interface Reader {
  ledger: Pick<Ledger, 'view'>;
  /**
   * The ledger as it was, or as it is where nothing is asked.
   * @param at a commit of it, or a time as {@link timeOf} takes it
   * @throws UserError E_INPUT_INVALID
   */
  viewAt(at: string | undefined): Promise<LedgerView>;
  log: Log;
  /** Absolute root of the repository that the user stands in; null where there is none. */
  root: string | null;
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
  // Whoever reads records needs it, and it is loaded while git, or the server, says where we stand. What fails now fails again then.
  runDecoder().catch(() => undefined);
  if (options.remote !== true) {
    const host = await openCliHost(options);
    const { ledger, log, policy, root } = host;
    const viewAt = async (at: string | undefined) =>
      at === undefined ? ledger.view() : host.viewAt(momentOf(at));
    return { ledger, log, root, policy, viewAt, cache: () => openReadCache(host) };
  }
  const { ledger, log, root, env } = await openRemote(options);
  if (root === null)
    return {
      ledger,
      log,
      root,
      viewAt: onlyNow(ledger),
      policy: async () => BUILT_IN_POLICY,
      cache: async () => undefined,
    };
  return {
    ledger,
    log,
    root,
    viewAt: onlyNow(ledger),
    policy: async () => (await workTreePolicy({ root, env, policy: options.policy })).policy,
    // It is kept by what was read, so that it does not matter whose branch that is on.
    cache: () => openReadCache({ root, env, log }),
  };
}

function momentOf(at: string): { commit: string } | { time: string } {
  return /^[0-9a-f]{4,64}$/i.test(at) ? { commit: at.toLowerCase() } : { time: timeOf(at) ?? at };
}

/** Of a server's ledger the tip alone is fetched. */
function onlyNow(ledger: Pick<Ledger, 'view'>): Reader['viewAt'] {
  return async (at) => {
    if (at === undefined) return ledger.view();
    throw new UserError({
      code: 'E_INPUT_INVALID',
      what: '`--at` needs the history of the ledger, of which `--remote` fetches the tip alone',
      where: '--at',
      mend: `\`${fetchCommand(DEFAULT_LEDGER_BRANCH)}\`, and ask without \`--remote\``,
    });
  };
}
