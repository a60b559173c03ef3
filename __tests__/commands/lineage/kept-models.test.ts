// What was made of a model is kept for as long as its folder is as it was.
import { jest } from '@jest/globals';
import { findImpact } from '../../../src/commands/lineage/impact.js';
import { readGraph } from '../../../src/commands/lineage/read-graph.js';
import { sha256 } from '../../../src/core/digest.js';
import type { ModelEvent } from '../../../src/core/generated/types.js';
import { keptInMemory } from '../../../src/ledger/index/kept-in-memory.js';
import { reindex } from '../../../src/ledger/index/reindex.js';
import { eventPath, MODELS, modelFolder, versionPath } from '../../../src/ledger/layout.js';
import type { Ledger, LedgerView, NewFile } from '../../../src/ledger/ledger.js';
import { encodeRecord } from '../../../src/ledger/read/records.js';
import {
  adding,
  DAY,
  Folders,
  idAt,
  localLedger,
  modelVersion,
  RecordingLog,
  registered,
} from '../../ledger/fixtures.js';
import { add, ledgerOf } from '../../ledger/index/fixtures.js';
import { trained } from '../recalled/world.js';

jest.setTimeout(60_000);

/** As `known-models.ts` has it. */
const FORM = 'models-2';
const log = new RecordingLog();
const folders = new Folders();
afterAll(() => folders.remove());

type Change = Partial<Extract<ModelEvent, { type: 'alias-set' | 'stage-changed' | 'model-renamed' }>>;

/** The events of a model, each with the digest of the one before it. */
async function events(model: string, changes: readonly Change[]): Promise<NewFile[]> {
  const files: NewFile[] = [];
  const first = registered(model, 1, null);
  for (const [index, change] of [{}, ...changes].entries()) {
    const last = files.at(-1);
    const event = {
      ...first,
      ...(index === 0 ? {} : { run_id: undefined, manifest_digest: undefined }),
      ...{ event_id: idAt(DAY + 1 + index, index), previous: last === undefined ? null : sha256(last.bytes) },
      ...change,
    };
    const bytes = await encodeRecord('modelEvent', event as never);
    files.push({ path: eventPath(model, event.event_id), bytes });
  }
  return files;
}

async function version(model: string): Promise<NewFile> {
  const bytes = await encodeRecord('modelVersion', {
    ...modelVersion(model, 1),
    tags: { dataset_version: 'orders_v1' },
  });
  return { path: versionPath(model, 1), bytes };
}

const ALIAS: Change = { type: 'alias-set', alias: 'champion' };
const STAGE: Change = { type: 'stage-changed', from_stage: 'None', to_stage: 'Production', reason: null };

async function ledgers() {
  const { folder, ledger: plain } = await ledgerOf(folders, [
    { ...trained('a', { reads: [{ version: 'v1' }] }), run_id: idAt(DAY) },
  ]);
  const kept = keptInMemory();
  for (const model of ['clf', 'seg'])
    await plain.write(adding(await version(model), ...(await events(model, [ALIAS, STAGE]))));
  return { folder, kept, plain, ledger: localLedger(folder, { kept }) };
}

/** Paths of records of models that are read while something is done. */
async function readWhile(view: LedgerView, work: () => Promise<unknown>): Promise<string[]> {
  const each = jest.spyOn(view, 'each');
  await work();
  return each.mock.calls.flatMap(([paths]) => paths.filter((path) => path.startsWith(`${MODELS}/`)));
}

async function sameOf(ledger: Ledger, plain: Ledger): Promise<void> {
  const [one, other] = await Promise.all(
    [ledger, plain].map(async (of) => readGraph(await of.view(), { package: null })),
  );
  const told = (read: typeof one) => ({
    versions: read?.graph.versions,
    tenures: read?.tenures,
    requests: read?.requests,
    faults: read?.faults.map(String),
  });
  expect(told(one)).toEqual(told(other));
  expect(one?.tenures.length).toBeGreaterThan(0);
}

const ask = (view: LedgerView) =>
  findImpact({ reference: 'dataset:orders@v1', most: 9 }, { view, log, cwd: '/', env: {} });

test.each([false, true])(
  'a model whose folder is as it was is not read again, and others are (look-ups: %s)',
  async (isIndexed) => {
    const { ledger, plain } = await ledgers();
    if (isIndexed) await reindex(plain, { log });
    const first = await ledger.view();
    expect(await readWhile(first, () => ask(first))).toHaveLength(2 * 4);
    const second = await ledger.view();
    expect(await readWhile(second, () => ask(second))).toEqual([]);
    expect((await ask(await ledger.view())).impact).toEqual((await ask(await plain.view())).impact);
    await sameOf(ledger, plain);
    const all = await events('seg', [
      ALIAS,
      STAGE,
      { ...STAGE, from_stage: 'Production', to_stage: 'Archived' },
    ]);
    await plain.write(adding(...all.slice(-1)));
    const third = await ledger.view();
    const read = await readWhile(third, () => ask(third));
    expect(read.length).toBeGreaterThan(0);
    expect(read.filter((path) => !path.startsWith(`${modelFolder('seg')}/`))).toEqual([]);
    await sameOf(ledger, plain);
  },
);

test('what a stage meant is answered by what is kept as by what is read', async () => {
  const { ledger, plain } = await ledgers();
  const began = [{ uri: 'models:/clf/Production' }, { uri: 'models:/seg@champion' }];
  const at = { started_at: '2026-11-22T09:00:00.000Z', ended_at: '2026-11-22T10:00:00.000Z' };
  await add(plain, { ...trained('b', { began }), ...at, run_id: idAt(DAY + 86_400_000, 7) });
  const asked = async (of: Ledger) =>
    findImpact({ reference: 'models:/clf/1', most: 9 }, { view: await of.view(), log, cwd: '/', env: {} });
  const { impact } = await asked(plain);
  expect(impact.runs).toHaveLength(1);
  for (let time = 0; time < 2; time++) expect((await asked(ledger)).impact).toEqual(impact);
});

test('what is wrong with a model is told each time', async () => {
  const { ledger, plain } = await ledgers();
  await plain.write(adding({ path: versionPath('seg', 2), bytes: Buffer.from('{}\n') }));
  for (let time = 0; time < 2; time++) {
    const { faults } = await readGraph(await ledger.view(), { package: null });
    expect(faults.map(String)).toEqual([expect.stringContaining(versionPath('seg', 2))]);
  }
  await sameOf(ledger, plain);
});

test('of a model that had another name nothing is kept: its folder alone does not say all', async () => {
  const { kept, ledger, plain } = await ledgers();
  const renamed = {
    type: 'model-renamed',
    from: 'clf',
    to: 'new',
    version: null,
    counterpart: idAt(DAY),
    reason: null,
  } as never;
  const [, , , last] = await events('clf', [ALIAS, STAGE, renamed]);
  await plain.write(adding(...(last === undefined ? [] : [last])));
  await sameOf(ledger, plain);
  await sameOf(ledger, plain);
  const texts = await Promise.all([...(await kept(FORM).names())].map((name) => kept(FORM).read(name)));
  expect(texts.map((text) => String(text).includes('"seg"'))).toEqual([true]);
});

test('two models whose folders have the same bytes are not taken for each other', async () => {
  const { ledger, plain } = await ledgers();
  await readGraph(await ledger.view(), { package: null });
  const copies = [await version('clf'), ...(await events('clf', [ALIAS, STAGE]))].map(({ path, bytes }) => ({
    path: path.replace(modelFolder('clf'), modelFolder('copy')),
    bytes,
  }));
  await plain.write(adding(...copies));
  await sameOf(ledger, plain);
});

/**
 * What an earlier version has kept is taken for what this one would make of the same records. Where this fails, `FORM` of
 * `known-models.ts` gets another number, and both lines here with it.
 */
test('what is kept has another name where it has another form', async () => {
  const { kept, ledger } = await ledgers();
  await readGraph(await ledger.view(), { package: null });
  const texts = await Promise.all(
    [...(await kept(FORM).names())].sort().map((name) => kept(FORM).read(name)),
  );
  expect(sha256(Buffer.concat(texts.map((text) => text ?? Buffer.of())))).toBe(
    'sha256:0adfa909d0517eb0fbefea8edbf9dfafb4067642529788b420369629c1e1aba7',
  );
});
