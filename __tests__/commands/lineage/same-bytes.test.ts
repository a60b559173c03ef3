import { jest } from '@jest/globals';
import { findImpact } from '../../../src/commands/lineage/impact.js';
import { sha256 } from '../../../src/core/digest.js';
import type { RunRecord } from '../../../src/core/generated/types.js';
import { reindex } from '../../../src/ledger/index/reindex.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { Folders, RecordingLog } from '../../ledger/fixtures.js';
import { addRuns, emptyLedger, id, trained } from '../recalled/world.js';

jest.setTimeout(60_000);

const folders = new Folders();
afterAll(() => folders.remove());

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const letterOf = (run_id: string) => LETTERS.find((one) => id(one) === run_id) ?? run_id;

async function ledgerWith(...runs: readonly RunRecord[]): Promise<Ledger> {
  const ledger = await emptyLedger(folders);
  await addRuns(ledger, ...runs);
  await reindex(ledger, { log: new RecordingLog() });
  return ledger;
}

/** What something hits, with look-ups and without: letters of the runs, names of the versions. */
async function hits(ledger: Ledger, reference: string) {
  const answer = async (isIndexUsed: boolean) => {
    const log = new RecordingLog();
    const deps = { view: await ledger.view(), log, isIndexUsed, cwd: '/', env: {} };
    const { impact } = await findImpact({ reference, most: 9 }, deps);
    expect(log.lines).toEqual([]);
    return {
      runs: impact.runs.map(({ run_id }) => letterOf(run_id)).join(''),
      versions: impact.versions.map(({ model, version }) => `${model}/${version}`),
    };
  };
  const [quick, whole] = [await answer(true), await answer(false)];
  expect(quick).toEqual(whole);
  return whole;
}

describe('data that changed while a run went on', () => {
  const bad = { digest: sha256('bad'), size_bytes: 3 };
  const good = { digest: sha256('good'), size_bytes: 4 };
  const changed = (begin: string, end: string) => [{ begin: sha256(begin), end: sha256(end) }];

  test('is found by both of its contents', async () => {
    const ledger = await ledgerWith(
      trained('a', { reads: [{ name: 'plain', ...bad }] }),
      trained('b', { at: 2, reads: [good], changed: changed('good', 'bad') }),
      trained('c', { at: 4, reads: [good], changed: changed('bad', 'good') }),
      trained('d', { at: 6, reads: [good] }),
    );
    expect(await hits(ledger, sha256('bad'))).toMatchObject({ runs: 'abc' });
    expect(await hits(ledger, sha256('good'))).toMatchObject({ runs: 'bcd' });
  });

  test('comes from who made either of them', async () => {
    const ledger = await ledgerWith(
      trained('a', { reads: [bad], data: [{ path: 'out/f.csv', text: 'made' }] }),
      trained('b', {
        ...{ at: 2, reads: [{ name: 'f', digest: sha256('good'), size_bytes: 4, made_by: id('x') }] },
        changed: [{ name: 'f', begin: sha256('good'), end: sha256('made') }],
      }),
      trained('c', { at: 4, reads: [good], changed: [{ begin: 'no digest', end: null }] }),
    );
    expect(await hits(ledger, 'dataset:orders@v1')).toMatchObject({ runs: 'abc' });
    expect(await hits(ledger, sha256('bad'))).toMatchObject({ runs: 'ab' });
  });
});
