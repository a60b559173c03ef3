import { sha256 } from '../../../src/core/digest.js';
import type { ModelEvent, RunRecord } from '../../../src/core/generated/types.js';
import { canonicalJson } from '../../../src/core/json.js';
import { findRuns } from '../../../src/ledger/index/find-runs.js';
import { eventPath, runPath, versionPath } from '../../../src/ledger/layout.js';
import type { Entry, LedgerView, VisitFile } from '../../../src/ledger/ledger.js';
import {
  encodeRecord,
  findRunPrefix,
  listModels,
  readModel,
  readRun,
} from '../../../src/ledger/read/records.js';
import { breathe } from '../../support/hostile-texts.js';
import { DAY, idAt, modelVersion, registered, runFile, runRecord } from '../fixtures.js';

/** A view of files in memory that counts its reads. */
class MemoryView implements LedgerView {
  readonly commit = 'c0ffee';
  readonly parked: readonly string[] = [];
  reads = 0;
  constructor(readonly files: ReadonlyMap<string, Buffer>) {}

  async list(folder: string): Promise<string[]> {
    return [...this.files.keys()].filter((path) => path.startsWith(`${folder}/`)).sort();
  }

  async subfolders(folder: string): Promise<Map<string, string>> {
    const below = (await this.list(folder)).map((path) => path.slice(folder.length + 1).split('/'));
    return new Map(below.flatMap(([name, more]) => (name && more ? [[name, name] as const] : [])));
  }

  async look(folder: string): Promise<Entry[]> {
    const names = (await this.list(folder)).map((path) => path.slice(folder.length + 1).split('/'));
    const entries = names.map(([name = '', ...rest]): [string, Entry] => [
      name,
      { mode: rest.length === 0 ? '100644' : '40000', name, id: name },
    ]);
    return [...new Map(entries).values()];
  }

  async names(folder: string): Promise<string[]> {
    return (await this.look(folder)).map(({ name }) => name);
  }

  async open(): Promise<void> {}

  async bring(): Promise<void> {}

  async read(paths: readonly string[]): Promise<Map<string, Buffer>> {
    this.reads += 1;
    return new Map(
      paths.flatMap((path) => {
        const bytes = this.files.get(path);
        return bytes === undefined ? [] : [[path, bytes] as const];
      }),
    );
  }

  async has(paths: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set(paths.filter((path) => this.files.has(path)));
  }

  async each(paths: readonly string[], visit: VisitFile): Promise<void> {
    for (const [path, bytes] of await this.read(paths)) visit(path, bytes);
  }
}

function viewOf(...files: { path: string; bytes: Buffer | string }[]): MemoryView {
  return new MemoryView(new Map(files.map(({ path, bytes }) => [path, Buffer.from(bytes)])));
}

describe('runs', () => {
  test('one is read as it was written', async () => {
    const record = runRecord(idAt(DAY), { tags: { dataset_version: 'orders_v2.1', ключ: '✓' } });
    const bytes = await encodeRecord('run', record);
    expect(bytes.toString()).toBe(canonicalJson(record));
    expect(await readRun(viewOf({ path: runPath(record.run_id), bytes }), record.run_id)).toEqual(record);
  });

  test.each([
    [idAt(DAY, 7), 'is not in the ledger'],
    ['nonsense', 'is no run id'],
    ['../../etc/passwd', 'is no run id'],
  ])('%s is not found', async (id, why) => {
    const run = readRun(viewOf(await runFile(idAt(DAY))), id);
    await expect(run).rejects.toThrow('E_RUN_NOT_FOUND');
    await expect(run).rejects.toThrow(why);
  });

  test('by the beginning of their id', async () => {
    const [first, second] = [idAt(DAY, 1), idAt(DAY, 2)];
    const view = viewOf(await runFile(first), await runFile(second));
    expect(await findRunPrefix(view, first)).toBe(first);
    expect(await findRunPrefix(view, second.slice(0, 32).toUpperCase())).toBe(second);
    await expect(findRunPrefix(view, first.slice(0, 12))).rejects.toThrow(
      /E_RUN_NOT_FOUND: 2 runs begin with/,
    );
    await expect(findRunPrefix(view, 'ffff')).rejects.toThrow(/beginning of no run id/);
    await expect(findRunPrefix(view, first.slice(0, 3))).rejects.toThrow(/shorter than 4/);
    await expect(findRunPrefix(view, 'latest')).rejects.toThrow(/no beginning of one/);
    await expect(findRunPrefix(view, '')).rejects.toThrow('E_RUN_NOT_FOUND');
  });
});

describe('records that cannot be read', () => {
  const id = idAt(DAY);
  const good = canonicalJson(runRecord(id));
  const deep = `${'['.repeat(200)}${']'.repeat(200)}`;

  test('one in which 150,000 things are wrong is refused in moments', async () => {
    const metrics = Object.fromEntries(Array.from({ length: 150_000 }, (_, index) => [`k${index}`, 1]));
    const bytes = canonicalJson({ ...runRecord(id), outputs: { ...runRecord(id).outputs, metrics } });
    const read = readRun(viewOf({ path: runPath(id), bytes }), id);
    await expect(read).rejects.toThrow(/\/outputs\/metrics\/k0 must be object.*and \d+ more/);
    await breathe();
  });

  test.each([
    ['nothing', '', 'is not JSON'],
    ['text', 'hello', 'is not JSON'],
    ['JSON that is cut', good.slice(0, -30), 'is not JSON'],
    ['JSON with a byte order mark', `\ufeff${good}`, 'is not JSON'],
    ['invalid UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'is not UTF-8'],
    ['UTF-16', Buffer.from(good, 'utf16le'), 'is not JSON'],
    ['null', 'null\n', 'is no JSON object'],
    ['a list', '[]\n', 'is no JSON object'],
    ['no schema', '{}\n', 'has no schema'],
    [
      'another schema',
      '{"schema":"lineage-gate/run/v2"}',
      'has "lineage-gate/run/v2" where lineage-gate/run/v1 is read',
    ],
    [
      'a missing key',
      canonicalJson({ ...runRecord(id), status: undefined }),
      "must have required property 'status'",
    ],
    ['an unknown key', canonicalJson({ ...runRecord(id), admin: true }), 'additional properties "admin"'],
    [
      'a wrong value',
      canonicalJson({ ...runRecord(id), status: 'GREAT' }),
      '/status must be equal to one of',
    ],
    ['too deep nesting', `{"a":${deep}}`, 'is nested deeper than 64'],
    ['brackets a million deep', '['.repeat(1_000_000), 'is nested deeper than 64'],
    ['a prototype key', good.replace('"tags": {}', '"tags": {\n    "__proto__": "x"\n  }'), '__proto__'],
    ['an escaped prototype key', good.replace('"tags": {}', '"tags": {"\\u005f_proto__": "x"}'), '__proto__'],
    ['duplicate keys', good.replace('"status"', '"status": "FAILED",\n  "status"'), 'canonical'],
    ['other spacing', JSON.stringify(JSON.parse(good)), 'canonical'],
    [
      'a number beyond all doubles',
      good.replace('"matrix": null', '"matrix": {\n      "a": 1e999\n    }'),
      'canonical',
    ],
    ['CRLF', good.replaceAll('\n', '\r\n'), 'canonical'],
    ['another run', canonicalJson(runRecord(idAt(DAY, 9))), 'is the record of another run'],
  ])('%s', async (_, bytes, why) => {
    const path = runPath(id);
    const view = viewOf({ path, bytes });
    for (const read of [() => readRun(view, id), () => findRuns(view)]) {
      await expect(read()).rejects.toThrow(why);
      await expect(read()).rejects.toThrow(`(${path})`);
      await expect(read()).rejects.toMatchObject({
        name: 'UserError',
        faults: [{ code: 'E_LEDGER_RECORD_INVALID', where: path }],
      });
    }
  });

  test('brackets within strings are no nesting', async () => {
    const record = runRecord(id, { tags: { brackets: `${'['.repeat(100)}\\"${'{'.repeat(100)}` } });
    const view = viewOf({ path: runPath(id), bytes: canonicalJson(record) });
    expect(await readRun(view, id)).toEqual(record);
  });

  test('many problems are summed up', async () => {
    const bytes = canonicalJson({ ...runRecord(id), a: 1, b: 2, c: 3, d: 4, e: 5 });
    await expect(readRun(viewOf({ path: runPath(id), bytes }), id)).rejects.toThrow('; and 2 more');
  });

  test('none is written either: that is a defect', async () => {
    const wrong = { ...runRecord(id), status: 'GREAT' } as unknown as RunRecord;
    const write = encodeRecord('run', wrong);
    await expect(write).rejects.toThrow('/status');
    await expect(write).rejects.not.toMatchObject({ name: 'UserError' });
    const tags = JSON.parse('{"__proto__": "x"}') as Record<string, string>;
    await expect(encodeRecord('run', runRecord(id, { tags }))).rejects.toThrow('__proto__');
    const context = { ...runRecord(id).context, matrix: JSON.parse(`{"a":${deep}}`) };
    await expect(encodeRecord('run', runRecord(id, { context }))).rejects.toThrow('deeper than 64');
  });
});

describe('models', () => {
  async function versions(model: string, count: number) {
    const numbers = Array.from({ length: count }, (_, index) => index + 1);
    return Promise.all(
      numbers.map(async (number) => ({
        path: versionPath(model, number),
        bytes: await encodeRecord('modelVersion', modelVersion(model, number)),
      })),
    );
  }

  async function chain(model: string, count: number) {
    const files: { path: string; bytes: Buffer; event: ModelEvent }[] = [];
    for (let number = 1; number <= count; number += 1) {
      const last = files.at(-1);
      const event = registered(model, number, last === undefined ? null : sha256(last.bytes));
      files.push({
        path: eventPath(model, event.event_id),
        bytes: await encodeRecord('modelEvent', event),
        event,
      });
    }
    return files;
  }

  test('versions by number and events in the order of their chain', async () => {
    const events = await chain('a/b', 11);
    const numbered = await versions('a/b', 11);
    const view = viewOf(...events.toReversed(), ...numbered, { path: 'models/a%2Fb/notes.md', bytes: 'x' });
    const model = await readModel(view, 'a/b');
    expect(model.versions.map((version) => version.version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(model.events).toEqual(events.map(({ event }) => event));
    // Versions and events have limits of their own.
    expect(view.reads).toBe(2);
  });

  test('one that is not there has nothing', async () => {
    expect(await readModel(viewOf(), 'clf')).toMatchObject({
      versions: [],
      events: [],
      strays: [],
      next: 1,
    });
    await expect(readModel(viewOf(), '..')).rejects.toThrow('E_NAME_INVALID');
  });

  test('their names', async () => {
    const files = [
      ...(await versions('users', 2)),
      ...(await versions('a/b', 1)),
      ...(await versions('模型', 1)),
    ];
    expect(await listModels(viewOf(...files))).toEqual(['a/b', 'users', '模型']);
    expect(await listModels(viewOf())).toEqual([]);
    await expect(listModels(viewOf({ path: 'models/%41/versions/1.json', bytes: '' }))).rejects.toThrow(
      /E_LEDGER_RECORD_INVALID.*models\/%41/,
    );
  });

  test('a missing version', async () => {
    const files = (await versions('clf', 3)).filter((_, index) => index !== 1);
    expect(await strays(...files, ...(await chain('clf', 3)))).toEqual([
      `${versionPath('clf', 3)} is version 3, and there is no version 2`,
    ]);
  });

  test('a record of another model or number', async () => {
    const [first] = await versions('other', 1);
    const wrongModel = viewOf({ path: versionPath('clf', 1), bytes: first?.bytes ?? '' });
    expect((await readModel(wrongModel, 'clf')).strays).toMatchObject([
      { path: versionPath('clf', 1), why: 'is the record of another model version' },
    ]);
    const [event] = await chain('clf', 1);
    const wrongId = viewOf({ path: eventPath('clf', idAt(DAY, 99)), bytes: event?.bytes ?? '' });
    expect((await readModel(wrongId, 'clf')).strays).toMatchObject([
      { why: 'is the record of another event' },
    ]);
  });

  /** Of a model whose versions do not matter. */
  async function strays(...files: { path: string; bytes: string | Buffer }[]): Promise<string[]> {
    const model = await readModel(viewOf(...files), 'clf');
    return (model.strays ?? []).flatMap(({ path, why }) =>
      why.startsWith('has no event') ? [] : [`${path} ${why}`],
    );
  }

  test('a removed, a changed, a second and an additional event each break the chain', async () => {
    const [first, second, third] = await chain('clf', 3);
    if (first === undefined || second === undefined || third === undefined)
      throw new Error('three events were made');
    expect(await strays(first, third)).toEqual([`${third.path} follows an event that is not in the ledger`]);
    const changed = { path: second.path, bytes: canonicalJson({ ...second.event, actor: 'mallory' }) };
    expect(await strays(first, changed, third)).toEqual([
      `${third.path} follows an event that is not in the ledger`,
    ]);
    const rival = registered('clf', 9, second.event.previous);
    const fork = { path: eventPath('clf', rival.event_id), bytes: canonicalJson(rival) };
    // The chain goes on with the one that most others follow, whichever has the lower id.
    expect(await strays(first, second, third, fork)).toEqual([
      `${fork.path} follows the same event as ${second.path}`,
    ]);
    const root = registered('clf', 8, null);
    const another = { path: eventPath('clf', root.event_id), bytes: canonicalJson(root) };
    expect(await strays(first, second, another)).toEqual([
      `${another.path} follows the same event as ${first.path}`,
    ]);
  });
});
