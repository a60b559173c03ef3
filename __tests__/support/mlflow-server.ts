import type { Context } from '../../src/mlflow/protocol/endpoint.js';
import type { Call } from '../../src/mlflow/protocol/protocol.js';
import type { MlflowStore } from '../../src/mlflow/protocol/store.js';
import type { ArtifactFiles } from '../../src/mlflow/server/artifact-files.js';
import { type ServerOptions, type StartedServer, startServer } from '../../src/mlflow/server/server.js';
import { applyEntry } from '../../src/mlflow/state/apply.js';
import type { Change } from '../../src/mlflow/state/changes.js';
import { emptyState } from '../../src/mlflow/state/state.js';

/** A server's state in memory, whose clock and ids go on by one with every call. */
export class MemoryStore implements MlflowStore {
  readonly state = emptyState();
  private now = 1_700_000_000_000;
  private ids = 0;

  constructor(changes: readonly Change[] = []) {
    applyEntry(this.state, { at: this.now, changes });
  }

  async run(call: Call): Promise<object> {
    this.now += 1;
    const { changes, body } = call.run(this.context());
    applyEntry(this.state, { at: this.now, changes });
    return body();
  }

  private context(): Context {
    const newId = () => {
      this.ids += 1;
      return this.ids.toString(16).padStart(32, '0');
    };
    return { state: this.state, now: this.now, newId };
  }
}

export const DEFAULT_EXPERIMENT: Change = {
  type: 'experiment-created',
  experiment_id: '0',
  name: 'Default',
  artifact_location: 'mlflow-artifacts:/0',
  tags: [],
};

/** Where artifacts are asked for that a test does not have. */
export const NO_ARTIFACTS: ArtifactFiles = {
  put: () => Promise.reject(new Error('no artifacts')),
  get: async () => undefined,
  list: async () => [],
  remove: async () => {},
};

/** A started server on a free port of 127.0.0.1, and what it logged. */
export interface TestServer extends StartedServer {
  logged: string[];
  /** Below the server's address. */
  get(path: string, init?: RequestInit): Promise<Response>;
  /** A call below `/api/2.0/mlflow/`. */
  call(method: string, route: string, body?: unknown): Promise<{ status: number; body: unknown }>;
}

export async function startTestServer(options: Partial<ServerOptions> = {}): Promise<TestServer> {
  const logged: string[] = [];
  const store = new MemoryStore([DEFAULT_EXPERIMENT]);
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    prefix: '',
    hosts: [],
    store: () => store,
    artifacts: NO_ARTIFACTS,
    log: (line) => logged.push(line),
    ...options,
  });
  const get = (path: string, init?: RequestInit) => fetch(`${server.url}/${path}`, init);
  return {
    ...server,
    logged,
    get,
    async call(method, route, body) {
      const init = body === undefined ? {} : jsonBody(body);
      const response = await get(`api/2.0/mlflow/${route}`, { method, ...init });
      return { status: response.status, body: await response.json() };
    },
  };
}

export function jsonBody(body: unknown): RequestInit {
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
