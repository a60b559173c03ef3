import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findRepository, type LocalRepository } from '../collect/git/local-repository.js';
import { UserError } from '../core/errors.js';
import type { Log } from '../core/log.js';
import { createRedactor, type Redactor } from '../core/redact/redactor.js';
import { secretsOf } from '../core/redact/secrets.js';
import { keptInMemory } from '../ledger/index/kept-in-memory.js';
import type { Ledger } from '../ledger/ledger.js';
import { openRemoteLedger } from '../ledger/remote-ledger.js';
import { type CommonOptions, cleanIdentity, currentFolder, storesOf } from './host.js';
import { cliLog } from './log.js';
import { type Place, placeOf } from './place.js';
import { keptIn } from './read-cache.js';
import { findToken, noToken, type Token } from './token.js';

/** Options of the commands that can ask the server. */
export interface RemoteOptions {
  remote?: boolean;
  repository?: string;
}

/** What a command works with that asks the server: a repository on GitHub, and none here unless the user stands in one. */
export interface Remote {
  env: NodeJS.ProcessEnv;
  log: Log;
  redactor: Redactor;
  /** Absolute root of the repository that the user stands in; null where there is none. */
  root: string | null;
  /** Absolute folders of its local stores. */
  stores: readonly string[];
  place: Place;
  token: Token | null;
  /** Whom git knows the user as, where he stands in a repository. */
  identity: LocalRepository['identity'] | null;
  /** The ledger as the server has it. No branch of the user's is touched. */
  ledger: Pick<Ledger, 'view' | 'mark' | 'write'>;
}

/**
 * @param cwd absolute folder that the user stands in
 * @throws UserError E_INPUT_INVALID, E_INPUT_MISSING; E_NO_REPOSITORY where no repository is named either
 */
export async function openRemote(
  options: CommonOptions & RemoteOptions,
  cwd = currentFolder(),
): Promise<Remote> {
  const { env } = process;
  const own = await repositoryOf(cwd, env, options.repository !== undefined);
  const root = own?.root ?? null;
  const stores = own === null ? [] : storesOf(own);
  const place = await placeOf({ env, root, repository: options.repository });
  const token = await findToken(place, { env, root });
  const secret = token === null ? [] : [{ name: token.from, value: token.value }];
  const redactor = createRedactor([...secretsOf(env), ...secret]);
  const log = cliLog(redactor, { verbose: options.verbose ?? false });
  const { serverUrl, owner, repo } = place;
  const identity = own === null ? null : cleanIdentity(own.identity, { redactor, log });
  const ledger = openRemoteLedger({
    url: `${serverUrl}/${owner}/${repo}`,
    branch: options.ledgerBranch,
    ...(token === null ? {} : { token: token.value }),
    folder: temporary,
    env,
    now: Date.now,
    elapsed: () => performance.now(),
    random: Math.random,
    identity: identity ?? { name: 'lineage-gate', email: 'lineage-gate@localhost' },
    log,
    // It is kept by what was read, so that it does not matter whose branch that is on.
    kept: root === null ? keptInMemory() : keptIn({ root, env, log }),
  });
  const told = (error: unknown): never => {
    // Without a token a private repository looks like one that is not there.
    const isClosed =
      error instanceof UserError && (error.has('E_LEDGER_AUTH') || error.has('E_LEDGER_NOT_FOUND'));
    throw isClosed && token === null ? noToken(place, `Reading the ledger of ${owner}/${repo}`) : error;
  };
  const asked: Remote['ledger'] = {
    view: () => ledger.view().catch(told),
    mark: () => ledger.mark().catch(told),
    write: (plan) => ledger.write(plan).catch(told),
  };
  return { env, log, redactor, root, stores, place, token, identity, ledger: asked };
}

/** @throws UserError E_NO_REPOSITORY unless it can be done without */
async function repositoryOf(
  cwd: string,
  env: NodeJS.ProcessEnv,
  isNamed: boolean,
): Promise<LocalRepository | null> {
  try {
    return await findRepository(cwd, env);
  } catch (error) {
    if (isNamed && error instanceof UserError && error.has('E_NO_REPOSITORY')) return null;
    throw error;
  }
}

/** A folder that goes when the command has ended: what a view shows is brought when it is asked for. */
async function temporary(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lineage-gate-ledger-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 2 }));
  return folder;
}

/** The options that have another command look at the same server, for a line that people copy. */
export function sameServer({ remote, repository }: RemoteOptions): string[] {
  if (remote !== true) return [];
  return ['--remote', ...(repository === undefined ? [] : ['--repository', repository])];
}

/** Which options were given that say something of a workflow on the server. */
export function ofRemote({
  repository,
  workflow,
  ref,
  wait,
}: Pick<RemoteOptions, 'repository'> & { workflow?: string; ref?: string; wait?: boolean }) {
  return {
    '--repository': repository !== undefined,
    '--workflow': workflow !== undefined,
    '--ref': ref !== undefined,
    '--no-wait': wait === false,
  };
}

/**
 * An option that only means something beside `--remote` would else be passed over in silence.
 * @throws UserError E_INPUT_INVALID with every such option
 */
export function requireRemote({ remote }: RemoteOptions, given: Readonly<Record<string, boolean>>): void {
  const names = Object.keys(given).filter((name) => given[name]);
  if (remote === true || names.length === 0) return;
  throw new UserError(
    names.map((name) => ({
      code: 'E_INPUT_INVALID',
      what: `\`${name}\` says something of the server, which is not asked`,
      where: name,
      mend: 'Add `--remote`, or leave it away',
    })),
  );
}
