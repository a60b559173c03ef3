import { jest } from '@jest/globals';
import { findImpact } from '../../../src/commands/lineage/impact.js';
import { sha256 } from '../../../src/core/digest.js';
import type { RunRecord } from '../../../src/core/generated/types.js';
import { reindex } from '../../../src/ledger/index/reindex.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { encodeRecord } from '../../../src/ledger/read/records.js';
import { listed } from '../../core/lineage/world.js';
import { adding, Folders, modelVersion, RecordingLog, registered } from '../../ledger/fixtures.js';
import {
  addRecalls,
  addRuns,
  ancestry,
  dataset,
  emptyLedger,
  id,
  recalled,
  trained,
} from '../recalled/world.js';

jest.setTimeout(60_000);

const folders = new Folders();
afterAll(() => folders.remove());

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const letterOf = (run_id: string) => LETTERS.find((one) => id(one) === run_id) ?? run_id;

/** @param tags of all registrations @param models that have one version, each of a run's first model or of the one that is named */
async function ledgerWith(
  runs: readonly RunRecord[],
  models: Record<string, RunRecord | [run: RunRecord, path: string]> = {},
  tags: Record<string, string> = {},
): Promise<Ledger> {
  const ledger = await emptyLedger(folders);
  await addRuns(ledger, ...runs);
  for (const [model, of] of Object.entries(models)) {
    const [run, path] = Array.isArray(of) ? of : [of, of.outputs.models[0]?.path];
    const made = run.outputs.models.find((one) => one.path === path);
    if (made === undefined) throw new Error('the run made no such model');
    const { manifest } = made;
    const event = { ...registered(model, 1, null), run_id: run.run_id, manifest_digest: manifest.digest };
    const version = { ...modelVersion(model, 1), tags, run_id: run.run_id, run_path: made.path, manifest };
    await ledger.write(
      adding(
        { path: `models/${model}/versions/1.json`, bytes: await encodeRecord('modelVersion', version) },
        {
          path: `models/${model}/events/${event.event_id}.json`,
          bytes: await encodeRecord('modelEvent', event),
        },
      ),
    );
  }
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
      versions: impact.versions.map(({ model, same_bytes }) => `${model}${same_bytes ? ' (same)' : ''}`),
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
    const ledger = await ledgerWith([
      trained('a', { reads: [{ name: 'plain', ...bad }] }),
      trained('b', { at: 2, reads: [good], changed: changed('good', 'bad') }),
      trained('c', { at: 4, reads: [good], changed: changed('bad', 'good') }),
      trained('d', { at: 6, reads: [good] }),
    ]);
    expect(await hits(ledger, sha256('bad'))).toMatchObject({ runs: 'abc' });
    expect(await hits(ledger, sha256('good'))).toMatchObject({ runs: 'bcd' });
  });

  test('comes from who made either of them', async () => {
    const ledger = await ledgerWith([
      trained('a', { reads: [bad], data: [{ path: 'out/f.csv', text: 'made' }] }),
      trained('b', {
        ...{ at: 2, reads: [{ name: 'f', digest: sha256('good'), size_bytes: 4, made_by: id('x') }] },
        changed: [{ name: 'f', begin: sha256('good'), end: sha256('made') }],
      }),
      trained('c', { at: 4, reads: [good], changed: [{ begin: 'no digest', end: null }] }),
    ]);
    expect(await hits(ledger, 'dataset:orders@v1')).toMatchObject({ runs: 'abc' });
    expect(await hits(ledger, sha256('bad'))).toMatchObject({ runs: 'ab' });
  });
});

describe('a model version', () => {
  const model = (path: string, files: Record<string, string>) => ({ models: [{ path, files }] });
  const base = trained('a', {
    models: [
      { path: 'model/base', files: { base: 'weights' } },
      { path: 'model/other', files: { other: 'innocent' } },
    ],
  });
  const digest = listed({ base: 'weights' });
  const tuned = (letter: string, told: Parameters<typeof trained>[1]) =>
    trained(letter, { at: letter.charCodeAt(0), ...model('model/m', { m: letter }), ...told });

  test('is its bytes, whatever who began with it called them', async () => {
    const runs = [
      base,
      tuned('b', { began: [{ uri: 'models:/base/1', version: '1' }] }),
      tuned('c', { began: [{ uri: `runs:/${base.run_id}/model/base` }] }),
      tuned('d', { began: [{ uri: 'model/base', digest, file_digest: sha256('weights') }] }),
      tuned('e', { began: [{ uri: 'hf:acme/base', digest }] }),
      tuned('f', { reads: [{ name: 'teacher', digest: sha256('weights'), size_bytes: 7 }] }),
      tuned('g', { began: [{ uri: `runs:/${base.run_id}/model/base/base` }] }),
      tuned('h', { began: [{ uri: `runs:/${base.run_id}/model/other` }] }),
      tuned('i', { began: [{ uri: 'x', digest: listed({ other: 'innocent' }), made_by: base.run_id }] }),
    ];
    const [, , c] = runs;
    const ledger = await ledgerWith(runs, { base, other: [base, 'model/other'], tuned: c as RunRecord });
    const all = { runs: 'bcdefg', versions: ['base', 'tuned'] };
    expect(await hits(ledger, 'models:/base/1')).toEqual(all);
    expect(await hits(ledger, `runs:/${base.run_id}/model/base`)).toEqual(all);
    expect(await hits(ledger, 'models:/other/1')).toEqual({ runs: 'hi', versions: ['other'] });
    expect(await hits(ledger, `runs:/${base.run_id}`)).toMatchObject({ runs: 'abcdefghi' });
  });

  test('that nobody has the run of is found by its digest', async () => {
    const ledger = await ledgerWith(
      [
        tuned('d', { began: [{ uri: 'model/base', digest }] }),
        tuned('f', { reads: [{ name: 'teacher', digest }] }),
      ],
      { base },
    );
    expect(await hits(ledger, 'models:/base/1')).toEqual({ runs: 'df', versions: ['base'] });
  });

  test('is hit by what came to a copy that was made later, and its copies with it', async () => {
    const copy = trained('b', {
      at: 2,
      reads: [{ name: 'x' }],
      models: [{ path: 'model2', files: { base: 'weights' } }],
    });
    const renamed = trained('c', {
      at: 4,
      reads: [{ name: 'x' }],
      models: [{ path: 'model3', files: { new: 'weights' } }],
    });
    const more = trained('d', {
      ...{ at: 6, reads: [{ name: 'x' }] },
      models: [{ path: 'model4', files: { base: 'weights', config: 'c' } }],
    });
    const bad = trained('a', {
      reads: [{ digest: sha256('bad') }],
      models: base.outputs.models.slice(0, 1).map(() => ({ path: 'model/base', files: { base: 'weights' } })),
    });
    const runs = [
      ...[bad, copy, renamed, more],
      tuned('e', { began: [{ uri: 'there', digest }] }),
      tuned('f', { began: [{ uri: 'models:/copy/1', version: '1' }] }),
      tuned('g', { began: [{ uri: 'models:/more/1', version: '1' }] }),
    ];
    const ledger = await ledgerWith(runs, { base: bad, copy, more, renamed });
    expect(await hits(ledger, 'dataset:orders@v1')).toEqual({
      runs: 'aef',
      versions: ['base', 'copy (same)', 'renamed (same)'],
    });
  });
});

test('a name that several repositories use is told, and may be asked about as that of one', async () => {
  const of = (letter: string, at: number, repository: string) => {
    const one = trained(letter, { at, commit: 'c'.repeat(40), reads: [{ digest: sha256(letter) }] });
    const code = { ...one.inputs.code, repository } as typeof one.inputs.code;
    return { ...one, inputs: { ...one.inputs, code } };
  };
  const ledger = await ledgerWith([of('a', 0, 'acme/a'), of('b', 2, 'acme/b')]);
  const ask = async (reference: string) => {
    const deps = { view: await ledger.view(), log: new RecordingLog(), cwd: '/', env: {} };
    const { notes, isHit } = await findImpact({ reference, most: 9 }, deps);
    return { notes, isHit };
  };
  expect(await hits(ledger, 'dataset:orders@v1')).toMatchObject({ runs: 'ab' });
  expect(await hits(ledger, 'dataset:acme/b:orders@v1')).toMatchObject({ runs: 'b' });
  expect(await ask('dataset:orders@v1')).toEqual({
    isHit: true,
    notes: [
      expect.stringContaining(
        'several repositories use that name: `acme/a`, `acme/b`. `dataset:acme/a:orders`',
      ),
    ],
  });
  expect(await ask('dataset:acme/b:orders@v1')).toEqual({ isHit: true, notes: [] });
});

describe('data that a tag alone names', () => {
  const tags = { dataset_version: 'features_f2' };
  const features = { name: 'features', version: 'f2', scheme: 'file' as const, size_bytes: 1 };
  const feat = trained('a', { reads: [{ digest: sha256('bad') }], data: [{ path: 'out/f.csv', text: 'F' }] });
  const byFile = trained('b', { at: 2, reads: [{ ...features, digest: sha256('F') }] });
  const byTag = trained('c', { at: 4, tags });
  const before = trained('e', { at: -2, tags });

  test('is what all others read under that name, for who asks and for who decides', async () => {
    const silent = trained('d', { at: 6, models: [{ path: 'm', files: { m: 'd' } }] });
    const fork = trained('f', { at: 8, trust: 'fork', reads: [{ ...features, digest: sha256('other') }] });
    const ledger = await ledgerWith([feat, byFile, byTag, silent, before, fork], { silent }, tags);
    expect(await hits(ledger, 'dataset:orders@v1')).toEqual({ runs: 'abc', versions: ['silent'] });
    expect(await hits(ledger, sha256('F'))).toMatchObject({ runs: 'ebc' });
    await addRecalls(ledger, recalled(dataset('orders', 'v1')));
    const decided = await ancestry(await ledger.view(), byTag);
    expect(decided.descents).toMatchObject([{ severity: 'refuse' }]);
    // Who decides about a version has the tags of its registration.
    const version = await ancestry(await ledger.view(), { ...silent, tags });
    expect(version.descents).toMatchObject([{ severity: 'refuse' }]);
    expect((await ancestry(await ledger.view(), silent)).descents).toEqual([]);
  });

  test('is told among what could not be judged where others read several contents', async () => {
    const other = trained('d', { at: 3, reads: [{ ...features, digest: sha256('other') }] });
    const alias = trained('g', { at: 6, reads: [{ ...features, name: 'alias', digest: sha256('other') }] });
    const silent = trained('h', { at: 7, models: [{ path: 'm', files: { m: 'h' } }] });
    const ledger = await ledgerWith([feat, byFile, other, byTag, alias, silent], { silent }, tags);
    const hit = async (reference: string, isIndexUsed: boolean) => {
      const deps = { view: await ledger.view(), log: new RecordingLog(), isIndexUsed, cwd: '/', env: {} };
      const { impact, unjudged } = await findImpact({ reference, most: 9 }, deps);
      expect(impact.versions).toEqual([]);
      const ids = [id('c'), 'models:/silent/1'];
      expect(unjudged).toContainEqual({ why: expect.stringContaining('several contents'), ids });
      return impact.runs.map(({ run_id }) => letterOf(run_id)).join('');
    };
    for (const isIndexUsed of [true, false]) {
      expect(await hit('dataset:orders@v1', isIndexUsed)).toBe('ab');
      expect(await hit(`runs:/${id('a')}/out/f.csv`, isIndexUsed)).toBe('b');
      expect(await hit(sha256('F'), isIndexUsed)).toBe('b');
      expect(await hit(sha256('other'), isIndexUsed)).toBe('dg');
      expect(await hit('dataset:alias@f2', isIndexUsed)).toBe('g');
    }
    const byName = await hits(ledger, 'dataset:features@f2');
    expect(byName).toEqual({ runs: 'bdc', versions: ['silent'] });
  });

  test('is no doubt where nothing of it was asked about, or it is hit by its name', async () => {
    const other = trained('d', { at: 3, reads: [{ ...features, digest: sha256('other') }] });
    const ledger = await ledgerWith([feat, byFile, other, byTag, trained('g', { reads: [{ name: 'x' }] })]);
    for (const reference of ['dataset:features@f2', 'dataset:x@v1']) {
      const deps = { view: await ledger.view(), log: new RecordingLog(), cwd: '/', env: {} };
      const { unjudged } = await findImpact({ reference, most: 9 }, deps);
      expect(unjudged.filter(({ why }) => why.includes('several contents'))).toEqual([]);
    }
  });
});
