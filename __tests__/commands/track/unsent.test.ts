import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sendUnsent, UNSENT } from '../../../src/commands/track/unsent.js';
import type { RunRecord } from '../../../src/core/generated/types.js';
import { DAY, idAt, newRun, RecordingLog } from '../../ledger/fixtures.js';
import { Remote } from '../../ledger/remote.js';
import { execOk, gitEnvironment } from '../../support/exec.js';

const ID = idAt(DAY, 1);

let remote: Remote;
beforeAll(async () => {
  remote = await Remote.start();
});
afterAll(() => remote.close());

test('a kept run whose id something else has taken is recorded under another one, once, however often that is tried', async () => {
  const { repo, url } = await remote.repository();
  await (await remote.open(url)).append([await newRun(ID, { status: 'FAILED' })]);
  const root = await remote.folders.make();
  const env = gitEnvironment();
  await execOk('git', ['init', '-q', root], { env });
  const kept = path.join(root, UNSENT, ID);
  const [file] = (await newRun(ID)).files;
  const log = new RecordingLog();
  for (let tries = 0; tries < 2; tries += 1) {
    await mkdir(kept, { recursive: true });
    await writeFile(path.join(kept, `${ID}.json`), file?.bytes ?? '');
    await sendUnsent(root, { ledger: await remote.open(url), log, env });
    expect(existsSync(kept)).toBe(false);
  }
  const paths = await repo.listFiles('lineage', 'runs');
  const runs = await Promise.all(
    paths.map(async (one) => JSON.parse(String(await repo.readFile('lineage', one))) as RunRecord),
  );
  expect(runs.map(({ status, evidence_id }) => [status, evidence_id]).sort()).toEqual([
    ['FAILED', undefined],
    ['FINISHED', ID],
  ]);
  expect(log.lines.join('\n')).toContain(`under the id of run ${ID}`);
});
