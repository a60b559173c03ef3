import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { jest } from '@jest/globals';
import { realPython } from '../support/command.js';
import { execOk } from '../support/exec.js';
import { UserRepo } from './user-repo.js';
import { WarmCli } from './warm-cli.js';

jest.setTimeout(300_000);

/** Writes `argv[1]` into the files that follow, so that each run's outputs are its own. */
const WRITE = [
  "import { writeFileSync } from 'node:fs';",
  'const [text, ...files] = process.argv.slice(2);',
  'for (const file of files) writeFileSync(file, text);',
  '',
].join('\n');

let repo: UserRepo;
const warm = new WarmCli();
/** Ids of the runs by what the test calls them. */
const ids: Record<string, string> = {};
/** The ledger while the first version was in Production. */
let earlier: string;

async function ok(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await repo.cli(args);
  if (code !== 0) throw new Error(`${args.join(' ')}: ${code}\n${stderr}`);
  return stdout;
}

async function track(name: string, options: string[], text: string, ...files: string[]): Promise<void> {
  const argv = ['--experiment', name, ...options, '--', process.execPath, 'write.mjs', text, ...files];
  ids[name] = JSON.parse(await ok('track', '--json', ...argv)).run_id;
}

const dataset = (name: string, version: string, more = '') => [
  '--dataset',
  `${name}=${version} data/${name}-${version}.csv${more}`,
];

/** Three datasets with versions, a feature job that feeds two trainings, a base model and an adapter, an evaluation, a run named by tag alone. */
beforeAll(async () => {
  repo = await UserRepo.create({
    warm,
    files: {
      ...Object.fromEntries(
        ['orders-v2.0', 'orders-v2.1', 'orders-v2.10', 'users-v3', 'holdout-1'].map((name) => [
          `data/${name}.csv`,
          `${name}\n`,
        ]),
      ),
      'write.mjs': WRITE,
      '.gitignore': 'out*\n',
      '.github/lineage.yml': 'version: 1\nrequired_tags: []\n',
    },
  });
  const features = ['--dataset', 'features=f1 out-features.csv'];
  await track('old', [...dataset('orders', 'v2.0'), '--model', 'out-old.bin'], 'old', 'out-old.bin');
  await ok('register', 'clf', '--run', ids['old'] ?? '');
  await track(
    'features',
    [...dataset('orders', 'v2.1'), ...dataset('users', 'v3'), '--artifact', 'out-features.csv'],
    'features',
    'out-features.csv',
  );
  await track(
    'train',
    [...features, ...dataset('holdout', '1', ' role=validation'), '--model', 'out-clf.bin'],
    'clf',
    'out-clf.bin',
  );
  await ok('register', 'clf', '--run', ids['train'] ?? '', '--alias', 'champion');
  await track('rank', [...features, '--model', 'out-rank.bin'], 'rank', 'out-rank.bin');
  await ok('register', 'rank', '--run', ids['rank'] ?? '');
  await track(
    'adapter',
    ['--base-model', 'models:/clf/2', '--model', 'out-adapter.bin'],
    'adapter',
    'out-adapter.bin',
  );
  await ok('register', 'rank', '--run', ids['adapter'] ?? '');
  await track(
    'evaluate',
    [...dataset('holdout', '1', ' role=test'), '--base-model', 'models:/clf/2', '--metric', 'auc=0.9'],
    'e',
    'out-eval.txt',
  );
  await track(
    'tagged',
    ['--tag', 'dataset_version=users_v3+orders_v2.1', '--model', 'out-tagged.bin'],
    'tagged',
    'out-tagged.bin',
  );
  await track('new', [...dataset('orders', 'v2.10'), '--model', 'out-new.bin'], 'new', 'out-new.bin');
  await ok('promote', 'clf', '1', 'Production', '--reason', 'first');
  earlier = (await repo.ledger()) ?? '';
  await ok('promote', 'clf', '2', 'Production', '--reason', 'better');
  await ok('deployed', '/predict', 'models:/clf/Production');
});

afterAll(async () => {
  await warm.close();
  await repo.close();
});

const short = (name: string) => (ids[name] ?? '').slice(0, 12);

/** A tree without what differs from day to day. */
async function tree(...args: string[]): Promise<string[]> {
  const text = await ok('trace', ...args);
  let plain = text
    .replace(/, sha256:[0-9a-f]{12}/g, '')
    .replace(/, FINISHED, \d{4}-\d\d-\d\d \d\d:\d\d/g, '');
  for (const name of Object.keys(ids)) plain = plain.replaceAll(short(name), name);
  return plain.replace(/commit [0-9a-f]{12}/g, 'commit').split('\n');
}

const TRAINED = [
  '└─ registered from model out-clf.bin of run train',
  '   └─ written by run train of train',
  '      ├─ dataset features@f1',
  '      │  └─ made by artifact out-features.csv of run features',
  '      │     └─ written by run features of features',
  '      │        ├─ dataset orders@v2.1',
  '      │        ├─ dataset users@v3',
  '      │        └─ commit',
  '      ├─ judged on dataset holdout@1',
  '      └─ commit',
];
const CLF2 = 'models:/clf/2, Production, @champion, serves at /predict';

test('what a version comes from, down to the data that made its features', async () => {
  const lines = await tree('models:/clf/2');
  expect(lines).toEqual([
    CLF2,
    ...TRAINED,
    '',
    expect.stringMatching(/^Ledger [0-9a-f]{12}, stages as recorded$/),
    '',
  ]);
});

test.each(['models:/clf/Production', 'models:/clf@champion', 'endpoint:/predict'])(
  '%s is that version',
  async (ref) => {
    const lines = await tree(ref);
    expect(lines[1]).toMatch(new RegExp(`^└─ (?:is|serves) ${CLF2}$`));
    expect(lines.slice(2, 12)).toEqual(TRAINED.map((line) => `   ${line}`));
    expect(await impact(ref, 1)).toEqual(await impact('models:/clf/2', 1));
    expect(await tree(ref, '--down')).toEqual(await tree('models:/clf/2', '--down'));
  },
);

test('a file that was found is known by its bytes, whatever its name', async () => {
  await repo.write({ 'found/what.pkl': await readFile(path.join(repo.dir, 'out-adapter.bin')) });
  const lines = await tree('found/what.pkl');
  expect(lines.slice(0, 5)).toEqual([
    'models:/rank/2',
    '└─ registered from model out-adapter.bin of run adapter',
    '   └─ written by run adapter of adapter',
    `      ├─ began with ${CLF2}`,
    `      │  ${TRAINED[0]}`,
  ]);
  expect(lines).toContain(
    '               │  └─ made by artifact out-features.csv of run features'.replace(
      '               ',
      '      │        ',
    ),
  );
});

test('what comes from a dataset: through features, a base model and a tag', async () => {
  const lines = await tree('dataset:orders@v2.1', '--down');
  expect(lines.slice(0, -3)).toEqual([
    'dataset orders@v2.1',
    '├─ read by run features of features',
    '│  └─ wrote artifact out-features.csv of run features',
    '│     └─ is dataset features@f1',
    '│        ├─ read by run train of train',
    '│        │  └─ wrote model out-clf.bin of run train',
    `│        │     └─ registered as ${CLF2}`,
    '│        │        ├─ begun with by run adapter of adapter',
    '│        │        │  └─ wrote model out-adapter.bin of run adapter',
    '│        │        │     └─ registered as models:/rank/2',
    '│        │        ├─ begun with by run evaluate of evaluate',
    '│        │        ├─ holds models:/clf/Production',
    '│        │        ├─ holds models:/clf@champion',
    '│        │        └─ serves at endpoint /predict',
    '│        └─ read by run rank of rank',
    '│           └─ wrote model out-rank.bin of run rank',
    '│              └─ registered as models:/rank/1',
    '└─ by tag read by run tagged of tagged',
    '   └─ wrote model out-tagged.bin of run tagged',
  ]);
});

async function impact(ref: string, code: number, ...more: string[]) {
  const result = await repo.cli(['impact', ref, '--json', ...more]);
  expect(result).toMatchObject({ code });
  const { runs, judged_on_it, versions, not_judged } = JSON.parse(result.stdout);
  const named = (all: { run_id: string }[]) =>
    all.map(({ run_id }) => Object.keys(ids).find((name) => ids[name] === run_id));
  return {
    ...{ runs: named(runs), judged: named(judged_on_it), not_judged },
    versions: versions.map(({ model, version }: { model: string; version: number }) => `${model}/${version}`),
    tenures: versions.flatMap(({ tenures }: { tenures: { holds: string; to: string | null }[] }) =>
      tenures.map(({ holds, to }) => `${holds} ${to === null ? 'now' : 'then'}`),
    ),
  };
}

test('what a bad dataset hits: what is in Production first, with all that it held', async () => {
  expect(await impact('dataset:orders@v2.1', 1)).toEqual({
    runs: ['features', 'train', 'rank', 'adapter', 'evaluate', 'tagged'],
    judged: [],
    versions: ['clf/2', 'rank/1', 'rank/2'],
    tenures: ['@champion now', 'Production now', '/predict now'],
    not_judged: [],
  });
  // What was in Production and is no more is told with its time.
  expect(await impact('dataset:orders@v2.0', 1)).toMatchObject({
    runs: ['old'],
    versions: ['clf/1'],
    tenures: ['Production then', 'Archived now'],
  });
});

test('ranges go by numbers, and validation data hits no weights', async () => {
  expect(await impact('dataset:orders@>v2.9', 1)).toMatchObject({ runs: ['new'], versions: [] });
  expect(await impact('dataset:orders@>=v2.0 <v2.10', 1)).toMatchObject({
    versions: ['clf/2', 'clf/1', 'rank/1', 'rank/2'],
  });
  expect(await impact('dataset:holdout@1', 1)).toMatchObject({
    runs: [],
    judged: ['train', 'evaluate'],
    versions: [],
  });
});

test('the ledger as it was at a commit or a time', async () => {
  const then = { runs: ['old'], versions: ['clf/1'], tenures: ['Production now'] };
  const now = { tenures: ['Production then', 'Archived now'] };
  expect(await impact('dataset:orders@v2.0', 1, '--at', earlier)).toMatchObject(then);
  expect(await impact('dataset:orders@v2.0', 1, '--at', earlier.slice(0, 12))).toMatchObject(then);
  expect(await tree('models:/clf/Production', '--at', earlier)).toContain('└─ is models:/clf/1, Production');
  const made = async (date: string, tree: string, ...parent: string[]) =>
    String(
      await execOk('git', ['commit-tree', `${tree}^{tree}`, ...parent, '-m', 'x'], {
        cwd: repo.dir,
        env: { ...repo.env, GIT_COMMITTER_DATE: date },
      }),
    ).trim();
  const first = await made('2020-01-01T00:00:00Z', earlier);
  const last = await made('2021-01-01T00:00:00Z', 'lineage', '-p', first);
  await repo.git('update-ref', 'refs/heads/dated', last);
  const dated = (...at: string[]) => ['--ledger-branch', 'dated', '--at', ...at];
  expect(await impact('dataset:orders@v2.0', 1, ...dated('2020-06-01'))).toMatchObject(then);
  expect(await impact('dataset:orders@v2.0', 1, ...dated('2021-01-01T00:00Z'))).toMatchObject(now);
  for (const [args, why] of [
    [dated('2019-12-31'), 'The ledger has no commit here that was made until 2019-12-31T00:00:00.000Z'],
    [dated(earlier), `The ledger has no commit "${earlier}" here`],
    [dated('yesterday'), '`--at` is "yesterday"'],
  ] as const) {
    const { code, stdout, stderr } = await repo.cli(['impact', 'dataset:orders@v2.0', ...args]);
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toContain(`E_INPUT_INVALID: ${why}`);
  }
});

test('nothing that is known comes from it: the exit code says so', async () => {
  expect(await impact(`runs:/${ids['new']}`, 0)).toMatchObject({ runs: ['new'], not_judged: [] });
  const { code, stdout } = await repo.cli(['impact', `runs:/${ids['new']}`]);
  expect(code).toBe(0);
  expect(stdout).toContain(`1 run, 0 model versions, none of them in Production.`);
});

test('the tables for people, for an incident and for a spreadsheet', async () => {
  const text = await repo.cli(['impact', 'dataset:orders@v2.1']);
  expect(text.stdout).toMatch(/\n6 runs, 3 model versions, models:\/clf\/2 in Production\.\n/);
  expect(text.stdout).toMatch(
    /\nmodels:\/clf\/2 +[0-9a-f]{12} +\/predict +\d{4}-\d\d-\d\d \d\d:\d\d +now +octo\n/,
  );
  const markdown = await repo.cli(['impact', 'dataset:orders@v2.1', '--format', 'markdown']);
  expect(markdown.stdout).toMatch(/^## What comes from `dataset:orders@v2\.1`\n/);
  expect(markdown.stdout).toMatch(/\n\| `models:\/clf\/2` \| `[0-9a-f]{12}` \| `Production` \|/);
  const csv = await repo.cli(['impact', 'dataset:orders@v2.1', '--format', 'csv']);
  expect(csv.stdout.split('\r\n')).toHaveLength(1 + 5 + 6 + 1);
});

test('diagrams are what Graphviz and readers of JSON take', async () => {
  const json = JSON.parse(await ok('trace', 'models:/clf/2', '--json'));
  expect(json).toMatchObject({ direction: 'up', cut: false, not_looked_at: [], roots: ['n1'] });
  expect(json.edges.every(({ from, to }: { from: string; to: string }) => from !== null && to !== null)).toBe(
    true,
  );
  expect([json.nodes.length, json.edges.length]).toEqual([10, 10]);
  const dot = await ok('trace', 'models:/clf/2', '--format', 'dot');
  expect(dot.match(/ -> /g)).toHaveLength(json.edges.length);
  const events = (await ok('trace', 'models:/clf/2', '--format', 'openlineage')).trimEnd().split('\n');
  expect(events.map((line) => JSON.parse(line)).map(({ eventType, job }) => [eventType, job.name])).toEqual([
    ['COMPLETE', 'features'],
    ['COMPLETE', 'train'],
  ]);
  expect(await ok('trace', 'models:/clf/2', '--format', 'mermaid')).toMatch(
    /^flowchart LR\n {2}n1\["models:\/clf\/2/,
  );
});

test('one record that cannot be read is told, and the answer goes on without it', async () => {
  const record = `runs/${new Date(Number.parseInt((ids['rank'] ?? '').slice(0, 12), 16)).toISOString().slice(0, 10).replaceAll('-', '/')}/${ids['rank']}.json`;
  const before = String(await repo.git('rev-parse', 'lineage')).trim();
  const blob = String(
    await execOk('git', ['hash-object', '-w', '--stdin'], { cwd: repo.dir, env: repo.env, input: '{}' }),
  ).trim();
  const index = { ...repo.env, GIT_INDEX_FILE: path.join(repo.base, 'index') };
  const git = async (...args: string[]) =>
    String(await execOk('git', args, { cwd: repo.dir, env: index })).trim();
  await git('read-tree', 'lineage');
  await git('update-index', '--cacheinfo', `100644,${blob},${record}`);
  const commit = await git('commit-tree', await git('write-tree'), '-p', before, '-m', 'x');
  await git('update-ref', 'refs/heads/lineage', commit);
  try {
    const found = await impact('dataset:orders@v2.1', 1);
    expect(found.runs).not.toContain('rank');
    expect(found.not_judged).toEqual([
      { why: 'model versions are of no run that can be read', ids: ['models:/rank/1'] },
      { why: 'records cannot be read', ids: [record] },
    ]);
    const { code, stderr } = await repo.cli(['trace', 'models:/clf/2']);
    expect(code).toBe(0);
    expect(stderr).toContain(`Not looked at: E_LEDGER_RECORD_INVALID: The record ${record}`);
  } finally {
    await git('update-ref', 'refs/heads/lineage', before);
  }
});

const python = realPython();

(python === null ? test.skip : test)('a bad package hits the runs that had it', async () => {
  await repo.write({
    'site/Some_Lib-1.26.0.dist-info/METADATA': 'Metadata-Version: 2.1\nName: Some_Lib\nVersion: 1.26.0\n',
  });
  const options = { env: { PYTHONPATH: path.join(repo.dir, 'site') } };
  const argv = ['--experiment', 'libs', '--', python ?? '', '-c', 'pass'];
  const { stdout } = await repo.ok(['track', '--json', ...argv], options);
  ids['libs'] = JSON.parse(stdout).run_id;
  expect(await impact('package:some-lib>=1.26,<2', 1)).toMatchObject({ runs: ['libs'], versions: [] });
  const { stdout: text } = await repo.cli(['impact', 'package:some.lib==1.26']);
  expect(text).toMatch(/^package some-lib 1\.26\.0\n\n1 run, /);
  // Runs without a list may have had it: nothing is known to, and not everything could be judged.
  const { code, stdout: none, stderr } = await repo.cli(['impact', 'package:some-lib>2']);
  expect([code, stderr]).toEqual([2, '']);
  expect(none).toMatch(/\d+ recorded no list of Python packages, or not of every interpreter: /);
});

(python === null || process.platform !== 'linux' ? test.skip : test)(
  'a package of any interpreter that a command used is asked about, and recalled',
  async () => {
    const made = async (name: string, library: string) => {
      const folder = path.join(repo.dir, 'envs', name);
      await execOk(python ?? '', ['-m', 'venv', '--without-pip', folder]);
      const site = path.join(
        folder,
        'lib',
        (await readdir(path.join(folder, 'lib')))[0] ?? '',
        'site-packages',
      );
      await mkdir(path.join(site, `${library}-1.0.dist-info`));
      await writeFile(
        path.join(site, `${library}-1.0.dist-info/METADATA`),
        `Metadata-Version: 2.1\nName: ${library}\nVersion: 1.0\n`,
      );
      return path.join(folder, 'bin/python');
    };
    const [train, report] = [await made('train', 'training_lib'), await made('report', 'report_lib')];
    const gone = await made('gone', 'lost_lib');
    const wait = '-c "import time; time.sleep(0.6)"';
    await repo.write({ 'two.sh': `'${train}' ${wait}\necho two > out-two.bin\n'${report}' ${wait}\n` });
    const argv = ['--experiment', 'two', '--model', 'out-two.bin', '--', 'sh', 'two.sh'];
    ids['two'] = JSON.parse(await ok('track', '--json', ...argv)).run_id;
    for (const name of ['training-lib', 'report-lib'])
      expect(await impact(`package:${name}==1.0`, 1)).toMatchObject({ runs: ['two'] });
    const shown = await ok('runs', 'show', ids['two'] ?? '');
    expect(shown).toMatch(/^python +3\.\S+, 3\.\S+$/m);
    // Of one that is gone nobody can tell.
    await repo.write({ 'lost.sh': `'${gone}' ${wait}\nrm -r envs/gone\n'${report}' ${wait}\n` });
    ids['lost'] = JSON.parse(
      await ok('track', '--json', '--experiment', 'lost', '--', 'sh', 'lost.sh'),
    ).run_id;
    const { code, stdout } = await repo.cli(['impact', 'package:lost-lib==1.0', '--json']);
    const { why, ids: left } = JSON.parse(stdout).not_judged.find((one: { why: string }) =>
      one.why.includes('Python'),
    );
    expect([code, why]).toEqual([2, 'recorded no list of Python packages, or not of every interpreter']);
    expect(left).toContain(ids['lost']);
    expect(left).not.toContain(ids['two']);
    const { event } = JSON.parse(
      await ok('recall', 'package:training-lib==1.0', '--reason', 'wrong sums', '--json'),
    );
    try {
      const refused = await repo.cli(['register', 'two', '--run', ids['two'] ?? '']);
      expect(refused.code).toBe(1);
      expect(refused.stderr).toContain('package `training-lib 1.0`');
    } finally {
      await ok('recall', '--clear', event.event_id, '--reason', 'a test');
    }
  },
);

test('a bad commit hits what was made from it until it was mended', async () => {
  const bad = (await repo.git('rev-parse', 'HEAD')).slice(0, 12);
  const before = Object.keys(ids);
  await repo.write({ 'mended.txt': 'mended\n' });
  await repo.commit();
  await track('mended', [], 'mended', 'out-mended.txt');
  const fix = await repo.git('rev-parse', 'HEAD');
  const { runs } = await impact(`commit:${bad}..${fix}`, 1);
  expect([...runs].sort()).toEqual([...before].sort());
  expect((await impact(`commit:${bad}..`, 1)).runs).toContain('mended');
  // The run itself is what is hit, though nothing comes from it.
  expect(await impact(`commit:${fix}..`, 1)).toMatchObject({ runs: ['mended'], versions: [] });
  const { stdout } = await repo.cli(['impact', `commit:${bad}..${fix}`]);
  expect(stdout).toMatch(/^run [0-9a-f]{12} /);
  const { code, stderr, stdout: nothing } = await repo.cli(['impact', 'commit:ffffffffffff..']);
  expect([code, nothing]).toEqual([3, '']);
  expect(stderr).toContain('E_LINEAGE_HISTORY: This clone has no commit that begins with ffffffffffff');
});

test('a model that is renamed keeps what is told of it, by both names', async () => {
  await ok('models', 'rename', 'clf', 'orders model');
  try {
    expect(await impact('dataset:orders@v2.1', 1)).toMatchObject({
      runs: ['features', 'train', 'rank', 'adapter', 'evaluate', 'tagged'],
      versions: ['orders model/2', 'rank/1', 'rank/2'],
      tenures: ['@champion now', 'Production now', '/predict now'],
    });
    expect((await tree('models:/clf/2'))[0]).toBe(
      'models:/orders model/2, Production, @champion, serves at /predict',
    );
    expect((await tree('models:/clf/Production'))[0]).toBe('models:/orders model/Production');
  } finally {
    await ok('models', 'rename', 'orders model', 'clf');
  }
  // The name that was given up and is there again has nothing.
  await ok('models', 'create', 'orders model');
  expect(await impact('dataset:orders@v2.1', 1)).toMatchObject({ versions: ['clf/2', 'rank/1', 'rank/2'] });
});

test('a question that cannot be answered has a code of its own', async () => {
  for (const ref of ['dataset:nope', 'models:/nope/1'])
    expect(await repo.cli(['impact', ref])).toMatchObject({ code: 3 });
  const wrong = [['models:/clf/1', 'models:/clf/2'], ['models:/clf/1', '--format', 'xml'], [], ['--none']];
  for (const args of wrong) expect(await repo.cli(['impact', ...args])).toMatchObject({ code: 3 });
  expect(await repo.cli(['impact', '--help'])).toMatchObject({ code: 0 });
});
