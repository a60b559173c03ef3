import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { jest } from '@jest/globals';
import { ProtocolError } from '../../../src/mlflow/protocol/errors.js';
import type { Call } from '../../../src/mlflow/protocol/protocol.js';
import type { MlflowStore } from '../../../src/mlflow/protocol/store.js';
import { Repeats } from '../../../src/mlflow/server/repeats.js';
import {
  DEFAULT_EXPERIMENT,
  MemoryStore,
  startTestServer,
  type TestServer,
} from '../../support/mlflow-server.js';

/** Answers when it is told to. */
class SlowStore implements MlflowStore {
  readonly #memory = new MemoryStore([DEFAULT_EXPERIMENT]);
  /** Of each call, in the order in which they came. */
  readonly calls: { answer(): void; fail(error: Error): void }[] = [];
  #came: (() => void) | undefined;

  get state() {
    return this.#memory.state;
  }

  async run(call: Call): Promise<object> {
    await new Promise<void>((answer, fail) => {
      this.calls.push({ answer, fail });
      this.#came?.();
    });
    return this.#memory.run(call);
  }

  async came(number: number): Promise<void> {
    while (this.calls.length < number)
      await new Promise<void>((resolve) => {
        this.#came = resolve;
      });
  }
}

const RUN = { experiment_id: '0', start_time: 5 };
const BODY = JSON.stringify(RUN);

let server: TestServer;
let store: SlowStore;
beforeEach(async () => {
  store = new SlowStore();
  server = await startTestServer({ store: () => store });
});
afterEach(() => server.close());

/** Sends a create whose client goes away while it is under way. */
async function lose(): Promise<void> {
  const socket = connect({ host: '127.0.0.1', port: server.port });
  const head = `POST /api/2.0/mlflow/runs/create HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n`;
  socket.write(`${head}Content-Length: ${BODY.length}\r\n\r\n${BODY}`);
  await store.came(1);
  const closed = once(socket, 'close');
  socket.destroy();
  await closed;
  // Behind this answer the server has seen it, too.
  await server.get('health');
}

const idOf = ({ body }: { body: unknown }) => (body as { run: { info: { run_id: string } } }).run.info.run_id;
const runs = () => [...store.state.runs.keys()];

test('a create whose answer was lost is answered again, and makes one run', async () => {
  await lose();
  store.calls[0]?.answer();
  const again = await server.call('POST', 'runs/create', RUN);
  expect(again.status).toBe(200);
  expect(runs()).toEqual([idOf(again)]);
  // The answer has come by now: who says the same once more wants another run.
  const other = server.call('POST', 'runs/create', RUN);
  await store.came(2);
  store.calls[1]?.answer();
  const made = [idOf(again), idOf(await other)];
  expect(runs()).toEqual(made);
});

test('one that comes again before the first is made waits for it', async () => {
  await lose();
  const again = server.call('POST', 'runs/create', RUN);
  const different = server.call('POST', 'runs/create', { ...RUN, start_time: 6 });
  await store.came(2);
  for (const { answer } of store.calls) answer();
  const made = [idOf(await again), idOf(await different)];
  expect(runs().sort()).toEqual(made.sort());
});

test('alike is no repeat while both clients wait', async () => {
  const both = [server.call('POST', 'runs/create', RUN), server.call('POST', 'runs/create', RUN)];
  await store.came(2);
  for (const { answer } of store.calls) answer();
  const ids = (await Promise.all(both)).map(idOf);
  expect(new Set(ids).size).toBe(2);
});

test('of one that failed nothing is kept, and it is made anew', async () => {
  await lose();
  const again = server.call('POST', 'runs/create', RUN);
  store.calls[0]?.fail(new ProtocolError('TEMPORARILY_UNAVAILABLE', 'not now'));
  await store.came(2);
  store.calls[1]?.answer();
  const made = [idOf(await again)];
  expect(runs()).toEqual(made);
  expect(server.logged).toEqual([]);
});

describe('a lost answer', () => {
  /** As that of a client that has gone. */
  const response = { destroyed: true } as ServerResponse;
  const create = { route: 'runs/create', body: BODY, response };
  const make = (id: number) => async () => ({ id });
  const told = async (answer: Promise<object>) => JSON.parse(JSON.stringify(await answer)) as unknown;

  test('is kept until it arrives, and is what was so at first', async () => {
    const repeats = new Repeats();
    const body = { id: 1 };
    await repeats.answer(create, async () => body);
    body.id = 2;
    for (const _ of [1, 2]) expect(await told(repeats.answer(create, make(3)))).toEqual({ id: 1 });
    expect(await told(repeats.answer({ ...create, body: '{}' }, make(4)))).toEqual({ id: 4 });
    expect(await told(repeats.answer({ ...create, route: 'logged-models' }, make(5)))).toEqual({ id: 5 });
  });

  test('is forgotten when no client tries again any more', async () => {
    jest.useFakeTimers();
    try {
      const repeats = new Repeats(1000);
      await repeats.answer(create, make(1));
      jest.advanceTimersByTime(1001);
      expect(await told(repeats.answer(create, make(2)))).toEqual({ id: 2 });
    } finally {
      jest.useRealTimers();
    }
  });
});
