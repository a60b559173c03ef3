import { mkdir, readdir } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { runProgram } from '../collect/program.js';
import { lateFiles } from '../commands/serve/layered.js';
import { openServed, type Served } from '../commands/serve/serve.js';
import { UserError } from '../core/errors.js';
import { gitEnvironment } from '../core/git-environment.js';
import { type StartedServer, startServer } from '../mlflow/server/server.js';
import { currentFolder } from './host.js';
import { openServeHost, type ServeHostOptions } from './serve-host.js';

interface Options extends ServeHostOptions {
  dir?: string;
  host: string;
  port: number;
  sealAfter: number;
}

/** Holds what a client that is not on this machine must send. */
const TOKEN = 'LINEAGE_SERVE_TOKEN';
const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/** `lineage-gate serve`: answers MLflow's API until it is told to stop. @throws UserError */
export async function serveCommand(options: Options): Promise<number> {
  const folder = path.resolve(currentFolder(), options.dir ?? '.');
  const token = tokenFor(options.host, process.env);
  // Whoever waits for the server sees it at once; what it knows takes a moment.
  const opening = open(folder, options);
  opening.catch(() => undefined);
  let server: StartedServer | undefined;
  try {
    server = await listen(options, { opening: opening.then(({ served }) => served), token });
    const opened = await opening;
    await opened.served.store;
    process.stdout.write(`${greeting(server, opened, options)}\n`);
    await stopped();
  } finally {
    await server?.close();
    await (await opening.catch(() => undefined))?.served.close();
  }
  return 0;
}

interface OpenedLedger {
  served: Served;
  /** The ledger, for the greeting. */
  shown: string;
  /** Whether GitHub is asked which stages and aliases are true. */
  isVerified: boolean;
  /** Where the policy that judges is read; null: nobody judges. */
  policy: string | null;
}

async function open(folder: string, options: Options): Promise<OpenedLedger> {
  if (options.dir !== undefined) await prepare(folder);
  const { deps, own, shown } = await openServeHost(options, folder);
  const served = openServed(
    { folder: own },
    { ...deps, folder: currentFolder(), sealAfter: options.sealAfter * 1000 },
  );
  const policy = (await deps.judgedBy?.())?.source ?? null;
  return { served, shown, isVerified: deps.verifier !== undefined, policy };
}

/** @throws UserError E_INPUT_MISSING where everybody in the network could write */
function tokenFor(host: string, env: NodeJS.ProcessEnv): string | undefined {
  const token = env[TOKEN] || undefined;
  if (token !== undefined || LOOPBACK.includes(host)) return token;
  throw new UserError({
    code: 'E_INPUT_MISSING',
    what: `A server at ${host} can be reached from other machines, and no token is set`,
    where: '--host',
    mend: `Set the variable ${TOKEN} to a long random text, and give it to clients as MLFLOW_TRACKING_TOKEN`,
  });
}

/** An empty folder becomes a repository, which a ledger needs. @throws UserError E_PATH_MISSING */
async function prepare(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    if ((await readdir(folder)).length > 0) return;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(
      {
        code: 'E_PATH_MISSING',
        what: `The folder ${folder} cannot be used (${code})`,
        where: '--dir',
        mend: 'Name a folder that can be written, or one that is not there yet',
      },
      { cause: error },
    );
  }
  await runProgram(['git', 'init', '--quiet'], {
    cwd: folder,
    env: gitEnvironment(process.env, []),
    timeoutMs: 10_000,
    maxBytes: 64 * 1024,
  });
}

async function listen(
  { host, port }: Options,
  { opening, token }: { opening: Promise<Served>; token: string | undefined },
): Promise<StartedServer> {
  try {
    return await startServer({
      host,
      port,
      prefix: '',
      hosts: LOOPBACK.includes(host) ? [] : [host, hostname()],
      ...(token === undefined ? {} : { token }),
      store: async () => (await opening).store,
      artifacts: lateFiles(opening.then(({ artifacts }) => artifacts)),
      room: { require: async (bytes) => (await opening).room?.require(bytes) },
      log: (line) => process.stderr.write(`lineage-gate: ${line}\n`),
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UserError(
      {
        code: 'E_SERVE_ADDRESS',
        what: `The server cannot listen at ${host}, port ${port} (${code})`,
        where: '--port',
        mend:
          code === 'EADDRINUSE'
            ? 'Stop what listens there, or take another port; 0 takes a free one'
            : 'Name an address of this machine and a port from 1024 on',
      },
      { cause: error },
    );
  }
}

function greeting(
  { url }: StartedServer,
  { shown, isVerified, policy }: OpenedLedger,
  { writable }: Options,
): string {
  const what =
    writable === true
      ? 'Runs can be logged to it, and models registered.'
      : 'It only reads; --writable lets clients log.';
  const gate =
    policy === null
      ? 'No gate: there is no policy, so nobody judges what clients register.'
      : `What clients register is held against ${policy}.`;
  return [
    `Lineage Gate answers MLflow's API at ${url} from the ledger ${shown}. ${what}`,
    isVerified
      ? 'Stages and aliases are those that GitHub confirms.'
      : 'Stages and aliases are as the ledger says; not confirmed with GitHub.',
    ...(writable === true ? [gate] : []),
    // There is no page that the link of each run would lead to.
    `  export MLFLOW_TRACKING_URI=${url} MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT=true`,
    'Stop it with Ctrl+C.',
  ].join('\n');
}

/** Until somebody ends the process in an orderly way. */
function stopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
