import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { startTestServer, type TestServer } from '../../support/mlflow-server.js';

let server: TestServer;
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await server.close();
});

/** All that the server says until it closes the connection. */
async function said(socket: Socket): Promise<string> {
  let text = '';
  socket.setEncoding('latin1').on('data', (part) => {
    text += part;
  });
  if (!socket.closed) await once(socket, 'close');
  return text;
}

async function open(text: string): Promise<Socket> {
  const socket = connect({ host: '127.0.0.1', port: server.port });
  socket.on('error', () => {});
  sockets.push(socket);
  await once(socket, 'connect');
  socket.write(text);
  return socket;
}

const health = async () => (await server.get('health')).text();
const HOST = 'Host: 127.0.0.1\r\n';
const CREATE = `POST /api/2.0/mlflow/experiments/create HTTP/1.1\r\n${HOST}Content-Type: application/json\r\n`;

test('a head that does not come is cut, and nobody else is', async () => {
  server = await startTestServer({ headPatience: 100 });
  const slow = await Promise.all(
    ['', 'GET', 'GET /health HTTP/1.1\r\n', `GET /health HTTP/1.1\r\n${HOST}X: `].map(open),
  );
  const body = await open(`${CREATE}Content-Length: 12\r\n\r\n{"name":`);
  const cut = await Promise.all(slow.slice(1).map(said));
  for (const text of cut) expect(text).toMatch(/^HTTP\/1\.1 408 .*Connection: close/s);
  // A body may take longer than a head.
  body.end('"x"}');
  expect(await said(body)).toMatch(/^HTTP\/1\.1 200 OK/);
  expect(await health()).toBe('OK');
});

test('half a request and a connection that goes leave nothing behind', async () => {
  server = await startTestServer();
  const half = await open(`${CREATE}Content-Length: 1000\r\n\r\n{"name": "half"`);
  const closed = once(half, 'close');
  half.destroy();
  await closed;
  const found = await server.call('GET', 'experiments/get-by-name?experiment_name=half');
  expect([found.status, server.logged]).toEqual([404, []]);
});

test.each([
  ['no HTTP', 'hello\r\n\r\n', 400],
  ['a head that is too long', `GET /health HTTP/1.1\r\n${HOST}X: ${'x'.repeat(70_000)}\r\n\r\n`, 431],
  ['no host', 'GET /health HTTP/1.1\r\n\r\n', 400],
  ['two lengths', `${CREATE}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, 400],
  ['a length and chunks', `${CREATE}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n`, 400],
  ['a length that is none', `${CREATE}Content-Length: -5\r\n\r\n`, 400],
  ['an expectation', `GET /health HTTP/1.1\r\n${HOST}Expect: wonders\r\nConnection: close\r\n\r\n`, 417],
  ['an old client', 'GET /health HTTP/1.0\r\n\r\n', 200],
  ['a broken chunk', `${CREATE}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, 400],
])('%s: one answer', async (_, text, status) => {
  server = await startTestServer();
  const answer = await said(await open(text));
  expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(answer.split('HTTP/1.1 ')).toHaveLength(2);
  expect([await health(), server.logged]).toEqual(['OK', []]);
});

test('a client that asks first whether it may send is told to', async () => {
  server = await startTestServer();
  const socket = await open(
    `${CREATE}Content-Length: 14\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n`,
  );
  await once(socket, 'readable');
  expect(String(socket.read())).toMatch(/^HTTP\/1\.1 100 Continue/);
  socket.write('{"name":"one"}');
  expect(await said(socket)).toMatch(/^HTTP\/1\.1 200 /);
});

test('a body that is too long is refused before it is read, and the connection goes on', async () => {
  server = await startTestServer();
  const size = 64 * 1024 * 1024 + 1;
  const socket = await open(`${CREATE}Content-Length: ${size}\r\n\r\n`);
  await once(socket, 'readable');
  const refusal = String(socket.read());
  expect(refusal).toMatch(/^HTTP\/1\.1 400 .*longer than 64 MiB/s);
  socket.write(Buffer.alloc(size, 'x'));
  socket.write(`GET /health HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`);
  expect(await said(socket)).toMatch(/^HTTP\/1\.1 200 OK.*OK$/s);
});

test('a body of chunks is refused once it is too long', async () => {
  server = await startTestServer();
  const socket = await open(`${CREATE}Transfer-Encoding: chunked\r\n\r\n`);
  const answer = once(socket, 'data');
  const chunk = Buffer.concat([
    Buffer.from('1000000\r\n'),
    Buffer.alloc(0x1000000, 'x'),
    Buffer.from('\r\n'),
  ]);
  for (let count = 0; count < 5; count++) socket.write(chunk);
  expect(String((await answer)[0])).toMatch(/^HTTP\/1\.1 400 .*longer than 64 MiB/s);
});

test('calls that are sent at once are answered in their order', async () => {
  server = await startTestServer();
  const ask = (id: string) => `GET /api/2.0/mlflow/experiments/get?experiment_id=${id} HTTP/1.1\r\n${HOST}`;
  const socket = await open(`${ask('0')}\r\n${ask('7')}\r\n${ask('0')}Connection: close\r\n\r\n`);
  const statuses = (await said(socket)).match(/HTTP\/1\.1 \d+/g);
  expect(statuses).toEqual(['HTTP/1.1 200', 'HTTP/1.1 404', 'HTTP/1.1 200']);
});

test('many connections at once', async () => {
  server = await startTestServer();
  const ask = `GET /health HTTP/1.1\r\n${HOST}Connection: close\r\n\r\n`;
  const many = await Promise.all(Array.from({ length: 500 }, () => open('')));
  for (const socket of many) socket.write(ask);
  const answers = await Promise.all(many.map(said));
  expect(answers.filter((answer) => /^HTTP\/1\.1 200 .*OK$/s.test(answer))).toHaveLength(500);
});

test('a closed server has answered what was asked', async () => {
  let answer: (body: object) => void = () => {};
  const pending = new Promise<object>((resolve) => {
    answer = resolve;
  });
  let asked: () => void = () => {};
  const wasAsked = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const { emptyState } = await import('../../../src/mlflow/state/state.js');
  const run = () => {
    asked();
    return pending;
  };
  server = await startTestServer({ store: () => ({ state: emptyState(), run }) });
  const called = server.call('GET', 'experiments/get?experiment_id=0');
  await wasAsked;
  const closed = server.close();
  answer({ late: true });
  expect(await called).toEqual({ status: 200, body: { late: true } });
  await closed;
  await expect(server.get('health')).rejects.toThrow();
});
