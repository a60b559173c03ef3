import { request } from 'node:http';
import { startTestServer, type TestServer } from '../../support/mlflow-server.js';

const PREFIX = '/s3cret-of-this-run';
let server: TestServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** @returns status and body; `fetch` would not send these headers */
function ask(path: string, headers: Record<string, string> = {}): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: server?.port, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      response.on('end', () => resolve([response.statusCode ?? 0, text]));
    });
    sent.on('error', reject).end();
  });
}

describe('a secret in the address', () => {
  beforeEach(async () => {
    server = await startTestServer({ prefix: PREFIX });
  });

  test('is part of the URL that a client is given', async () => {
    expect(server?.url).toBe(`http://127.0.0.1:${server?.port}${PREFIX}`);
    expect(await ask(`${PREFIX}/health`)).toEqual([200, 'OK']);
    expect((await ask(`${PREFIX}/api/2.0/mlflow/experiments/get?experiment_id=0`))[0]).toBe(200);
  });

  test.each([
    '/health',
    '/',
    '',
    '/s3cret-of-this-ruN/health',
    `${PREFIX}x/health`,
    `${PREFIX.slice(0, -1)}/health`,
    `/${PREFIX}/health`,
    PREFIX,
    `/x/..${PREFIX}/health`,
    `http://127.0.0.1${PREFIX}/health`,
    '/api/2.0/mlflow/experiments/get?experiment_id=0',
    '/é'.repeat(10),
  ])('without it nothing is told: %s', async (path) => {
    expect(await ask(encodeURI(path))).toEqual([404, 'Not Found\n']);
  });
});

describe('names', () => {
  beforeEach(async () => {
    server = await startTestServer({ hosts: ['Registry.Example'] });
  });

  test.each([
    '127.0.0.1',
    '127.0.0.1:1',
    'localhost:5000',
    'LOCALHOST',
    '[::1]',
    '[::1]:5000',
    'registry.example',
    'registry.example:443',
  ])('%s is ours', async (host) => {
    expect(await ask('/health', { host })).toEqual([200, 'OK']);
  });

  test.each([
    'evil.example',
    'evil.example:5000',
    'localhost.evil.example',
    'evil.example#localhost',
    '127.0.0.1.evil.example',
    '[::2]:5000',
    'registry.example.',
    '127.0.0.1:80@evil.example',
    '127.0.0.1:',
  ])('%j is not', async (host) => {
    expect((await ask('/health', { host }))[0]).toBe(403);
  });

  test.each(['http://localhost:3000', 'https://registry.example', 'http://127.0.0.1'])(
    'a page of %s is ours',
    async (origin) => {
      expect((await ask('/health', { origin }))[0]).toBe(200);
    },
  );

  test.each([
    'https://evil.example',
    'null',
    'http://localhost.evil.example',
    'http://',
    'localhost',
    'file://',
  ])('a page of %s is not', async (origin) => {
    const [status, text] = await ask('/health', { origin });
    expect([status, JSON.parse(text)]).toMatchObject([403, { error_code: 'PERMISSION_DENIED' }]);
  });
});

describe('a token', () => {
  const TOKEN = 'tökén:with colon';
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const CALL = '/api/2.0/mlflow/experiments/get?experiment_id=0';
  beforeEach(async () => {
    server = await startTestServer({ token: TOKEN });
  });

  test.each([`Basic ${base64(`anybody:${TOKEN}`)}`, `basic ${base64(`:${TOKEN}`)}`])(
    'as the password of Basic: %s',
    async (authorization) => {
      expect((await ask(CALL, { authorization }))[0]).toBe(200);
    },
  );

  test('as a bearer', async () => {
    await server?.close();
    server = await startTestServer({ token: 'plain' });
    expect((await ask(CALL, { authorization: 'Bearer plain' }))[0]).toBe(200);
    expect((await ask(CALL, { authorization: 'bearer  plain ' }))[0]).toBe(200);
    expect((await ask(CALL, { authorization: 'Bearer plain2' }))[0]).toBe(401);
  });

  test.each([
    {},
    { authorization: '' },
    { authorization: 'Bearer' },
    { authorization: `Basic ${base64(TOKEN)}` },
    { authorization: `Basic ${base64(`${TOKEN}:x`)}` },
    { authorization: `Digest ${base64(`x:${TOKEN}`)}` },
  ] as Record<string, string>[])('is missed with %j', async (headers) => {
    const [status, text] = await ask(CALL, headers);
    expect([status, JSON.parse(text)]).toMatchObject([401, { error_code: 'UNAUTHENTICATED' }]);
    expect(text).not.toContain('experiment');
  });

  test('is not asked of a probe', async () => {
    expect(await ask('/health')).toEqual([200, 'OK']);
    expect((await ask('/version'))[0]).toBe(401);
  });
});
