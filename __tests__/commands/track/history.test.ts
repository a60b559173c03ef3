import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { readHistory } from '../../../src/collect/history-file.js';
import { longHistory, thinnedText } from '../../../src/commands/track/history.js';
import type { Session } from '../../../src/commands/track/session.js';
import { Faults } from '../../../src/core/errors.js';
import type { SeriesPoint } from '../../../src/core/series.js';
import { makeTempDir, removeDir } from '../../support/temp.js';

const session = { run_id: '0'.repeat(32) } as Session;
const points: SeriesPoint[] = ['loss', 'key-k3y9f8e7', 'loss'].map((key, step) => ({
  key,
  value: 1,
  step,
  at: null,
}));
const long = { whole: { points: 3, all: points }, series: points.slice(0, 1) };
let folder: string;
beforeEach(async () => {
  folder = await makeTempDir();
});
afterEach(() => removeDir(folder));

function kept(quick: boolean) {
  const own = { ...session, lineage_dir: join(folder, 'lineage') };
  const secretIn = (name: string) => (name.includes('k3y') ? 'a secret' : undefined);
  return longHistory(own, long, { others: [], quick, faults: new Faults(), secretIn });
}

test('a history that the ledger has not all of is a file beside the others, without what may not be told', async () => {
  const { note, root, files } = await kept(false);
  expect(note).toEqual({
    notice: 'history-thinned',
    points: 3,
    kept: 1,
    artifact: 'metrics-history.ndjson.gz',
  });
  expect(files.map(({ path }) => path)).toEqual([note.artifact]);
  const read: SeriesPoint[] = [];
  for (const key of ['loss', 'key-k3y9f8e7'])
    for await (const point of readHistory(createReadStream(join(root, note.artifact ?? '')), key))
      read.push(point);
  expect(read).toEqual([points[0], points[2]]);
  expect(thinnedText(note)).toBe(
    'of the 3 points of the training curves 1 are in the ledger, and all of them are in the artifact metrics-history.ndjson.gz',
  );
});

test('where only seconds are left there is none, and the record says so', async () => {
  const { note, files } = await kept(true);
  expect([note.artifact, files]).toEqual([null, []]);
  expect(thinnedText(note)).toContain('the others are not kept');
});
