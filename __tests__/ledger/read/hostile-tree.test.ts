// Trees that no writer of ours makes. An append adds its own and leaves everything else as it is, byte for byte, or says why it cannot.
import { cp } from 'node:fs/promises';
import { UserError } from '../../../src/core/errors.js';
import { Folder } from '../../../src/ledger/git/folder.js';
import { type TreeEntry, treeBytes } from '../../../src/ledger/git/objects.js';
import { openRemoteLedger } from '../../../src/ledger/remote-ledger.js';
import { BareRepo } from '../../support/bare-repo.js';
import { bareEnvironment } from '../../support/exec.js';
import { type ObjectKind, readLoose, writeLoose } from '../../support/objects.js';
import { DAY, Folders, IDENTITY, idAt, newRun, RecordingLog } from '../fixtures.js';

const folders = new Folders();
afterAll(() => folders.remove());

const FIRST = idAt(DAY);
const DAY_FOLDER = 'runs/2026/11/21';

async function open(repo: BareRepo) {
  const folder = await folders.make();
  return openRemoteLedger({
    url: repo.dir,
    branch: 'lineage',
    folder,
    env: bareEnvironment(folder),
    now: () => DAY,
    elapsed: () => performance.now(),
    random: Math.random,
    identity: IDENTITY,
    log: new RecordingLog(),
  });
}

/** Made once, and copied. */
let first: Promise<BareRepo> | undefined;

async function ledger(): Promise<BareRepo> {
  first ??= firstLedger();
  const from = await first;
  const repo = await BareRepo.create(await folders.make(), 'octo/hostile-tree');
  await cp(from.dir, repo.dir, { recursive: true });
  return repo;
}

async function firstLedger(): Promise<BareRepo> {
  const repo = await BareRepo.create(await folders.make(), 'octo/hostile-tree');
  await (await open(repo)).append([await newRun(FIRST)]);
  return repo;
}

function write(repo: BareRepo, kind: ObjectKind, bytes: Uint8Array): string {
  return writeLoose(repo.dir, kind, bytes);
}

/** Everything in here is written by us or by a small push, which git does not pack. */
function read(repo: BareRepo, kind: ObjectKind, id: string): Buffer {
  const bytes = readLoose(repo.dir, kind, id);
  if (bytes === undefined) throw new Error(`There is no ${kind} ${id}`);
  return bytes;
}

function treeAt(repo: BareRepo, id: string): TreeEntry[] {
  return new Folder(read(repo, 'tree', id), 'sha1').entries();
}

/** The commit of the branch, and its tree. */
async function tipOf(repo: BareRepo): Promise<{ tip: string; root: string }> {
  const tip = (await repo.resolve('lineage')) ?? '';
  const root = /^tree (\w+)$/m.exec(String(read(repo, 'commit', tip)))?.[1] ?? '';
  return { tip, root };
}

/** Puts an entry into a folder of the branch, which is made if need be, in the place of what has that name unless it may be twice. */
async function put(
  repo: BareRepo,
  folder: string,
  { isTwice = false, ...entry }: TreeEntry & { isTwice?: boolean },
) {
  const insert = (tree: string | null, names: readonly string[]): string => {
    const entries = tree === null ? [] : treeAt(repo, tree);
    const [name, ...rest] = names;
    const below = entries.find((one) => one.name === name && one.mode === '40000')?.id ?? null;
    const added = name === undefined ? entry : { mode: '40000', name, id: insert(below, rest) };
    const others = entries.filter((one) => one.name !== added.name || (isTwice && name === undefined));
    return write(repo, 'tree', treeBytes([...others, added]));
  };
  const { tip, root } = await tipOf(repo);
  const tree = insert(root, folder === '' ? [] : folder.split('/'));
  const who = `octo <octo@users.noreply.github.com> ${DAY / 1000} +0000`;
  const lines = [`tree ${tree}`, `parent ${tip}`, `author ${who}`, `committer ${who}`, '', 'odd\n'];
  await repo.updateRef('refs/heads/lineage', write(repo, 'commit', Buffer.from(lines.join('\n'))));
}

/** Every entry below the top, folders too, in the order in which they lie there. */
async function entriesOf(repo: BareRepo): Promise<string[]> {
  const { root } = await tipOf(repo);
  const walk = (id: string, above: string): string[] =>
    treeAt(repo, id).flatMap(({ mode, name, id: entry }) => {
      const path = `${above}${name}`;
      return mode === '40000' ? [`folder ${path}`, ...walk(entry, `${path}/`)] : [`${mode} ${entry} ${path}`];
    });
  return walk(root, '');
}

/** The folder that is the same as that of the last day; it is derived. */
const isDerived = (line: string) => / index(?:$|\/day|\/\d{4}-\d\d)/.test(line);

/** Appends a run of the same day, with what it may do to the tree. @returns why it was refused; null when it was not */
async function appendAfter(repo: BareRepo): Promise<UserError | null> {
  const before = await entriesOf(repo);
  const tip = await repo.resolve('lineage');
  const run = await newRun(idAt(DAY, 2));
  try {
    await (await open(repo)).append([run]);
  } catch (error) {
    expect(await repo.resolve('lineage')).toBe(tip);
    if (!(error instanceof UserError)) throw error;
    return error;
  }
  const after = await entriesOf(repo);
  const path = run.files[0]?.path ?? '';
  // The folders that it lies in may be new.
  const isOwn = (line: string) => line.endsWith(` ${path}`) || `folder ${path}`.startsWith(`${line}/`);
  const kept = (lines: readonly string[]) => lines.filter((line) => !isDerived(line) && !isOwn(line)).sort();
  expect(kept(after)).toEqual(kept(before));
  expect(after.filter((line) => line.endsWith(` ${path}`))).toHaveLength(1);
  return null;
}

async function odd(repo: BareRepo, mode: string): Promise<string> {
  if (mode === '160000') return (await repo.resolve('lineage')) ?? '';
  const blob = write(repo, 'blob', Buffer.from('../../../../../../etc/passwd'));
  if (mode !== '40000') return blob;
  return write(repo, 'tree', treeBytes([{ mode: '100644', name: 'x.json', id: blob }]));
}

const KINDS = [
  ['a link', '120000'],
  ['a submodule', '160000'],
  ['a file', '100644'],
  ['an executable file', '100755'],
  ['a folder', '40000'],
] as const;

/** What stands in the way of an append, by place; every other thing at that place is left alone. */
const IN_THE_WAY: Readonly<Record<string, readonly string[]>> = {
  'ledger.json': ['120000', '160000', '100644', '100755', '40000'],
  runs: ['120000', '160000', '100644', '100755'],
  'runs/2026': ['120000', '160000', '100644', '100755'],
  [DAY_FOLDER]: ['120000', '160000', '100644', '100755'],
  'README.md': [],
  models: [],
  'models/clf_orders': [],
  'runs/2025': [],
  [`${DAY_FOLDER}/${FIRST}.json`]: [],
};

describe.each(KINDS)('%s (mode %s)', (_, mode) => {
  test.each(Object.keys(IN_THE_WAY))('in the place of %s', async (path) => {
    const repo = await ledger();
    const [, folder = '', name = ''] = /^(?:(.*)\/)?([^/]*)$/.exec(path) ?? [];
    await put(repo, folder, { mode, name, id: await odd(repo, mode) });
    const refused = await appendAfter(repo);
    if (!IN_THE_WAY[path]?.includes(mode)) return expect(refused).toBeNull();
    const isFormat = path === 'ledger.json';
    expect(refused?.faults.map(({ code }) => code)).toEqual([
      isFormat ? 'E_LEDGER_NOT_A_LEDGER' : 'E_LEDGER_RECORD_INVALID',
    ]);
    expect(refused?.message).toContain(path);
  });

  test.each(['index', 'index/2026-11', 'index/day'])('in the place of %s, which is derived', async (path) => {
    const repo = await ledger();
    const [, folder = '', name = ''] = /^(?:(.*)\/)?([^/]*)$/.exec(path) ?? [];
    await put(repo, folder, { mode, name, id: await odd(repo, mode) });
    const refused = await appendAfter(repo);
    if (refused !== null) expect(refused.message).toMatch(/^E_LEDGER_RECORD_INVALID: index/);
  });
});

const NAMES: readonly [string, string][] = [
  ['a line feed', 'new\nline.json'],
  ['a tab', 'a\tb.json'],
  ['control characters and colours', '\u0001\u001b[31mred\u0007.json'],
  ['bytes that are no UTF-8', '\u00ff\u00fe.json'],
  ['an umlaut', Buffer.from('ünï.json').toString('latin1')],
  ['a name of a device', 'CON'],
  ['a very long name', `${'a'.repeat(4_000)}.json`],
  ['an option', '--output=x'],
  ['quotes and a backslash', '"a\\b\'.json'],
  ['..', '..'],
  ['.git', '.git'],
  ['.GIT', '.GIT'],
  ['a name that git takes for .git on some systems', 'GIT~1'],
  ['a slash', 'a/b.json'],
  ['another case of README.md', 'readme.MD'],
  ['another case of runs', 'Runs'],
  ['a number that another year begins with', '20260'],
  ['a name that sorts between a file and a folder', '2026.json'],
  ['a prototype key', '__proto__'],
];

test.each(NAMES)('%s in a name: it stays, in every folder', async (_, name) => {
  const repo = await ledger();
  const blob = await odd(repo, '100644');
  for (const folder of [
    '',
    'runs',
    'runs/2026',
    'runs/2026/11',
    DAY_FOLDER,
    'models',
    'index',
    'index/segments',
  ]) {
    await put(repo, folder, { mode: '100644', name, id: blob });
  }
  expect(await appendAfter(repo)).toBeNull();
  const view = await (await open(repo)).view();
  const paths = await view.list('runs');
  expect(paths).toEqual(
    expect.arrayContaining([`${DAY_FOLDER}/${FIRST}.json`, `${DAY_FOLDER}/${idAt(DAY, 2)}.json`]),
  );
  for (const path of paths) expect(path).toMatch(/^[\w./%-]+$/);
});

// Git makes no such folder and GitHub refuses it, but a server that does not look takes it.
test.each([
  ['the top', '', 'README.md'],
  ['the day', DAY_FOLDER, `${FIRST}.json`],
])('a name twice in %s is not made to be there once', async (_, folder, name) => {
  const repo = await ledger();
  await put(repo, folder, { mode: '100644', name, id: await odd(repo, '100644'), isTwice: true });
  const path = folder === '' ? name : `${folder}/${name}`;
  expect((await appendAfter(repo))?.message).toContain(
    `E_LEDGER_RECORD_INVALID: ${path} is there twice, which no ledger has`,
  );
});
