import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readRun } from '../../src/ledger/read/records.js';
import { execOk, gitEnvironment } from '../support/exec.js';
import { GitServer } from '../support/git-server.js';
import { READ_WRITE } from '../support/tokens.js';
import { DAY, Folders, idAt, newRun, remoteLedger } from './fixtures.js';

const DOCS = path.resolve(import.meta.dirname, '../../docs/ledger-format.md');
const folders = new Folders();

afterAll(() => folders.remove());

test('the example of the documentation writes a run with git alone, and Lineage Gate reads it', async () => {
  const [, script] = /<!-- tested -->\n```sh\n([\s\S]*?)```/.exec(readFileSync(DOCS, 'utf8')) ?? [];
  if (script === undefined) throw new Error('docs/ledger-format.md has no example');
  const server = await GitServer.start();
  const token = server.tokens.make(READ_WRITE);
  const repo = await server.createRepo('octo/example');
  const url = server.url('octo/example');
  const open = async () => remoteLedger({ url, token, folder: await folders.make() });
  await (await open()).append([await newRun(idAt(DAY))]);

  const foreign = await newRun(idAt(DAY + 86_400_000, 5));
  const folder = await folders.make();
  const record = path.join(folder, 'record.json');
  await writeFile(record, foreign.files[0]?.bytes ?? '');
  await execOk('bash', ['-e', '-c', script], {
    cwd: folder,
    env: {
      ...gitEnvironment(),
      GIT_AUTHOR_NAME: 'other tool',
      GIT_AUTHOR_EMAIL: 'other@example.com',
      GIT_COMMITTER_NAME: 'other tool',
      GIT_COMMITTER_EMAIL: 'other@example.com',
      REMOTE: repo.dir,
      RECORD: record,
    },
  });

  expect((await readRun(await (await open()).view(), foreign.run_id)).run_id).toBe(foreign.run_id);
  const next = await newRun(idAt(DAY + 86_400_000, 6));
  await (await open()).append([next]);
  expect(await repo.listFiles('lineage', 'runs')).toHaveLength(3);
  await repo.fsck();
  await server.close();
});
