import { truncate } from 'node:fs/promises';
import path from 'node:path';
import { collectBaseModels } from '../../../src/collect/base-models.js';
import { foundBy, lookAtBaseModels } from '../../../src/collect/freshness/base-models.js';
import { sha256 } from '../../../src/core/digest.js';
import { Faults } from '../../../src/core/errors.js';
import { makeWorkspace, type TestWorkspace } from '../workspace.js';

let ws: TestWorkspace;
beforeEach(async () => {
  ws = await makeWorkspace();
});
afterEach(() => ws.remove());

/** What a record has of base models where the run does something. */
async function recorded(text: string, run: () => Promise<unknown>) {
  const place = { workspace: ws.root, cwd: ws.root };
  const looks = JSON.parse(JSON.stringify(await lookAtBaseModels(place, text)));
  await run();
  const faults = new Faults();
  const begin = foundBy(looks);
  return {
    models: await collectBaseModels({ text, place, ...(begin && { begin }) }, faults),
    faults: faults.list,
  };
}

test('a model that is trained further where it lies is the one that was there when the run began', async () => {
  for (const file of ['model/w.bin', 'single.bin']) await ws.write(file, 'base');
  const { models, faults } = await recorded('./model\nsingle.bin\nlater.bin', async () => {
    for (const file of ['model/w.bin', 'single.bin', 'later.bin']) await ws.write(file, 'of the run');
  });
  await ws.write('model/w.bin', 'base');
  const again = await recorded('./model', async () => undefined);
  expect(faults).toEqual([]);
  expect(models).toMatchObject([
    { uri: './model', digest: again.models[0]?.digest },
    { file_digest: sha256('base') },
    { file_digest: sha256('of the run') },
  ]);
});

test('the digest of a line is that of the model which the run found', async () => {
  await ws.write('m', 'base');
  const [found] = (await recorded('m', async () => undefined)).models;
  const line = `m digest=${found?.digest}`;
  const { models, faults } = await recorded(line, () => ws.write('m', 'tuned'));
  expect(faults).toEqual([]);
  expect(models).toMatchObject([{ digest: found?.digest }]);
});

test('of one that was too large to be read before and is another by now nothing is told as if it were known', async () => {
  const big = path.join(ws.root, 'big.bin');
  await ws.write('big.bin', '');
  await truncate(big, 1024 ** 3 + 1);
  const { models, faults } = await recorded('big.bin', () => truncate(big, 3));
  expect(models).toMatchObject([{ uri: 'big.bin', digest: null }]);
  expect(faults).toMatchObject([{ code: 'E_FILE_TOO_LARGE', where: 'base-models, line 1' }]);
});
