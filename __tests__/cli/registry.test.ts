import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { jest } from '@jest/globals';
import { exec } from '../support/exec.js';
import { CLI, DATA, TRAIN, UserRepo } from './user-repo.js';
import { WarmCli } from './warm-cli.js';

jest.setTimeout(60_000);

const NODE = process.execPath;
const onPosix = process.platform === 'win32' ? test.skip : test;
const warm = new WarmCli();
let repo: UserRepo;

afterAll(() => warm.close());

beforeEach(async () => {
  repo = await UserRepo.create({ warm });
});

afterEach(async () => {
  await repo.close();
});

describe('register, runs and models', () => {
  beforeEach(async () => {
    await repo.ok(['track', ...DATA, ...TRAIN]);
  });

  test('a registered model is shown with its alias, and again in JSON', async () => {
    const before = await repo.untouchable();
    const first = await repo.ok(['register', 'clf_orders', '--alias', 'champion', '--description', 'first']);
    expect(first.stdout).toBe('models:/clf_orders/1\n');
    // The same bytes are the same version.
    expect((await repo.ok(['register', 'clf_orders'])).stdout).toBe('models:/clf_orders/1\n');
    const list = (await repo.ok(['models', 'ls'])).stdout.split('\n');
    expect(list[0]).toMatch(/^MODEL +LATEST +REGISTERED +STAGES +ALIASES$/);
    expect(list[1]).toMatch(/^clf_orders +1 +\d{4}-\d\d-\d\d \d\d:\d\d +@champion=1$/);
    const table = (await repo.ok(['models', 'show', 'clf_orders'])).stdout;
    expect(table).toMatch(
      /^VERSION +STAGE +REGISTERED +BY +RUN +SIZE +ALIASES\n1 +None .* octo +[0-9a-f]{12} +7 bytes +@champion\n/,
    );
    expect(table).toMatch(/\n {2}dataset_version +orders_v2\.1\n/);
    expect(table).toMatch(
      /\n\nGet the files of version 1 with: lineage-gate fetch models:\/clf_orders\/1\n$/,
    );

    const models = JSON.parse((await repo.ok(['models', 'ls', '--json'])).stdout);
    expect(models).toMatchObject([{ model: 'clf_orders', latest: 1, aliases: { champion: 1 } }]);
    const shown = JSON.parse((await repo.ok(['models', 'show', 'clf_orders', '--json'])).stdout);
    expect(shown.versions).toMatchObject([{ version: 1, description: 'first' }]);
    expect(shown.events.map((event: { type: string }) => event.type)).toEqual(['registered', 'alias-set']);
    expect(await repo.untouchable()).toEqual(before);
  });

  test('a version goes to Production with a reason, and later it can be told what was there when', async () => {
    await repo.ok(['register', 'clf_orders', '--alias', 'champion']);
    const asked = new Date().toISOString();
    const dry = await repo.ok([
      'promote',
      'clf_orders',
      'latest',
      'Production',
      '--reason',
      'first',
      '--dry-run',
    ]);
    expect(dry.stdout).toBe(
      'clf_orders version 1 would move from None to Production. Nothing was written.\n',
    );
    const moved = await repo.ok(['promote', 'clf_orders', '@champion', 'production', '--reason', 'first']);
    expect(moved.stdout).toBe('clf_orders version 1: None → Production\n');
    expect(moved.stderr).toBe('lineage-gate: Get its files with: lineage-gate fetch models:/clf_orders/1\n');
    const again = await repo.ok(['promote', 'clf_orders', '1', 'Production', '--reason', 'again']);
    expect(again.stdout).toBe('clf_orders version 1 is in Production already.\n');
    expect((await repo.ok(['models', 'ls'])).stdout).toMatch(/\bProduction=1 +@champion=1\n$/);
    const holder = await repo.ok(['models', 'show', 'clf_orders', '--stage', 'Production']);
    expect(holder.stdout).toMatch(
      /^version +models:\/clf_orders\/1\nsince +\d{4}.*\nby +octo .*\nreason +first\npolicy +pass, sha256:[0-9a-f]{64}\ndata +orders_v2\.1\ncommit +[0-9a-f]{40}\n[\s\S]*\nget it +lineage-gate fetch models:\/clf_orders\/1\n$/,
    );
    const before = await repo.cli(['models', 'show', 'clf_orders', '--stage', 'Production', '--at', asked]);
    expect(before.stderr).toMatch(
      /^E_VERSION_NOT_FOUND: No version of "clf_orders" has the stage Production at /m,
    );
    const history = await repo.ok(['models', 'history', 'clf_orders']);
    expect(history.stdout).toMatch(
      /\n\S+ \S+ +1 +registered from run [0-9a-f]{32} +octo\n\S+ \S+ +1 +@champion +octo\n\S+ \S+ +1 +None → Production +octo +first\n$/,
    );
    const json = JSON.parse((await repo.ok(['models', 'history', 'clf_orders', '--json'])).stdout);
    expect(json.map(({ type }: { type: string }) => type)).toEqual([
      'registered',
      'alias-set',
      'stage-changed',
    ]);
    expect((await repo.ok(['verify'])).stdout).toMatch(/valid/);
  });

  test('what cannot be promoted is refused in words, and nothing is written', async () => {
    const cases: [string[], RegExp][] = [
      [['promote', 'clf_order', '1', 'Staging'], /E_MODEL_NOT_FOUND.*\n?.*Did you mean "clf_orders"/],
      [['promote', 'clf_orders', '7', 'Staging'], /no version 7.*\n?.*There is one/],
      [['promote', 'clf_orders', '0', 'Staging'], /`version` is "0"/],
      [['promote', 'clf_orders', '1.0', 'Staging'], /`version` is "1\.0"/],
      [['promote', 'clf_orders', '@champ', 'Staging'], /no alias `champ`.*\n?.*`champion`/],
      [['promote', 'clf_orders', '1', 'Prod'], /There is no stage "Prod"/],
      [['promote', 'clf_orders', '1', 'Production'], /`reason` is empty/],
      [['promote', 'clf_orders', '1', 'Production', '--reason', 'x'.repeat(2001)], /2001 characters/],
      [['models', 'show', 'clf_orders', '--stage', 'Production', '--at', 'noon'], /`--at` is "noon"/],
    ];
    await repo.ok(['register', 'clf_orders', '--alias', 'champion']);
    const before = await repo.ledger();
    for (const [args, words] of cases) {
      const { code, stdout, stderr } = await repo.cli(args);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(words);
    }
    expect(await repo.ledger()).toBe(before);
  });

  test('a missing lineage tag is refused, and nothing is written', async () => {
    await repo.ok(['track', ...TRAIN]);
    const before = await repo.ledger();
    const { code, stdout, stderr } = await repo.cli(['register', 'clf_orders']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^E_LINEAGE_MISSING: The lineage tag `dataset_version` is missing \(/m);
    expect(stderr).toContain("`--dataset 'NAME=VERSION PATH'`");
    const json = await repo.cli(['register', 'clf_orders', '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({
      verdict: 'fail',
      findings: [{ subject: 'dataset_version' }],
    });
    expect(await repo.ledger()).toBe(before);
  });

  test('a tag that says another version of the data than was used is told, when it is recorded and when it is registered', async () => {
    const says = /says `wine_v1`, and the run used `wine@v2`/;
    const stale = ['--dataset', 'wine=v2', '--tag', 'dataset_version=wine_v1'];
    expect((await repo.ok(['track', ...stale, ...TRAIN])).stderr).toMatch(says);
    expect((await repo.ok(['register', 'stale'])).stderr).toMatch(says);
    const whole = ['--dataset', 'wine=v2', '--tag', 'dataset_version=wine_v2+grapes_v1'];
    expect((await repo.ok(['track', ...whole, ...TRAIN])).stderr).not.toMatch(/dataset_version/);
  });

  test('runs are listed newest first, fit a terminal, and are found by what the list shows of their ids', async () => {
    await repo.ok(['track', '--run-name', 'second', '--experiment', 'other', ...TRAIN]);
    await repo.ok(['track', '--', NODE, '-e', 'console.error("no data"); process.exit(2)']).catch(() => {});
    const { stdout, stderr } = await repo.ok(['runs', 'ls']);
    expect(stderr).toBe('');
    const [head = '', ...rows] = stdout.trimEnd().split('\n');
    expect(head).toMatch(/^RUN +EXPERIMENT +NAME +STATUS +STARTED +TOOK +METRICS$/);
    expect(rows.map((row) => / (FAILED|FINISHED) /.exec(row)?.[1])).toEqual([
      'FAILED',
      'FINISHED',
      'FINISHED',
    ]);
    expect(rows[1]).toMatch(/^[0-9a-f]{12} +other +second .* loss=0\.2146 val_auc=0\.93$/);
    for (const row of rows) expect(row.length).toBeLessThanOrEqual(100);

    const failed = (await repo.ok(['runs', 'show', rows[0]?.slice(0, 12) ?? ''])).stdout;
    expect(failed).toMatch(/^run +[0-9a-f]{32}\n/);
    expect(failed).toContain('no data');
    const records = await repo.runs();
    expect(JSON.parse((await repo.ok(['runs', 'ls', '--json'])).stdout)).toEqual(records.toReversed());
    const id = records[1]?.run_id ?? '';
    expect(JSON.parse((await repo.ok(['runs', 'show', id.toUpperCase(), '--json'])).stdout)).toEqual(
      records[1],
    );
    const one = JSON.parse((await repo.ok(['runs', 'ls', '--json', '--experiment', 'other'])).stdout);
    expect(one).toEqual([records[1]]);
    expect(JSON.parse((await repo.ok(['runs', 'ls', '--json', '-n', '1'])).stdout)).toEqual([records[2]]);

    const ambiguous = await repo.cli(['runs', 'show', id.slice(0, 4)]);
    expect(ambiguous.code).toBe(1);
    expect(ambiguous.stderr).toMatch(/^E_RUN_NOT_FOUND: 3 runs begin with /);
  });

  test('text from records cannot drive the terminal', async () => {
    await repo.write({ 'out/evil.json': '{"k": "\\u001b[31mred\\u001b]0;title\\u0007"}' });
    await repo.ok(['track', '--param', 'out/evil.json', '--', NODE, '-e', '']);
    const id = (await repo.runs())[1]?.run_id ?? '';
    for (const args of [
      ['runs', 'show', id],
      ['runs', 'ls'],
    ]) {
      const { stdout } = await repo.ok(args);
      expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    }
  });

  onPosix('a reader that goes early is no error', async () => {
    const params = Object.fromEntries(
      Array.from({ length: 1500 }, (_, index) => [`key_${index}`, 'v'.repeat(200)]),
    );
    await repo.write({ 'out/many.json': JSON.stringify(params) });
    await repo.ok(['track', '--param', 'out/many.json', '--', NODE, '-e', '']);
    const script = `"${NODE}" "${CLI}" runs ls --json | head -1; echo "\${PIPESTATUS[0]}"`;
    const { stdout, stderr } = await exec('bash', ['-c', script], { cwd: repo.dir, env: repo.env });
    expect({ stdout: stdout.toString(), stderr }).toEqual({ stdout: '[\n0\n', stderr: '' });
  });
});

describe('the local store', () => {
  /** Paths below `.lineage/objects`, with their modes. */
  async function objects(): Promise<Map<string, number>> {
    const folder = path.join(repo.dir, '.lineage', 'objects');
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    return new Map(
      await Promise.all(
        files.map(async (entry) => {
          const file = path.join(entry.parentPath, entry.name);
          return [entry.name, (await stat(file)).mode & 0o777] as const;
        }),
      ),
    );
  }

  test('holds the same bytes once, read-only, under their digests', async () => {
    await repo.ok(['track', ...DATA, ...TRAIN]);
    const first = await objects();
    const [run] = await repo.runs();
    const digests =
      run?.outputs.models[0]?.manifest.files.map(({ digest }) => digest.slice('sha256:'.length)) ?? [];
    expect(digests).toHaveLength(1);
    for (const digest of digests) expect(first.has(digest)).toBe(true);
    if (process.platform !== 'win32') for (const mode of first.values()) expect(mode & 0o222).toBe(0);

    await repo.ok(['track', ...DATA, ...TRAIN]);
    expect([...(await objects()).keys()].sort()).toEqual([...first.keys()].sort());
    expect(await repo.git('status', '--porcelain', '--ignored')).toContain('!! .lineage/');
    const [again] = (await repo.runs()).slice(1);
    expect(again?.outputs.artifacts.find(({ kind }) => kind === 'model')?.stored).toMatchObject([
      { type: 'local' },
    ]);
  });
});
