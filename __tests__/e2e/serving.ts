import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { CLI, type UserRepo } from '../cli/user-repo.js';
import { execOk } from '../support/exec.js';

/** MLflow's client without the server that we are in the place of. */
export const CLIENT_PACKAGES = ['mlflow-skinny==3.17.2'];
const CLIENT = path.resolve('__tests__/fixtures/mlflow-client');

/** The shipped `lineage-gate serve`, as it runs. */
export class Server {
  said = '';
  readonly ended: Promise<unknown[]>;

  constructor(
    readonly child: ChildProcessByStdio<null, Readable, Readable>,
    readonly url: Promise<string>,
  ) {
    this.ended = once(child, 'close');
  }

  async get(route: string): Promise<{ status: number; body: string }> {
    const response = await fetch(`${await this.url}/${route}`);
    return { status: response.status, body: await response.text() };
  }

  // biome-ignore lint/suspicious/noExplicitAny: tests look at what they expect
  async post(call: string, body: object, method = 'POST'): Promise<any> {
    const response = await fetch(`${await this.url}/api/2.0/mlflow/${call}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return response.json();
  }

  /** @returns the exit code */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<unknown> {
    this.child.kill(signal);
    const [code] = await this.ended;
    return code;
  }
}

/** Those that a test has started. */
export class Servers {
  #started: Server[] = [];

  /** Starts the command at a free port. */
  start(
    { dir, env: own }: Pick<UserRepo, 'dir' | 'env'>,
    args: readonly string[],
    env: Record<string, string> = {},
  ): Server {
    const child = spawn(process.execPath, [CLI, 'serve', '--port', '0', ...args], {
      cwd: dir,
      env: { ...own, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let server: Server | undefined;
    const url = new Promise<string>((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        if (server !== undefined) server.said += chunk.toString();
        const found = /MLFLOW_TRACKING_URI=(\S+)/.exec(server?.said ?? '');
        if (found?.[1] !== undefined) resolve(found[1]);
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.on('close', () => reject(new Error(`It ended: ${server?.said}`)));
    });
    url.catch(() => undefined);
    server = new Server(child, url);
    this.#started.push(server);
    return server;
  }

  kill(): void {
    for (const { child } of this.#started) child.kill('SIGKILL');
    this.#started = [];
  }
}

/** Runs a script with MLflow's client on a server. @returns what it says */
export async function clientScript(
  server: Server,
  { python, repo, script, args }: { python: string; repo: UserRepo; script: string; args: readonly string[] },
): Promise<Record<string, unknown>> {
  const env = {
    ...repo.env,
    MLFLOW_TRACKING_URI: await server.url,
    MLFLOW_DISABLE_TELEMETRY: 'true',
    MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR: 'false',
    MLFLOW_HTTP_REQUEST_MAX_RETRIES: '1',
    MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT: 'true',
    NO_PROXY: '127.0.0.1',
  };
  const stdout = await execOk(python, [path.join(CLIENT, script), ...args], { cwd: repo.base, env });
  return JSON.parse(stdout.toString());
}
