import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Ci } from '../collect/ci/ci.js';
import { detectCi } from '../collect/ci/detect.js';
import { copyContained } from '../collect/files/copy.js';
import { findRepository } from '../collect/git/local-repository.js';
import { LINEAGE_FOLDER } from '../collect/git/own-folder.js';
import { withoutSecrets } from '../commands/promote/redact-reason.js';
import { sendUnsent, UNSENT } from '../commands/track/unsent.js';
import { UserError } from '../core/errors.js';
import { idMaker } from '../core/ids.js';
import type { Log } from '../core/log.js';
import type { Policy } from '../core/policy/policy.js';
import { createRedactor, type Redactor } from '../core/redact/redactor.js';
import { secretsOf } from '../core/redact/secrets.js';
import { TOOL_VERSION } from '../core/version.js';
import { openRepository } from '../ledger/git/repository.js';
import type { Ledger, LedgerView } from '../ledger/ledger.js';
import { type Moment, viewAt } from '../ledger/local-history.js';
import { openLocalLedger } from '../ledger/local-ledger.js';
import { localStore } from '../stores/local-store.js';
import type { ArtifactStore } from '../stores/store.js';
import { cliLog } from './log.js';
import { DEFAULT_LEDGER_BRANCH } from './option-values.js';
import { requireOwnStore } from './own-folder.js';
import { keptIn } from './read-cache.js';
import { cut } from './tables.js';
import { workTreePolicy } from './work-tree-policy.js';

/** Options of every command. */
export interface CommonOptions {
  ledgerBranch: string;
  policy: string;
  verbose?: boolean;
}

/** The values of a repeatable option in the form of a workflow's input: one a line. */
export function lines(values: readonly string[] | undefined): string {
  return values?.join('\n') ?? '';
}

/** What a list says that is empty. A branch that was named and is not there is most often mistyped. */
export function nothingYet(
  what: 'runs' | 'models' | 'endpoints',
  { commit }: Pick<LedgerView, 'commit'>,
  { ledgerBranch }: CommonOptions,
  begin: string,
): string {
  return commit === null && ledgerBranch !== DEFAULT_LEDGER_BRANCH
    ? `No ${what} on \`${ledgerBranch}\`: there is no such branch\n`
    : `No ${what} yet. ${begin}\n`;
}

/** What the commands of the CLI work with: the repository that the user stands in, and no network. */
export interface CliHost {
  env: NodeJS.ProcessEnv;
  log: Log;
  redactor: Redactor;
  /** Absolute root of the repository. */
  root: string;
  /** Absolute folders of the local stores that are read; files go to the first. */
  stores: readonly [string, ...string[]];
  /** Absolute folder that the command was called in. */
  cwd: string;
  identity: { name: string; email: string };
  ledger: Ledger;
  /** The ledger as it was. @throws UserError E_INPUT_INVALID */
  viewAt(moment: Moment): Promise<LedgerView>;
  temp: string;
  /** Absolute folder for runs that the ledger did not take. */
  unsent: string;
  now(): number;
  /** Milliseconds by the machine's own clock, which never jumps and is the same in all its processes. */
  elapsed(): number;
  newId(): string;
  store(): Promise<ArtifactStore>;
  ci(): Promise<Ci>;
  policy(): Promise<Policy>;
}

/** @param cwd absolute folder in the repository @throws UserError E_NO_REPOSITORY, E_GIT_MISSING, E_PATH_MISSING */
export async function openCliHost(options: CommonOptions, cwd = currentFolder()): Promise<CliHost> {
  const { env } = process;
  const redactor = createRedactor(secretsOf(env));
  const log = cliLog(redactor, { verbose: options.verbose ?? false });
  // Git is asked at once for all that it knows of where we stand; what fails here is told by who waits for it.
  const opened = openRepository({ folder: cwd, env });
  opened.catch(() => undefined);
  const { root, main, identity: person } = await findRepository(cwd, env);
  const identity = cleanIdentity(person, { redactor, log });
  const stores = storesOf({ root, main });
  const ledgerOptions = {
    folder: root,
    opened,
    branch: options.ledgerBranch,
    env,
    now: Date.now,
    elapsed: () => performance.now(),
    random: Math.random,
    identity,
    log,
    kept: keptIn({ root, env, log }),
  };
  const ledger = openLocalLedger(ledgerOptions);
  const unsent = path.join(root, UNSENT);
  await sendUnsent(root, { ledger, log, env });
  return {
    env,
    log,
    redactor,
    root,
    stores,
    cwd,
    identity,
    ledger,
    viewAt: (moment) => viewAt(ledgerOptions, moment),
    temp: tmpdir(),
    unsent,
    now: Date.now,
    elapsed: () => performance.now(),
    newId: idMaker(Date.now, () => randomBytes(16)),
    store: async () => {
      await requireOwnStore(stores[0], env);
      return localStore({ folder: stores[0], copyFile: copyContained });
    },
    ci: () => ciOf(env, identity),
    policy: async () => (await workTreePolicy({ root, env, policy: options.policy })).policy,
  };
}

/**
 * Work trees of one repository have one ledger, so they have one store: that of the main one, which stays when a linked one is removed.
 * What earlier releases have put into a linked one is read there.
 */
export function storesOf({ root, main }: { root: string; main: string }): [string, ...string[]] {
  const own = path.join(root, LINEAGE_FOLDER);
  return main === root ? [own] : [path.join(main, LINEAGE_FOLDER), own];
}

/** @throws UserError E_PATH_MISSING */
export function currentFolder(): string {
  const code = 'E_PATH_MISSING';
  const where = 'current folder';
  let cwd: string;
  try {
    cwd = process.cwd();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const mend = 'Go to a folder that is there';
    throw new UserError(
      { code, what: 'The folder that you stand in was deleted', where, mend },
      { cause: error },
    );
  }
  // Node reads names as UTF-8 and puts U+FFFD for what is none, which finds the folder no more.
  if (cwd.includes('\ufffd') && !existsSync(cwd)) {
    const what = `The path of the folder that you stand in is no UTF-8: ${cwd}`;
    throw new UserError({ code, what, where, mend: 'Rename the folder' });
  }
  return cwd;
}

/** Both together are an actor, for whom an event has 500 characters. */
const LONGEST_NAME = 240;

/** Whom git knows the user as, without what nobody may record. */
export function cleanIdentity(
  { name, email }: CliHost['identity'],
  deps: Pick<CliHost, 'redactor' | 'log'>,
): CliHost['identity'] {
  const clean = (text: string, key: string) => cut(withoutSecrets(text, `git's ${key}`, deps), LONGEST_NAME);
  return { name: clean(name, 'user.name'), email: clean(email, 'user.email') };
}

/** Where no CI system says who acts, it is the person that git knows. */
async function ciOf(env: NodeJS.ProcessEnv, person: CliHost['identity']): Promise<Ci> {
  const ci = await detectCi({ env, ciInfo, matrix: '', toolVersion: TOOL_VERSION });
  const actor = ci.context.actor ?? `${person.name} <${person.email}>`;
  return { ...ci, context: { ...ci.context, actor } };
}

async function ciInfo(): Promise<{ id: string | null; isCI: boolean }> {
  const { default: info } = await import('ci-info');
  return { id: info.id, isCI: info.isCI };
}
