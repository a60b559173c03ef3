import { once } from 'node:events';
import { request } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { ProtocolError } from '../../../src/mlflow/protocol/errors.js';
import { checkNames, faultOf } from '../../../src/mlflow/server/folder-faults.js';
import { NO_ARTIFACTS, startTestServer } from '../../support/mlflow-server.js';

const error = (code: string) => Object.assign(new Error(code), { code });

test.each([
  ['ENOSPC', 507, 'disk is full'],
  ['EDQUOT', 507, 'disk is full'],
  ['ENAMETOOLONG', 400, 'longer'],
  ['EISDIR', 400, 'is a folder'],
  ['ENOTDIR', 400, 'is no folder'],
  ['EROFS', 403, 'may not write'],
])('%s is told as %i', (code, status, words) => {
  const fault = faultOf(error(code), 'm/x') as ProtocolError;
  expect(fault).toBeInstanceOf(ProtocolError);
  expect([fault.status, fault.message]).toEqual([status, expect.stringContaining(words)]);
  expect(fault.message).toContain('m/x');
});

test('what is not known is a defect', () => {
  const unknown = error('EIO');
  expect(faultOf(unknown, 'm/x')).toBe(unknown);
});

test.each(['a:b', 'm/con', 'm/COM1.txt', 'x?', 'dot.', 'space ', 'm /x', 'a|b', 'q"'])(
  'Windows has no %j',
  (path) => {
    expect(() => checkNames(path, 'win32')).toThrow(/runs on Windows/);
    expect(() => checkNames(path, 'linux')).not.toThrow();
  },
);

test.each(['m/console', 'com', 'a.b', '日本', '.hidden', 'COM10x'])('Windows has %j', (path) => {
  expect(() => checkNames(path, 'win32')).not.toThrow();
});

test('who sends a large file to a disk that is full can send all of it, and is told so', async () => {
  const put = async (_: string, bytes: Readable): Promise<void> => {
    for await (const _chunk of bytes.iterator({ destroyOnReturn: false }))
      throw faultOf(error('ENOSPC'), 'big');
  };
  const server = await startTestServer({ artifacts: { ...NO_ARTIFACTS, put } });
  const url = `${server.url}/api/2.0/mlflow-artifacts/artifacts/big`;
  const sent = request(url, { method: 'PUT' });
  const [[answer]] = await Promise.all([
    once(sent, 'response'),
    once(sent.end(Buffer.alloc(50_000_000)), 'finish'),
  ]);
  expect([answer.statusCode, JSON.parse(await text(answer))]).toMatchObject([
    507,
    { error_code: 'DATA_LOSS' },
  ]);
  expect(server.logged).toEqual([]);
  await server.close();
});

test('a file that breaks off while it is sent is not taken for the whole', async () => {
  const broken = () => {
    const stream = new PassThrough();
    stream.write('half');
    setImmediate(() => stream.destroy(error('EIO')));
    return stream;
  };
  const get = async () => ({ size: 1000, open: broken });
  const server = await startTestServer({ artifacts: { ...NO_ARTIFACTS, get } });
  const answer = await server.get('api/2.0/mlflow-artifacts/artifacts/half');
  await expect(answer.arrayBuffer()).rejects.toThrow();
  expect(server.logged).toEqual([expect.stringContaining('EIO')]);
  await server.close();
});
