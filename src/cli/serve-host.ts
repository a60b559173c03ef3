import { randomBytes } from 'node:crypto';
import { access } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { copyContained } from '../collect/files/copy.js';
import { LINEAGE_FOLDER } from '../collect/git/own-folder.js';
import { rememberingAsker } from '../commands/confirm/remember.js';
import { repositoryRules } from '../commands/confirm/rules.js';
import { mayWriteBesideGitHub } from '../commands/serve/registry/may-write.js';
import type { ServeDeps } from '../commands/serve/request.js';
import { registryVerifier, type Verifier } from '../commands/serve/verify-registry.js';
import { type Fault, UserError } from '../core/errors.js';
import { idMaker } from '../core/ids.js';
import { BUILT_IN_POLICY, type Policy } from '../core/policy/policy.js';
import { localStore } from '../stores/local-store.js';
import { askerIf } from './ask-events.js';
import { openCliHost } from './host.js';
import { requireOwn, requireOwnStore } from './own-folder.js';
import { openServeCache } from './read-cache.js';
import type { ReadOptions } from './reader.js';
import { openRemote, type Remote, requireRemote, sameServer } from './remote.js';
import { openGitHub, sourcesAt, sourcesOf } from './sources.js';
import { noToken } from './token.js';

export interface ServeHostOptions extends ReadOptions {
  writable?: boolean;
  /** Whether stages and aliases are changed by the promote workflow. */
  dispatch?: boolean;
  /** Its file. */
  workflow?: string;
  /** Branch that it runs from. */
  ref?: string;
  /** Whether GitHub is asked about events; left out, where the server's ledger is served anyway. */
  verifyEvents?: boolean;
}

/** What a server works with. */
export interface ServeHost {
  deps: Omit<ServeDeps, 'sealAfter' | 'folder'>;
  /** Absolute folder of what clients log; null: nothing may be logged. */
  own: string | null;
  /** The ledger, for the greeting. */
  shown: string;
}

/** Milliseconds that a call waits for a look at a ledger on a server. */
const PATIENCE = 2000;
/** A server that begins asks about all models; what it is told, it remembers. */
const MOST_ATTEMPTS = 1000;

/**
 * The ledger of the repository that a folder is in, or with `--remote` that of the server.
 * @param folder absolute
 * @throws UserError E_NO_REPOSITORY, E_INPUT_INVALID, E_INPUT_MISSING
 */
export async function openServeHost(options: ServeHostOptions, folder: string): Promise<ServeHost> {
  const { remote: isRemote = false, verifyEvents: isAsked = isRemote } = options;
  if (!isAsked) requireRemote(options, { '--repository': options.repository !== undefined });
  requireDispatch(options);
  return isRemote ? ofServer(options, folder, isAsked) : ofClone(options, folder, isAsked);
}

async function ofClone(options: ServeHostOptions, folder: string, isAsked: boolean): Promise<ServeHost> {
  const host = await openCliHost(options, folder);
  const verifier = await verifierIf(host, options, isAsked);
  return {
    deps: {
      ...host,
      sources: await sourcesOf(host),
      cache: await openServeCache(host),
      user: host.identity.name,
      ...(await judgingIf(host, options)),
      ...verifier,
    },
    own: options.writable === true ? await ownFolder(host, 'mlflow') : null,
    shown: options.ledgerBranch,
  };
}

async function ofServer(options: ServeHostOptions, folder: string, isAsked: boolean): Promise<ServeHost> {
  const remote = await openRemote(options, folder);
  const { place, identity } = remote;
  const own = options.writable === true ? await remoteFolder(remote, options.ledgerBranch) : null;
  const verifier = await verifierIf(remote, options, isAsked);
  const { root, env, log } = remote;
  return {
    deps: {
      ...remote,
      sources: sourcesAt(place, remote),
      store: () => storeOf(remote),
      temp: tmpdir(),
      now: Date.now,
      newId: idMaker(Date.now, () => randomBytes(16)),
      patience: PATIENCE,
      // It is kept by what was read, so that it does not matter whose branch that is on.
      ...(root === null ? {} : { cache: await openServeCache({ root, env, log }) }),
      mayWrite: mayWriteBesideGitHub(sameServer(options)),
      ...(await changerIf(remote, options)),
      ...(identity === null ? {} : { user: identity.name }),
      ...(await judgingIf({ policy: serverPolicy(remote, options) }, options)),
      ...verifier,
    },
    own,
    shown: `${options.ledgerBranch} of ${place.serverUrl}/${place.owner}/${place.repo}`,
  };
}

/** Only a policy of the user's own judges what clients register. */
export async function judgingIf(
  host: { policy(): Promise<Policy> },
  { writable = false }: ServeHostOptions,
): Promise<Pick<ServeDeps, 'judgedBy'>> {
  if (!writable) return {};
  let last: Policy | undefined;
  const judgedBy = async () => {
    const policy = await host.policy();
    if (policy !== BUILT_IN_POLICY) last = policy;
    else if (last !== undefined) throw policyGone(last);
    return last;
  };
  await judgedBy();
  return { judgedBy };
}

/** What took the file away, a checkout of another branch maybe, must not take the gate away. */
function policyGone({ source }: Policy): UserError {
  return new UserError({
    code: 'E_PATH_MISSING',
    what: `The policy ${source} is gone, and this server has judged by it`,
    where: '--policy',
    mend: 'Put the file back, or start the server anew to serve without a policy',
  });
}

/** Milliseconds for which the policy of a server is taken to be as it was: a call asks for it several times. */
const POLICY_FRESH = 30_000;

/**
 * The policy of the server's default branch, as GitHub shows it: what lies in a folder of this machine says nothing about a ledger that
 * others go by.
 * @throws UserError E_INPUT_MISSING without a token, and where the policy cannot be read
 */
function serverPolicy({ place, token, log, root }: Remote, options: ServeHostOptions): () => Promise<Policy> {
  const { owner, repo } = place;
  let last: { at: number; policy: Policy } | undefined;
  return async () => {
    if (last !== undefined && Date.now() - last.at < POLICY_FRESH) return last.policy;
    if (token === null) throw noToken(place, 'Reading the policy of the default branch');
    const client = await openGitHub(place, token, log);
    const { policy } = await repositoryRules(client, { owner, repo, path: options.policy });
    if (last === undefined && policy === BUILT_IN_POLICY && (await hasOwn(root, options.policy)))
      log.warning(
        `The file ${options.policy} in ${root} is not on the default branch of ${owner}/${repo}, and judges nothing here.`,
      );
    last = { at: Date.now(), policy };
    return policy;
  };
}

function hasOwn(root: string | null, file: string): Promise<boolean> {
  return access(path.join(root ?? '', file)).then(
    () => root !== null,
    () => false,
  );
}

/** @throws UserError E_INPUT_INVALID for an option that would mean nothing */
function requireDispatch({ remote, writable, dispatch, workflow, ref }: ServeHostOptions): void {
  const isServed = remote === true && writable === true;
  const faults: Fault[] = [];
  const of = (where: string, mend: string) =>
    faults.push({ code: 'E_INPUT_INVALID', what: `\`${where}\` means nothing here`, where, mend });
  if (dispatch === true && !isServed) of('--dispatch', 'Add `--remote` and `--writable`, or leave it away');
  if (workflow !== undefined && dispatch !== true) of('--workflow', 'Add `--dispatch`, or leave it away');
  if (ref !== undefined && dispatch !== true) of('--ref', 'Add `--dispatch`, or leave it away');
  if (faults.length > 0) throw new UserError(faults);
}

/** @throws UserError E_INPUT_MISSING without a token */
async function changerIf(
  remote: Remote,
  { dispatch, workflow, ref }: ServeHostOptions,
): Promise<Pick<ServeDeps, 'changeElsewhere'>> {
  if (dispatch !== true) return {};
  const gone = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => gone.abort());
  const [{ workflowDeps }, { dispatchedChanges }] = await Promise.all([
    import('./promote-remote.js'),
    import('../commands/serve/registry/dispatch.js'),
  ]);
  const deps = await workflowDeps(remote, { gone: gone.signal });
  const { owner, repo } = remote.place;
  const where = { owner, repo, workflow: workflow ?? null, ref: ref ?? null };
  return { changeElsewhere: dispatchedChanges({ ...where, redactor: remote.redactor }, deps) };
}

async function verifierIf(
  host: Parameters<typeof askerIf>[0],
  options: ServeHostOptions,
  isGiven: boolean,
): Promise<{ verifier?: Verifier }> {
  const asker = await askerIf(host, options, { option: '--verify-events', isGiven, most: MOST_ATTEMPTS });
  return asker === null ? {} : { verifier: registryVerifier(rememberingAsker(asker, Date.now)) };
}

/** @param place below our own folder, forward slashes @throws UserError E_OWN_FOLDER */
async function ownFolder(
  { root, env }: { root: string; env: NodeJS.ProcessEnv },
  place: string,
): Promise<string> {
  await requireOwn(root, [`${LINEAGE_FOLDER}/${place}`], env);
  return path.join(root, LINEAGE_FOLDER, place);
}

/** What clients log for one ledger must never land in another. */
async function remoteFolder({ root, place, env }: Remote, branch: string): Promise<string> {
  if (root === null) throw noFolder();
  const { host, owner, repo } = place;
  const name = `${host}+${owner}+${repo}`.toLowerCase();
  return ownFolder({ root, env }, `mlflow-remote/${encodeURIComponent(`${name}+${branch}`)}`);
}

async function storeOf({ stores: [folder], env }: Remote) {
  if (folder === undefined) throw noFolder();
  await requireOwnStore(folder, env);
  return localStore({ folder, copyFile: copyContained });
}

function noFolder(): UserError {
  return new UserError({
    code: 'E_INPUT_MISSING',
    what: 'What clients log lies in a repository on this machine until it is recorded, and you stand in none',
    where: '--dir',
    mend: 'Name a folder with `--dir`: an empty one becomes a repository',
  });
}
