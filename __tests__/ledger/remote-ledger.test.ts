import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bootstrapFiles, runPath } from '../../src/ledger/layout.js';
import { GitServer } from '../support/git-server.js';
import { READ_ONLY, READ_WRITE } from '../support/tokens.js';
import { adding, DAY, Folders, idAt, remoteLedger, requestsSince, runFile } from './fixtures.js';

const folders = new Folders();
let server: GitServer;
let token: string;

beforeAll(async () => {
  server = await GitServer.start();
  token = server.tokens.make(READ_WRITE);
});

afterAll(async () => {
  await server.close();
  await folders.remove();
});

let made = 0;
async function repository() {
  made += 1;
  const name = `octo/repo-${made}`;
  const repo = await server.createRepo(name);
  return { repo, name, url: server.url(name) };
}

test('the first write makes the branch, with 4 requests', async () => {
  const { repo, url } = await repository();
  const ledger = remoteLedger({ url, token, folder: await folders.make() });
  const start = server.requests.length;
  const file = await runFile(idAt(DAY));
  const written = await ledger.write(adding(file));
  expect(requestsSince(server, start)).toEqual([
    'GET /info/refs?service=git-upload-pack',
    'POST /git-upload-pack',
    'GET /info/refs?service=git-receive-pack',
    'POST /git-receive-pack',
  ]);
  expect(written).toEqual({ value: 'written', commit: await repo.resolve('refs/heads/lineage') });
  expect(await repo.listFiles('lineage')).toEqual(['README.md', 'ledger.json', file.path]);
  expect(await repo.readFile('lineage', file.path)).toEqual(file.bytes);
  const [commit] = await repo.log('lineage');
  expect(commit).toMatchObject({
    parents: [],
    author: 'github-actions[bot] <bot@users.noreply.github.com>',
    message: 'run clf_orders FINISHED\n\nLineage-Run: x\n',
  });
  await repo.fsck();
});

test('a write to a ledger takes 5 requests and one push, and fetches no contents', async () => {
  const { repo, url } = await repository();
  const first = await runFile(idAt(DAY));
  await remoteLedger({ url, token, folder: await folders.make() }).write(adding(first));
  const start = server.requests.length;
  const second = await runFile(idAt(DAY + 86_400_000));
  await remoteLedger({ url, token, folder: await folders.make() }).write(adding(second));
  expect(requestsSince(server, start)).toEqual([
    'GET /info/refs?service=git-upload-pack',
    'POST /git-upload-pack',
    'POST /git-upload-pack',
    'GET /info/refs?service=git-receive-pack',
    'POST /git-receive-pack',
  ]);
  expect(await repo.listFiles('lineage')).toEqual(['README.md', 'ledger.json', first.path, second.path]);
  expect(await repo.log('lineage')).toHaveLength(2);
  await repo.fsck();
});
