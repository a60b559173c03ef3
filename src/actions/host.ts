import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ci } from '../collect/ci/ci.js';
import { detectCi } from '../collect/ci/detect.js';
import { type Fault, Faults, UserError } from '../core/errors.js';
import { idMaker } from '../core/ids.js';
import type { Log } from '../core/log.js';
import { createRedactor, type Redactor } from '../core/redact/redactor.js';
import { secretsOf } from '../core/redact/secrets.js';
import { TOOL_VERSION } from '../core/version.js';
import { withoutTrailing } from '../core/without-trailing.js';
import type { GitHubClient } from '../github/client.js';
import { branchRef } from '../ledger/git/branch.js';
import type { Outside } from '../ledger/git/outside.js';
import { keptInMemory } from '../ledger/index/kept-in-memory.js';
import type { Ledger } from '../ledger/ledger.js';
import type { ArtifactStore } from '../stores/store.js';
import { actionsLog } from './log.js';
import { outsideOf } from './outside.js';
import { openStore } from './store.js';
import { tempFolder } from './temp.js';

export type Env = Readonly<Record<string, string | undefined>>;

/** Inputs that every action has. */
export interface CommonInputs {
  token: string;
  'ledger-branch': string;
  'ledger-repository': string;
  policy: string;
  'job-status': string;
  matrix: string;
}

/** Everything that an action knows of the job it runs in, and the parts built on it. */
export interface Host {
  env: Env;
  log: Log;
  redactor: Redactor;
  ci: Ci;
  /** Absolute root of the workspace. */
  workspace: string;
  /** Absolute temp folder of the job. */
  temp: string;
  /** `https://github.com` */
  serverUrl: string;
  /** `owner/name` of the repository that the workflow runs in. */
  repository: string;
  ledgerRepository: string;
  ledgerBranch: string;
  ledger: Ledger;
  /** The ledger through another repository, made when it is first used: nothing was planted in it before. */
  openLedger(): Ledger;
  /** What git takes from outside, as it was when this host or the step before it began. */
  outside: Outside;
  now(): number;
  /** Milliseconds by the machine's own clock, which never jumps and is the same in all its processes. */
  elapsed(): number;
  /** Whether runs may wait on refs beside the ledger's branch, as the policy says once it is known. */
  allowParking(allowed: boolean): void;
  /** @param milliseconds how long to wait */
  sleep(milliseconds: number): Promise<void>;
  newId(): string;
  github(): Promise<GitHubClient>;
  store(): Promise<ArtifactStore>;
}

const BOT = { name: 'github-actions[bot]', email: '41898282+github-actions[bot]@users.noreply.github.com' };

/**
 * @param known what git takes from outside, where an earlier step has told
 * @throws UserError with every fault of the common inputs and the environment
 */
export async function openHost(env: Env, inputs: CommonInputs, known?: Outside): Promise<Host> {
  const job = await jobOf(env, inputs);
  const redactor = createRedactor(secretsOf(env));
  const log = actionsLog(redactor);
  const temp = tempFolder(env);
  const ci = await detectCi({ env, ciInfo: noOtherCi, matrix: inputs.matrix, toolVersion: TOOL_VERSION });
  const newId = idMaker(Date.now, () => randomBytes(16));
  let parking = true;
  const allowParking = (allowed: boolean) => {
    parking = allowed;
  };
  let client: Promise<GitHubClient> | undefined;
  const github = () => {
    client ??= openGitHub(env, { token: inputs.token, log });
    return client;
  };
  const outside = known ?? (await outsideOf(env, [job.workspace, temp]));
  const { openConfirmedLedger } = await import('../ledger/confirmed-ledger.js');
  const openLedger = () =>
    openConfirmedLedger({
      url: `${job.serverUrl}/${job.ledgerRepository}`,
      branch: job.ledgerBranch,
      token: inputs.token,
      newFolder: () => newFolder(path.join(temp, 'lineage-gate', 'ledger')),
      env,
      outside: async () => outside,
      now: Date.now,
      elapsed,
      random: Math.random,
      sleep,
      identity: BOT,
      log,
      kept: keptInMemory(),
      parking: () => parking,
      asks: (commit) => askGitHub(commit, { ...job, github, log }),
    });
  const store = () =>
    openStore({ env, log, temp, github, serverUrl: job.serverUrl, repository: job.repository });
  return {
    env,
    log,
    redactor,
    ci,
    temp,
    ...job,
    ledger: openLedger(),
    openLedger,
    outside,
    now: Date.now,
    elapsed,
    allowParking,
    sleep,
    newId,
    github,
    store,
  };
}

/** @returns an absolute folder that others cannot name before it is there, nor enter unless they are this user */
async function newFolder(parent: string): Promise<string> {
  try {
    await mkdir(parent, { recursive: true });
    return await mkdtemp(path.join(parent, 'r-'));
  } catch {
    // The training can have put a file in its place.
    return mkdtemp(path.join(tmpdir(), 'lineage-gate-ledger-'));
  }
}

/** Milliseconds after which GitHub counts as not there. */
const LONGEST_ANSWER = 10_000;

/** Whether the ledger's branch has a commit; null when GitHub does not say, as on servers that are another's. */
async function askGitHub(
  commit: string,
  host: Pick<Host, 'ledgerRepository' | 'ledgerBranch' | 'github' | 'log'>,
): Promise<boolean | null> {
  const [owner = '', repo = ''] = host.ledgerRepository.split('/');
  const { isInBranch } = await import('../github/branch.js');
  const asked = isInBranch(await host.github(), { owner, repo, branch: host.ledgerBranch, sha: commit });
  try {
    return await Promise.race([asked, sleep(LONGEST_ANSWER, null)]);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    host.log.debug(`whether the ledger has commit ${commit}: ${error.message}`);
    return null;
  }
}

/** `performance.now()` begins anew in every process, and a run may begin in one and end in another. */
const elapsed = () => Number(process.hrtime.bigint()) / 1e6;

type Job = Pick<Host, 'repository' | 'workspace' | 'serverUrl' | 'ledgerRepository' | 'ledgerBranch'>;

/** @throws UserError with every fault of the common inputs and the environment */
async function jobOf(env: Env, inputs: CommonInputs): Promise<Job> {
  const faults = new Faults();
  const setting = (name: string): string => {
    const value = env[name] ?? '';
    if (value === '') faults.add(notInActions(name));
    return value;
  };
  const repository = setting('GITHUB_REPOSITORY');
  const workspace = path.resolve(setting('GITHUB_WORKSPACE'));
  const serverUrl = withoutTrailing(env['GITHUB_SERVER_URL'] ?? 'https://github.com', '/');
  const ledgerRepository = inputs['ledger-repository'] || repository;
  const ledgerBranch = inputs['ledger-branch'];
  if (repository !== '' && !/^[\w.-]+\/[\w.-]+$/.test(ledgerRepository))
    faults.add(badRepository(ledgerRepository));
  await faults.catch(() => branchRef(ledgerBranch));
  if (inputs.token === '') faults.add(noToken());
  faults.throwIfAny();
  return { repository, workspace, serverUrl, ledgerRepository, ledgerBranch };
}

export async function openGitHub(
  env: Env,
  { token, log }: { token: string; log: Log },
): Promise<GitHubClient> {
  const { createGitHub } = await import('../github/client.js');
  return createGitHub({
    token,
    apiUrl: env['GITHUB_API_URL'] ?? 'https://api.github.com',
    log,
    userAgent: `lineage-gate/${TOOL_VERSION}`,
    fetch: proxiedFetch,
  });
}

/** What the toolkit looks for a proxy in. */
const PROXIES = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];

/** Node's own fetch knows nothing of HTTPS_PROXY; the toolkit's does, and is loaded only then, since that takes long. */
export const proxiedFetch: typeof fetch = async (url, init) => {
  if (PROXIES.every((name) => (process.env[name] ?? '') === '')) return fetch(url, init);
  const { defaults } = await import('@actions/github/lib/utils');
  const through = defaults.request?.fetch as typeof fetch | undefined;
  return (through ?? fetch)(url, init);
};

/** Within GitHub Actions no other CI system is asked for. */
function noOtherCi(): never {
  throw new Error('the runner does not say that this is GitHub Actions (GITHUB_ACTIONS)');
}

function notInActions(name: string): Fault {
  return {
    code: 'E_INPUT_MISSING',
    what: `The variable ${name} is not set`,
    where: `environment ${name}`,
    mend: 'Run this action in a GitHub Actions job; on a laptop use the `lineage-gate` command',
  };
}

function badRepository(value: string): Fault {
  return {
    code: 'E_INPUT_INVALID',
    what: `\`ledger-repository\` is \`${value}\``,
    where: 'input ledger-repository',
    mend: 'Write it as `owner/name`',
  };
}

function noToken(): Fault {
  return {
    code: 'E_INPUT_MISSING',
    what: '`token` is empty',
    where: 'input token',
    mend: "Leave the input away to use the job's own token, or give one with `contents: write`",
  };
}
