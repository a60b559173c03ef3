import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { type ClientRequest, request } from 'node:http';
import { join, relative, sep } from 'node:path';
import { artifactFolder } from '../../../src/mlflow/server/artifact-folder.js';
import { startTestServer, type TestServer } from '../../support/mlflow-server.js';
import { makeTempDir, removeDir } from '../../support/temp.js';

const BASE = 'api/2.0/mlflow-artifacts/artifacts';
let folder: string;
let server: TestServer;

beforeEach(async () => {
  folder = await makeTempDir();
  const artifacts = artifactFolder({ files: join(folder, 'files'), incoming: join(folder, 'incoming') });
  server = await startTestServer({ artifacts });
});
afterEach(async () => {
  await server.close();
  await removeDir(folder);
});

/** All files below the folder, sorted, with their paths. */
async function fileNames(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const names = files.map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
  return names.map((name) => name.split(sep).join('/')).sort();
}

const put = (path: string, body: string | Buffer = 'bytes') =>
  server.get(`${BASE}/${path}`, { method: 'PUT', body, headers: { 'content-type': 'text/plain' } });
const listed = async (path?: string) => {
  const query = path === undefined ? '' : `?${new URLSearchParams({ path })}`;
  return (await server.get(`${BASE}${query}`)).json();
};

test('a file that is put is got again, and another in its place', async () => {
  const made = await put('0/run/artifacts/model.pkl', Buffer.from([0, 255, 10]));
  expect([made.status, await made.json()]).toEqual([200, {}]);
  await put('0/run/artifacts/model.pkl', Buffer.from([1, 2, 3, 4]));
  const got = await server.get(`ajax-${BASE}/0/run/artifacts/model.pkl`);
  expect(Buffer.from(await got.arrayBuffer())).toEqual(Buffer.from([1, 2, 3, 4]));
  expect(Object.fromEntries(got.headers)).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-length': '4',
    'content-disposition': 'attachment; filename=model.pkl',
    'x-content-type-options': 'nosniff',
  });
  expect(await fileNames()).toEqual(['files/0/run/artifacts/model.pkl']);
});

test.each([
  ['a.txt', 'text/plain', 'attachment; filename=a.txt'],
  ['MLmodel', 'text/plain', 'attachment; filename=MLmodel'],
  ['dog+step+20.png', 'image/png', 'attachment; filename=dog+step+20.png'],
  ['a b.pkl', 'application/octet-stream', 'attachment; filename="a b.pkl"'],
  ['ü.csv', 'text/plain', `attachment; filename="_.csv"; filename*=UTF-8''%C3%BC.csv`],
])('%s is sent as %s', async (name, ...expected) => {
  const encoded = encodeURIComponent(name);
  await put(`m/${encoded}`);
  const { headers } = await server.get(`${BASE}/m/${encoded}`);
  expect([headers.get('content-type'), headers.get('content-disposition')]).toEqual(expected);
});

test('a compressed file is not given as an encoding of another', async () => {
  await put('data.csv.gz', Buffer.from('H4sIAAAAAAAAA0vOSSwuVkhOTAYA0JH+Cw0AAAA=', 'base64'));
  const got = await server.get(`${BASE}/data.csv.gz`);
  expect([got.headers.get('content-encoding'), got.headers.get('content-type')]).toEqual([
    null,
    'application/gzip',
  ]);
});

test.each([
  'ü ß 日本.txt',
  'a+b&c=d;e.txt',
  '100%.txt',
  'k%step%1%timestamp%1795955190078%25.png',
  'a%2fb',
  "it's (1) [x].txt",
  'con',
  'a:b?.txt',
  'x'.repeat(255),
  '🎉.json',
  ' lead',
  'dot.',
  '.hidden',
])('a file may be called %j', async (name) => {
  const encoded = encodeURIComponent(name);
  expect((await put(`d/${encoded}`)).status).toBe(200);
  expect(await listed('d')).toEqual({ files: [{ path: name, is_dir: false, file_size: 5 }] });
  const got = await server.get(`${BASE}/d/${encoded}`);
  expect(await got.text()).toBe('bytes');
  expect(await fileNames()).toEqual([`files/d/${name}`]);
});

test('lists: names alone and sorted, no size of folders and of empty files', async () => {
  for (const path of ['m/b.txt', 'm/a/x', 'm/empty', 'm/Z'])
    await put(path, path === 'm/empty' ? '' : 'bytes');
  expect(await listed('m')).toEqual({
    files: [
      { path: 'Z', is_dir: false, file_size: 5 },
      { path: 'a', is_dir: true },
      { path: 'b.txt', is_dir: false, file_size: 5 },
      { path: 'empty', is_dir: false },
    ],
  });
  expect(await listed('m/')).toEqual(await listed('m'));
  for (const same of ['m/.', './m', 'm//', './/m/./']) expect(await listed(same)).toEqual(await listed('m'));
  expect(await listed()).toEqual({ files: [{ path: 'm', is_dir: true }] });
  expect(await listed('.')).toEqual(await listed());
});

test('the list of a file and of what is not there is empty', async () => {
  await put('m/b.txt');
  expect([await listed('m/b.txt'), await listed('none'), await listed('m/b.txt/c')]).toEqual([{}, {}, {}]);
});

test('what is not there is told at once, and so is a folder', async () => {
  await put('m/b.txt');
  const missing = await server.get(`${BASE}/m/c.txt`);
  expect([missing.status, await missing.json()]).toMatchObject([
    404,
    { error_code: 'RESOURCE_DOES_NOT_EXIST' },
  ]);
  const dir = await server.get(`${BASE}/m`);
  expect([dir.status, await dir.json()]).toMatchObject([400, { error_code: 'INVALID_PARAMETER_VALUE' }]);
});

test.each(['b.txt', 'a'])('a file or a folder is removed: %s', async (name) => {
  await put('m/b.txt');
  await put('m/a/x');
  const gone = await server.get(`${BASE}/m/${name}`, { method: 'DELETE' });
  expect([gone.status, await gone.json()]).toEqual([200, {}]);
  expect((await fileNames()).filter((file) => file.startsWith(`files/m/${name}`))).toEqual([]);
  expect(await fileNames()).toHaveLength(1);
  expect((await server.get(`${BASE}/m/${name}`, { method: 'DELETE' })).status).toBe(200);
});

test.each([
  ['m/b.txt/c', 'is no folder'],
  ['m', 'is a folder'],
])('a file and a folder of one name: %s is refused', async (path, message) => {
  await put('m/b.txt');
  const refused = await put(path);
  expect([refused.status, await refused.json()]).toMatchObject([
    400,
    { message: expect.stringContaining(message) },
  ]);
  expect(await fileNames()).toEqual(['files/m/b.txt']);
});

test('a name that no disk has is refused', async () => {
  expect((await put('x'.repeat(256))).status).toBe(400);
  expect((await server.get(`${BASE}/${'x'.repeat(256)}`)).status).toBe(404);
});

describe('a name that no record takes is refused before its bytes are kept', () => {
  const MADE = `18/${'0'.repeat(32)}/artifacts`;

  test.each([...'":<>|*?'])('a name with %s', async (sign) => {
    for (const place of [MADE, `18/models/m-${'0'.repeat(32)}/artifacts`]) {
      const { status, text } = await raw(
        'PUT',
        `/${BASE}/${place}/a${encodeURIComponent(sign)}b.txt`,
        'bytes',
      );
      expect([status, text]).toEqual([
        400,
        expect.stringContaining('has a character that an artifact cannot'),
      ]);
    }
    expect(await fileNames()).toEqual([]);
  });

  test('a path of more characters than a record has for it, and one that has them with its place only', async () => {
    const long = `${'x'.repeat(200)}/`.repeat(5);
    expect((await put(`${MADE}/${long}${'y'.repeat(20)}`)).status).toBe(400);
    expect((await put(`${MADE}/${long}${'y'.repeat(19)}`)).status).toBe(200);
  });
});

/** As it stands: `fetch` would straighten the path first. */
function raw(method: string, path: string, body = ''): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const { port } = server;
    const sent = request({ host: '127.0.0.1', port, method, path }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.on('error', reject).end(body);
  });
}

const WAYS_OUT = [
  '../secret',
  'a/../../secret',
  '%2e%2e/secret',
  '%2E%2E%2Fsecret',
  '%252e%252e/secret',
  '%252e',
  'a%252f..%252fb',
  'a%255cb',
  '%252fsecret',
  '%25252e%25252e%25252fsecret',
  '/secret',
  '%2fsecret',
  'a//b',
  './secret',
  '..%5csecret',
  'a%5cb',
  'C:/secret',
  'C:%5csecret',
  '%5c%5chost%5cshare',
  'a%00b',
  'a%0ab',
  'a%23b',
  'file:///secret',
  '%ff',
  '%',
];

test.each(WAYS_OUT)('%s leads nowhere', async (path) => {
  await mkdir(join(folder, 'files'), { recursive: true });
  await writeFile(join(folder, 'secret'), 'secret');
  for (const method of ['GET', 'PUT', 'DELETE']) {
    const { status, text } = await raw(method, `/${BASE}/${path}`, method === 'PUT' ? 'evil' : '');
    expect([status, text]).toEqual([400, expect.stringContaining('INVALID_PARAMETER_VALUE')]);
  }
  expect(await readFile(join(folder, 'secret'), 'utf8')).toBe('secret');
  expect(await fileNames()).toEqual(['secret']);
});

test.each(WAYS_OUT.filter((path) => !/%(ff)?$|^a\/\/b$|^\.\/|^file:/.test(path)))(
  '%s is no folder to list',
  async (path) => {
    const { status } = await raw('GET', `/${BASE}?path=${path}`);
    expect(status).toBe(400);
  },
);

test('a folder as a whole is not removed', async () => {
  await put('m/b.txt');
  for (const path of [BASE, `${BASE}/`])
    expect((await server.get(path, { method: 'DELETE' })).ok).toBe(false);
  expect(await fileNames()).toHaveLength(1);
});

test('no link is followed, nor shown', async () => {
  await put('m/b.txt');
  await writeFile(join(folder, 'secret'), 'secret');
  await symlink(join(folder, 'secret'), join(folder, 'files/m/link'));
  await symlink(folder, join(folder, 'files/m/out'));
  expect((await server.get(`${BASE}/m/link`)).status).toBe(404);
  expect((await server.get(`${BASE}/m/out/secret`)).status).toBe(404);
  expect((await put('m/link', 'evil')).status).toBe(400);
  expect((await put('m/out/secret', 'evil')).status).toBe(400);
  expect((await server.get(`${BASE}/m/out/secret`, { method: 'DELETE' })).status).toBe(200);
  expect(await listed('m')).toEqual({ files: [{ path: 'b.txt', is_dir: false, file_size: 5 }] });
  expect(await listed('m/out')).toEqual({});
  expect(await readFile(join(folder, 'secret'), 'utf8')).toBe('secret');
});

describe('parts of a file', () => {
  const part = async (range: string, path = 'ten') => {
    const response = await server.get(`${BASE}/${path}`, { headers: { range } });
    return [response.status, await response.text(), response.headers.get('content-range')];
  };
  beforeEach(async () => {
    await put('ten', '0123456789');
    await put('empty', '');
  });

  test.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=-30', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=8-99', 206, '89', 'bytes 8-9/10'],
    ['bytes=4-2', 200, '0123456789', null],
    ['bytes=0-1,3-4', 200, '0123456789', null],
    ['lines=1-2', 200, '0123456789', null],
    ['bytes=-', 200, '0123456789', null],
    ['bytes=10-', 416, 'The file has no such bytes.\n', 'bytes */10'],
    ['bytes=-0', 416, 'The file has no such bytes.\n', 'bytes */10'],
  ])('%s', async (range, ...expected) => {
    expect(await part(range)).toEqual(expected);
  });

  test('an empty file has none', async () => {
    expect(await part('bytes=0-0', 'empty')).toEqual([416, expect.any(String), 'bytes */0']);
    expect(await (await server.get(`${BASE}/empty`)).text()).toBe('');
  });
});

/** A PUT whose body the test sends itself. */
function upload(path: string, headers: Record<string, string | number> = {}) {
  let sent: ClientRequest | undefined;
  const answered = new Promise<number>((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port: server.port,
      method: 'PUT',
      path: `/${BASE}/${path}`,
      headers,
    };
    sent = request(options, (response) => resolve(response.resume().statusCode ?? 0)).on('error', reject);
  });
  return { sent: sent as unknown as ClientRequest, answered };
}

test('an empty file comes without a length', async () => {
  const { sent, answered } = upload('empty', { 'transfer-encoding': 'chunked' });
  sent.end();
  expect(await answered).toBe(200);
  expect(await fileNames()).toEqual(['files/empty']);
});

test('nothing is left of an upload that breaks off', async () => {
  const { sent, answered } = upload('m/half', { 'content-length': 1000 });
  sent.write('half');
  await until(async () => (await fileNames()).some((name) => name.startsWith('incoming/')));
  expect(await listed('m')).toEqual({});
  sent.destroy();
  await expect(answered).rejects.toThrow();
  await until(async () => (await fileNames()).length === 0);
  expect(server.logged).toEqual([]);
});

test('a file of many chunks comes whole, and several at once do not mix', async () => {
  const bytes = (seed: number) => Buffer.alloc(3_000_000, `${seed}-`);
  const names = ['a', 'b', 'c', 'd'];
  await Promise.all(names.map((name, seed) => put(`big/${name}`, bytes(seed))));
  await Promise.all([1, 2, 3].map((seed) => put('big/same', bytes(seed))));
  for (const [seed, name] of names.entries()) {
    const got = await server.get(`${BASE}/big/${name}`);
    expect(Buffer.from(await got.arrayBuffer()).equals(bytes(seed))).toBe(true);
  }
  const same = Buffer.from(await (await server.get(`${BASE}/big/same`)).arrayBuffer());
  expect([1, 2, 3].some((seed) => same.equals(bytes(seed)))).toBe(true);
});

test.each(['create', 'complete', 'abort'])(
  'mpu/%s: the sentence that makes a client send one part',
  async (what) => {
    const response = await server.get(`api/2.0/mlflow-artifacts/mpu/${what}/m`, { method: 'POST' });
    expect([response.status, await response.json()]).toEqual([
      501,
      {
        error_code: 'NOT_IMPLEMENTED',
        message: 'Multipart upload is not supported for the current artifact repository',
      },
    ]);
  },
);

test('presigned URLs there are none', async () => {
  expect((await server.get('api/2.0/mlflow-artifacts/presigned/m')).status).toBe(501);
  expect((await server.get('api/2.0/mlflow-artifacts/other')).status).toBe(404);
});

/** A folder that is taken away while it is looked at is looked at again. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo().catch(() => false))) await new Promise((resolve) => setTimeout(resolve, 5));
}
