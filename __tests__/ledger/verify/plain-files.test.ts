// What readers refuse `verify` names, and what `verify` accepts readers read: on trees as whoever may push can make them.
import fc from 'fast-check';
import { UserError } from '../../../src/core/errors.js';
import type { ObjectStore } from '../../../src/ledger/git/object-store.js';
import type { Visit } from '../../../src/ledger/git/object-stream.js';
import { newObject, type ObjectType, type TreeEntry } from '../../../src/ledger/git/objects.js';
import { daysOf, recordsOfDays } from '../../../src/ledger/index/days.js';
import { bootstrapFiles, runIdOf, runPath, seriesPath, versionPath } from '../../../src/ledger/layout.js';
import type { NewFile } from '../../../src/ledger/ledger.js';
import { checkFormat } from '../../../src/ledger/read/format.js';
import { listModels, readModel, readRun } from '../../../src/ledger/read/records.js';
import { Snapshot } from '../../../src/ledger/read/snapshot.js';
import type { LineageFinding } from '../../../src/ledger/verify/findings.js';
import { judgeContents } from '../../../src/ledger/verify/records.js';
import { sortFiles, type TipFiles } from '../../../src/ledger/verify/tip.js';
import { Walk } from '../../../src/ledger/verify/walk.js';
import { DAY, idAt, registered, runRecord } from '../fixtures.js';
import { eventFile, FIRST, HOUR, runOf, version, versionFile } from './support.js';

/** Objects by id, as a repository would give them. */
class Objects {
  readonly format = 'sha1';
  readonly #all = new Map<string, { type: ObjectType; bytes: Buffer }>();

  add(type: ObjectType, bytes: Buffer): string {
    const { id } = newObject('sha1', type, bytes);
    this.#all.set(id, { type, bytes });
    return id;
  }

  /** Paths are not known: readers have to do with ids, as they have where git does not find a path. */
  async get(names: readonly string[]) {
    return names.map((name) => {
      const [id = '', peeled] = name.split(/\^\{tree\}$|:$/);
      const found = this.#all.get(id);
      if (found === undefined) return null;
      if (peeled === undefined && found.type !== 'commit') return { id, ...found };
      const tree = found.bytes.toString('latin1');
      return { id: tree, ...(this.#all.get(tree) ?? { type: 'tree', bytes: Buffer.alloc(0) }) };
    });
  }

  async each(names: readonly string[], visit: Visit): Promise<void> {
    (await this.get(names)).forEach((one, index) => {
      visit(one && { ...one, size: one.bytes.length }, index);
    });
  }

  async sizes(ids: readonly string[]) {
    return (await this.get(ids)).map((one) => one?.bytes.length ?? null);
  }

  async missing(ids: readonly string[]) {
    return ids.filter((id) => !this.#all.has(id));
  }

  blobId(bytes: Buffer): string {
    return newObject('sha1', 'blob', bytes).id;
  }
}

type Node = { mode: string; name: string; bytes: Buffer } | { mode: string; name: string; folder: Node[] };

/** The folders of a ledger, sorted as git has them: no name is the beginning of another here. */
function foldersOf(files: readonly NewFile[]): Node[] {
  const top: Node[] = [];
  for (const { path, bytes } of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const names = path.split('/');
    let folder = top;
    for (const name of names.slice(0, -1)) {
      const below = folder.find((one) => one.name === name) ?? { mode: '40000', name, folder: [] };
      if (!folder.includes(below)) folder.push(below);
      if ('folder' in below) folder = below.folder;
    }
    folder.push({ mode: '100644', name: names.at(-1) ?? '', bytes });
  }
  return top;
}

function write(store: Objects, folder: readonly Node[]): string {
  const entries = folder.map((node): TreeEntry => {
    const id = 'folder' in node ? write(store, node.folder) : store.add('blob', node.bytes);
    return { mode: node.mode, name: node.name, id };
  });
  // As they come: a folder that is not sorted stays so.
  const parts = entries.flatMap(({ mode, name, id }) => [
    Buffer.from(`${mode} ${name}\0`, 'latin1'),
    Buffer.from(id, 'hex'),
  ]);
  return store.add('tree', Buffer.concat(parts));
}

const SECOND = idAt(DAY + HOUR, 1);

async function ledgerFiles(): Promise<NewFile[]> {
  const models = [{ path: 'model-1.bin', manifest: version(1).manifest }];
  const event = await eventFile({ ...registered('clf', 1, null), run_id: FIRST } as never);
  return [
    ...bootstrapFiles(),
    await runOf(FIRST, { outputs: { ...runRecord(FIRST).outputs, models } }),
    await runOf(SECOND),
    { path: seriesPath(SECOND), bytes: Buffer.from('{"key":"loss","value":0.5,"step":1,"at":null}\n') },
    await versionFile(version(1)),
    event,
  ];
}

const MODES = ['100644', '100664', '100600', '100755', '120000', '160000', '40000', '040000', '0100644'];
const NAMES = [
  'a/b.json',
  `runs/2026/11/21/${SECOND}.json`,
  '..',
  'x y',
  'notes.txt',
  'runs',
  'models',
  'clf',
];

/** Something that is done to a tree. Numbers choose among what is there. */
const change = fc.oneof(
  fc.record({ kind: fc.constant('mode'), at: fc.nat(), mode: fc.constantFrom(...MODES) }),
  fc.record({
    kind: fc.constant('add'),
    at: fc.nat(),
    mode: fc.constantFrom(...MODES),
    name: fc.constantFrom(...NAMES),
  }),
  fc.record({ kind: fc.constant('reverse'), at: fc.nat() }),
  fc.record({ kind: fc.constant('twice'), at: fc.nat(), mode: fc.constantFrom(...MODES) }),
  fc.record({ kind: fc.constant('folder'), at: fc.nat() }),
  fc.record({ kind: fc.constant('none'), at: fc.nat() }),
) as fc.Arbitrary<{ kind: string; at: number; mode: string; name: string }>;

function alter(
  top: Node[],
  { kind, at, mode, name }: { kind: string; at: number; mode: string; name: string },
): void {
  const folders: Node[][] = [];
  const places: { folder: Node[]; index: number }[] = [];
  const gather = (folder: Node[]) => {
    folders.push(folder);
    folder.forEach((node, index) => {
      places.push({ folder, index });
      if ('folder' in node) gather(node.folder);
    });
  };
  gather(top);
  const place = places[at % places.length];
  const folder = folders[at % folders.length] ?? [];
  const node = place?.folder[place.index];
  if (place === undefined || node === undefined) return;
  if (kind === 'mode') node.mode = mode;
  else if (kind === 'add') folder.unshift({ mode, name, bytes: Buffer.from('x\n') });
  else if (kind === 'reverse') folder.reverse();
  else if (kind === 'twice') place.folder.splice(place.index, 0, { ...node, mode });
  else if (kind === 'folder') place.folder[place.index] = { mode: '40000', name: node.name, folder: [] };
}

/** @returns ids of the runs that readers find, as text; why they refuse */
async function readAll(snapshot: Snapshot): Promise<string[] | UserError> {
  try {
    await checkFormat(snapshot, 'test');
    const listed = (await snapshot.list('runs')).flatMap((path) => runIdOf(path) ?? []);
    for (const id of listed) await readRun(snapshot, id);
    for (const id of [FIRST, SECOND]) if (listed.includes(id)) await readRun(snapshot, id);
    const days = await daysOf(snapshot);
    const inDays = [...(await recordsOfDays(snapshot, [...days.keys()])).values()].flat();
    expect(inDays.flatMap((path) => runIdOf(path) ?? [])).toEqual(listed);
    await snapshot.read([seriesPath(SECOND), runPath(SECOND), versionPath('clf', 1)]);
    for (const model of await listModels(snapshot)) await readModel(snapshot, model);
    await readModel(snapshot, 'clf');
    return listed;
  } catch (error) {
    if (error instanceof UserError) return error;
    // An id of a folder that names something else: there is nothing to read.
    if (error instanceof Error && /is not in this repository/.test(error.message))
      return new UserError({ code: 'E_LEDGER_RECORD_INVALID', what: error.message, mend: 'none' });
    throw error;
  }
}

/** @returns what was sorted, and all that is wrong with it; null when the tree cannot be read at all */
async function verifyAll(
  store: ObjectStore,
  tip: string,
): Promise<{ files: TipFiles; findings: LineageFinding[] } | null> {
  const findings: LineageFinding[] = [];
  try {
    const files = await sortFiles(store, { tip, walk: new Walk([]), findings });
    await judgeContents(store, {
      files,
      order: new Map(),
      clock: { now: DAY + 100 * HOUR, times: new Map() },
      findings,
    });
    return { files, findings };
  } catch (error) {
    if (error instanceof UserError && error.has('E_LEDGER_INCOMPLETE')) return null;
    throw error;
  }
}

test('readers and verify have one mind of what a tree holds', async () => {
  const files = await ledgerFiles();
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
      const top = foldersOf(files);
      for (const one of changes) alter(top, one);
      const objects = new Objects();
      const tip = objects.add('commit', Buffer.from(write(objects, top)));
      const store = objects as unknown as ObjectStore;
      const read = await readAll(new Snapshot(store, tip, async () => undefined));
      const verified = await verifyAll(store, tip);
      const isAccepted = verified?.findings.length === 0;
      if (isAccepted) {
        accepted += 1;
        // The bootstrap files are the history's matter.
        if (read instanceof UserError) expect(read.message).toContain('ledger.json');
        else expect([...verified.files.runs.keys()].sort()).toEqual(read);
      }
      if (read instanceof UserError && !read.message.includes('ledger.json')) expect(isAccepted).toBe(false);
    }),
    { numRuns: 400, seed: 12 },
  );
  expect(accepted).toBeGreaterThan(5);
});
