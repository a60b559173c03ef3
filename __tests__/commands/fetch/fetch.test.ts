import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOfFiles, sha256 } from '../../../src/core/digest.js';
import { runPath } from '../../../src/ledger/layout.js';
import { encodeRecord } from '../../../src/ledger/read/records.js';
import { adding, DAY, idAt, runRecord } from '../../ledger/fixtures.js';
import { FetchSetup } from './setup.js';

const onPosix = process.platform === 'win32' ? test.skip : test;
let setup: FetchSetup;

beforeEach(async () => {
  setup = await FetchSetup.start();
});
afterEach(() => setup.close());

const FIRST = { 'weights.bin': 'one', 'conf/a b.json': '{}' };
const SECOND = { 'weights.bin': 'two' };

/** Versions 1 and 2 of `clf`; champion is 1. @returns the ids of their runs */
async function twoVersions(): Promise<[string, string]> {
  const first = await setup.train({
    model: FIRST,
    artifacts: { 'plots/a.svg': '<a>', 'plots/b.svg': '<b>' },
  });
  await setup.register(first, { aliases: ['champion'] });
  const second = await setup.train({ model: SECOND });
  await setup.register(second);
  return [first, second];
}

describe('what a URI means', () => {
  test('a version by its number, the newest, an alias; the answer says what it is', async () => {
    const [run] = await twoVersions();
    const fetched = await setup.fetch('models:/clf/1');
    expect(await setup.got()).toEqual(FIRST);
    const entry = (path: string, text: string) => ({ path, size_bytes: text.length, digest: sha256(text) });
    expect(fetched).toEqual({
      ...{ path: 'got', model: 'clf', version: 1, run_id: run, files: 2, size_bytes: 5, from: ['local'] },
      digest: digestOfFiles(Object.entries(FIRST).map(([path, text]) => entry(path, text))),
    });
    expect(setup.log.lines.join('\n')).not.toContain('not confirmed');
    expect(await setup.beside()).toEqual(['got']);

    const to = (name: string) => ({ path: join(setup.root, 'deep', name), shown: name });
    expect(await setup.fetch('models:/clf/latest', to('newest'))).toMatchObject({ version: 2 });
    expect(await setup.got('deep/newest')).toEqual(SECOND);
    expect(await setup.fetch('models:/clf@champion', to('champion'))).toMatchObject({ version: 1 });
    expect(setup.log.lines).toContain(
      '@champion of clf is version 1, as the ledger says; not confirmed with GitHub.',
    );
  });

  test('a stage: the version that got there last; an archived one only where that is allowed', async () => {
    await twoVersions();
    expect(await setup.refusal('models:/clf/Production')).toMatchObject({
      code: 'E_VERSION_NOT_FOUND',
      mend: expect.stringContaining('models:/clf/2'),
    });
    await setup.move(1, 'Production');
    await setup.move(2, 'Production');
    expect(await setup.fetch('models:/clf/production')).toMatchObject({ version: 2 });
    expect(setup.log.lines).toContain(
      'Production of clf is version 2, as the ledger says; not confirmed with GitHub.',
    );
    await setup.move(1, 'Archived');
    for (const uri of ['models:/clf/1', 'models:/clf@champion', 'models:/clf/Archived']) {
      expect(await setup.refusal(uri)).toMatchObject({
        code: 'E_VERSION_ARCHIVED',
        mend: expect.stringContaining('--allow-archived'),
      });
    }
    const allowed = { allowArchived: true, path: join(setup.root, 'old'), shown: 'old' };
    expect(await setup.fetch('models:/clf/Archived', allowed)).toMatchObject({ version: 1 });
    expect(await setup.refusal('models:/clf/Staging')).toMatchObject({
      code: 'E_VERSION_NOT_FOUND',
      mend: expect.stringContaining('`Archived`'),
    });
  });

  test('names percent-encoded or as they are', async () => {
    const run = await setup.train({ model: SECOND });
    await setup.register(run, { model: 'clf 码', aliases: ['at risk'] });
    for (const uri of ['models:/clf 码/1', 'models:/clf%20%E7%A0%81/1', 'models:/clf%20码@at%20risk'])
      expect(await setup.fetch(uri)).toMatchObject({ model: 'clf 码', version: 1 });
    // A name that looks encoded and is not is found as it stands.
    await setup.register(run, { model: 'a%20b' });
    expect(await setup.fetch('models:/a%20b/1')).toMatchObject({ model: 'a%20b' });
  });

  test('of a run: its model, an artifact, a folder of artifacts, a part of a model', async () => {
    const [run] = await twoVersions();
    const to = (name: string) => ({ path: join(setup.root, name), shown: name });
    expect(await setup.fetch(`runs:/${run}/out/model`, to('a'))).toMatchObject({
      model: null,
      version: null,
    });
    expect(await setup.got('a')).toEqual(FIRST);
    const one = await setup.fetch(`runs:/${run.slice(0, 16)}/plots/a.svg`, to('b'));
    expect(one).toMatchObject({ run_id: run, digest: sha256('<a>'), files: 1 });
    expect(await setup.got('b')).toEqual({ 'a.svg': '<a>' });
    const part = await setup.fetch(`runs:/${run}/out/model/conf`, to('d'));
    expect(part).toMatchObject({ files: 1, size_bytes: 2 });
    expect(await setup.got('d')).toEqual({ 'a b.json': '{}' });
    await setup.fetch(`runs:/${run}/out%2Fmodel/conf/a%20b.json`, to('e'));
    expect(await setup.got('e')).toEqual({ 'a b.json': '{}' });
    await setup.fetch(`runs:/${run}/plots`, to('c'));
    expect(await setup.got('c')).toEqual({ 'a.svg': '<a>', 'b.svg': '<b>' });
  });

  test('a digest: of a manifest, or of an artifact', async () => {
    const [run] = await twoVersions();
    const to = (name: string) => ({ path: join(setup.root, name), shown: name });
    const { digest } = await setup.fetch('models:/clf/1');
    expect(await setup.fetch(digest, to('a'))).toMatchObject({ digest, run_id: run });
    expect(await setup.got('a')).toEqual(FIRST);
    await setup.fetch(sha256('<b>'), to('b'));
    expect(await setup.got('b')).toEqual({ 'b.svg': '<b>' });
    expect(await setup.refusal(sha256('never'), to('c'))).toMatchObject({ code: 'E_MODEL_NOT_FOUND' });
  });

  test('what is not there: what is near', async () => {
    await twoVersions();
    for (const [uri, code, mend] of [
      ['models:/clg/1', 'E_MODEL_NOT_FOUND', /Did you mean `clf`/],
      ['models:/regressor/1', 'E_MODEL_NOT_FOUND', /Use one of `clf`/],
      ['models:/clf/3', 'E_VERSION_NOT_FOUND', /1 to 2; the newest is models:\/clf\/2/],
      ['models:/clf/999999999', 'E_VERSION_NOT_FOUND', /1 to 2/],
      ['models:/clf@chempion', 'E_VERSION_NOT_FOUND', /Did you mean `models:\/clf@champion`/],
      ['models:/clf@latest', 'E_VERSION_NOT_FOUND', /Its aliases are `champion`/],
      ['models:/clf/1.0', 'E_INPUT_INVALID', /count from 1/],
      ['runs:/ffff0000/out/model', 'E_RUN_NOT_FOUND', /runs ls/],
      ['nonsense', 'E_INPUT_INVALID', /models:\/NAME\/3/],
    ] as const) {
      expect([uri, await setup.refusal(uri)]).toEqual([
        uri,
        expect.objectContaining({ code, mend: expect.stringMatching(mend) }),
      ]);
    }
    expect(await setup.beside()).toEqual([]);
  });

  test('a path that a run has not: what is near', async () => {
    const [run] = await twoVersions();
    expect(await setup.refusal(`runs:/${run}/out/modle`)).toMatchObject({
      code: 'E_MODEL_NOT_FOUND',
      mend: expect.stringContaining('Did you mean `out/model`'),
    });
  });

  test('nothing is registered at all', async () => {
    expect(await setup.refusal('models:/clf/1')).toMatchObject({
      code: 'E_MODEL_NOT_FOUND',
      mend: expect.stringContaining('register one'),
    });
  });
});

describe('the folder', () => {
  test('that has just these files already: nothing is read', async () => {
    await twoVersions();
    await setup.fetch('models:/clf/1');
    await rm(setup.store, { recursive: true });
    expect(await setup.fetch('models:/clf/1')).toMatchObject({ version: 1, from: [] });
    expect(setup.log.lines.at(-1)).toMatch(/^got has models:\/clf\/1 .* already; nothing was downloaded/);
  });

  test('that is empty gives way', async () => {
    await twoVersions();
    await mkdir(join(setup.root, 'got'));
    await setup.fetch('models:/clf/2');
    expect(await setup.got()).toEqual(SECOND);
  });

  test.each<[string, (got: string) => Promise<unknown>, RegExp]>([
    ['with another file', (got) => writeFile(join(got, 'own.txt'), 'mine'), /`own.txt`, which is none/],
    ['with a hidden file', (got) => writeFile(join(got, '.env'), 'mine'), /`.env`/],
    ['with a folder', (got) => mkdir(join(got, 'mine')), /`mine`/],
    ['with a changed file', (got) => writeFile(join(got, 'weights.bin'), 'eno'), /another `weights.bin`/],
    ['with a longer file', (got) => writeFile(join(got, 'weights.bin'), 'one more'), /another `weights.bin`/],
    ['that lacks a file', (got) => rm(join(got, 'weights.bin')), /has 1 of the 2 files/],
  ])('%s is refused and stays as it is', async (_, change, said) => {
    await twoVersions();
    await setup.fetch('models:/clf/1');
    await change(join(setup.root, 'got'));
    const before = await setup.got();
    expect(await setup.refusal('models:/clf/1')).toMatchObject({
      code: 'E_FETCH_PATH',
      what: expect.stringMatching(said),
    });
    expect(await setup.got()).toEqual(before);
    expect(await setup.beside()).toEqual(['got']);
  });

  test('that is a file is refused', async () => {
    await twoVersions();
    await writeFile(join(setup.root, 'got'), 'mine');
    expect(await setup.refusal('models:/clf/1')).toMatchObject({
      code: 'E_FETCH_PATH',
      what: expect.stringContaining('is a file'),
    });
  });

  onPosix('that is a link, or has one in the place of a file, is refused', async () => {
    await twoVersions();
    await mkdir(join(setup.root, 'elsewhere'));
    await symlink('elsewhere', join(setup.root, 'got'));
    expect(await setup.refusal('models:/clf/1')).toMatchObject({
      code: 'E_FETCH_PATH',
      what: expect.stringContaining('is a link'),
    });
    expect(await setup.got('elsewhere')).toEqual({});
    await rm(join(setup.root, 'got'));
    await setup.fetch('models:/clf/2');
    await writeFile(join(setup.root, 'two'), 'two');
    await rm(join(setup.root, 'got', 'weights.bin'));
    await symlink('../two', join(setup.root, 'got', 'weights.bin'));
    expect(await setup.refusal('models:/clf/2')).toMatchObject({ code: 'E_FETCH_PATH' });
  });

  onPosix('below a file is refused', async () => {
    await twoVersions();
    await writeFile(join(setup.root, 'file'), 'mine');
    const below = { path: join(setup.root, 'file', 'got'), shown: 'file/got' };
    expect(await setup.refusal('models:/clf/1', below)).toMatchObject({ code: 'E_FETCH_PATH' });
  });

  test('of twenty that fetch it at once is whole, and nothing else is left', async () => {
    await twoVersions();
    const all = await Promise.all(Array.from({ length: 20 }, () => setup.fetch('models:/clf/1')));
    expect(new Set(all.map(({ digest }) => digest)).size).toBe(1);
    expect(await setup.got()).toEqual(FIRST);
    expect(await setup.beside()).toEqual(['got']);
  });
});

describe('bytes', () => {
  async function objectOf(text: string): Promise<string> {
    const hex = sha256(text).slice(7);
    const object = join(setup.store, 'objects/sha256', hex.slice(0, 2), hex);
    await chmod(object, 0o644);
    return object;
  }

  test('that were changed in the store are refused, and no folder appears', async () => {
    await twoVersions();
    await writeFile(await objectOf('one'), 'eno');
    expect(await setup.refusal('models:/clf/1')).toMatchObject({
      code: 'E_STORE_DAMAGED',
      what: expect.stringContaining('`weights.bin`'),
    });
    expect(await setup.beside()).toEqual([]);
  });

  test('that are gone: which other version is still there', async () => {
    await twoVersions();
    await rm(await objectOf('two'));
    expect(await setup.refusal('models:/clf/2')).toMatchObject({
      code: 'E_STORE_GONE',
      what: expect.stringContaining('`weights.bin`'),
      mend: expect.stringMatching(/\. The bytes of version 1 are still there: `models:\/clf\/1`$/),
    });
    await rm(await objectOf('one'));
    expect(await setup.refusal('models:/clf/2')).toMatchObject({
      mend: expect.stringMatching(/\. The bytes of any other version are not there either: train again$/),
    });
    expect(await setup.beside()).toEqual([]);
  });

  test('that another clone has: its objects are copied, as the error says', async () => {
    await twoVersions();
    const [objects, other] = [join(setup.store, 'objects'), join(setup.root, 'other-clone')];
    await rename(objects, other);
    expect(await setup.refusal('models:/clf/1')).toMatchObject({
      code: 'E_STORE_GONE',
      mend: expect.stringMatching(
        /of the clone that recorded them, .*copy its `\.lineage\/objects` into the one here/,
      ),
    });
    await cp(other, objects, { recursive: true });
    await setup.fetch('models:/clf/1');
    expect(await readFile(join(setup.root, 'got', 'weights.bin'), 'utf8')).toBe('one');
  });

  test('that this place cannot read, and a record without a place', async () => {
    const far = await setup.train({ model: FIRST, stored: () => [{ type: 's3', name: 'bucket' }] });
    await setup.register(far);
    expect(await setup.refusal('models:/clf/1')).toMatchObject({
      code: 'E_STORE_GONE',
      what: expect.stringContaining('`s3`'),
    });
    await setup.register(await setup.train({ model: SECOND, stored: () => [] }));
    expect(await setup.refusal('models:/clf/2')).toMatchObject({
      code: 'E_STORE_GONE',
      what: 'The record of models:/clf/2 names no place where its bytes are',
    });
  });

  test('that another run has put as well are taken from there', async () => {
    await setup.register(await setup.train({ model: FIRST, stored: () => [{ type: 's3', name: 'bucket' }] }));
    await setup.train({ model: FIRST });
    expect(await setup.fetch('models:/clf/1')).toMatchObject({ version: 1, from: ['local'] });
    expect(await setup.got()).toEqual(FIRST);
  });

  test('of a large file: what has come is said now and then', async () => {
    const run = await setup.train({ model: { 'big.bin': Buffer.alloc(110_000_000) } });
    await setup.fetch(`runs:/${run}/out/model`);
    const told = setup.log.lines.filter((line) => / of 110 MB \(\d+ %\)$/.test(line));
    expect(told).toHaveLength(10);
    expect(told.at(-1)).toBe('110 MB of 110 MB (100 %)');
  });
});

describe('a record that nobody should trust', () => {
  test('and that cannot be read is an error with its path, never no artifact', async () => {
    const id = idAt(DAY);
    const bytes = Buffer.from(`{"digest": "${sha256('<b>')}"}`);
    await setup.ledger.write(adding({ path: runPath(id), bytes }));
    expect(await setup.refusal(sha256('<b>'))).toMatchObject({
      code: 'E_LEDGER_RECORD_INVALID',
      what: expect.stringContaining(runPath(id)),
    });
  });

  test.each(['../evil', '/evil', 'a/../../evil', 'C:evil', '..\\evil'])('names a file %j', async (path) => {
    const id = idAt(DAY);
    const bytes = Buffer.from('one');
    const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    const files = [{ path, digest, size_bytes: 3 }];
    const manifest = {
      ...{ files, digest: digestOfFiles(files), size_bytes: 3, format: 'generic' },
      ...{ flavors: {}, signature: null, dependencies: [], framework: null },
    };
    const run = runRecord(id);
    const outputs = { ...run.outputs, models: [{ path: 'm', manifest }] };
    await setup.train({ model: SECOND });
    await setup.ledger.write(
      adding({ path: runPath(id), bytes: await encodeRecord('run', { ...run, outputs }) }),
    );
    expect(await setup.refusal(`runs:/${id}/m`)).toMatchObject({ code: 'E_PATH_NAME', where: runPath(id) });
    expect(await setup.beside()).toEqual([]);
    expect((await readdir(join(setup.root, 'repo'))).sort()).toEqual(['.git', '.lineage', 'work']);
  });
});
