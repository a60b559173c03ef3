import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { jest } from '@jest/globals';
import { DATA, UserRepo } from './user-repo.js';
import { WarmCli } from './warm-cli.js';

jest.setTimeout(300_000);

let repo: UserRepo;
const warm = new WarmCli();

async function ok(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await repo.cli(args);
  if (code !== 0) throw new Error(`${args.join(' ')}: ${code}\n${stderr}`);
  return stdout;
}

/** A version of `clf` in Production, of a run on these data. */
async function promoted(version: string, data: readonly string[]): Promise<void> {
  const write = `require('fs').writeFileSync('model.bin', '${version}')`;
  await ok('track', ...data, '--model', 'model.bin', '--', process.execPath, '-e', write);
  await ok('register', 'clf');
  await ok('promote', 'clf', version, 'Production', '--reason', 'better');
}

beforeAll(async () => {
  const files = {
    ...{ 'data/orders.csv': 'orders', 'data/users.csv': 'users', '.gitignore': 'model.bin\nincident\n' },
    '.github/lineage.yml': 'version: 1\nrequired_tags: []\n',
  };
  repo = await UserRepo.create({ warm, files });
  await promoted('1', ['--dataset', 'users=v1 data/users.csv']);
  await promoted('2', DATA);
});

afterAll(async () => {
  await warm.close();
  await repo.close();
});

test('a recall rolls back on the command line, and its report says what was done and what verify finds past it', async () => {
  const recall = ['recall', 'dataset:orders@v2.1', '--reason', 'labels leak', '--rollback'];
  const dry = await ok(...recall, '--dry-run');
  expect(dry).toMatch(/clf Production +2 +1 +would/);
  const made = JSON.parse(await ok(...recall, '--json'));
  const id: string = made.event.event_id;
  expect(made.rollbacks).toMatchObject([
    { model: 'clf', stage: 'Production', version: 2, to: 1, state: 'done', request_id: null },
  ]);
  const again = await ok(...recall);
  expect(again).toContain('It is not written again.\n\nNo stage holds what comes from it.');
  const beside = await repo.cli(['recall', '--clear', id, '--reason', 'x', '--rollback']);
  expect(beside.stderr).toContain('`--rollback` is given beside `--clear`');

  const report = await ok('recalls', 'show', id.slice(0, 12));
  expect(report).toContain('Production of clf back to version 1');
  expect(report).toContain('✅ Valid');
  const json = JSON.parse(await ok('recalls', 'show', id, '--json'));
  expect(json).toMatchObject({
    ...{ state: 'open', still_in_use: [], recall: { event_id: id } },
    affected_now: { versions: [{ model: 'clf', version: 2 }] },
    moves: [{ event: { type: 'stage-changed', version: 1, rollback: true }, became: null }],
    verification: { valid: true },
  });
  expect(await ok('recalls', 'show', id, '--out', 'incident')).toBe('incident\n');
  const file = (name: string) => readFile(path.join(repo.dir, 'incident', name), 'utf8');
  expect(await file('report.md')).toContain('# Recall of `dataset:orders@v2.1`');
  expect(JSON.parse(await file('report.json'))).toMatchObject({ state: 'open' });
  // An earlier report of it gives way, and nothing else does.
  const before = await file('report.json');
  expect(await ok('recalls', 'show', id.slice(0, 8), '--out', 'incident')).toBe('incident\n');
  expect(JSON.parse(await file('report.json')).at > JSON.parse(before).at).toBe(true);
  await repo.write({ 'incident/mine.txt': 'x' });
  expect((await repo.cli(['recalls', 'show', id, '--out', 'incident'])).stderr).toMatch(/^E_FETCH_PATH/);
  expect(await file('mine.txt')).toBe('x');
  expect((await repo.cli(['recalls', 'show', '0000'])).stderr).toMatch(/^E_RECALL_NOT_FOUND/);

  const stderr = async (...args: string[]) => (await repo.cli(args)).stderr;
  const [run_id = ''] = made.runs;
  const way = `${id} (dataset \`orders@v2.1\` → run \`${run_id}\`)`;
  const told = `models:/clf/2 comes from what is recalled: ${way}.`;
  // No stage holds it any more, and it is what `latest` means.
  expect(await stderr('models', 'ls')).toContain(told);

  // Past the recall, as an earlier release would have let it.
  const waiver = `{ rule: recalled, recall: ${id}, model: clf, reason: known, by: me, expires: 2999-01-01 }`;
  await repo.write({ '.github/lineage.yml': `version: 1\nrequired_tags: []\nwaivers: [${waiver}]\n` });
  const passed = await stderr('promote', 'clf', '2', 'Production', '--reason', 'known');
  expect(passed).toMatch(/Waived by me until 2999-01-01 \(known\): It comes from what is recalled/);
  expect(JSON.parse(await ok('recalls', 'show', id, '--json'))).toMatchObject({
    still_in_use: [],
    waived: [{ model: 'clf', version: 2, why: 'waived by me until 2999-01-01 (known)' }],
  });
  await ok('deployed', '/predict', 'models:/clf/2', '--reason', 'known');
  for (const list of ['models', 'endpoints']) expect(await stderr(list, 'ls')).toContain(told);
  expect(await stderr('trace', 'models:/clf/2')).toContain(told);
  expect(await stderr('runs', 'show', run_id)).toContain(
    `Run ${run_id} comes from what is recalled: ${way}.`,
  );
  const held = await ok('models', 'show', 'clf', '--stage', 'Production');
  expect(held).toMatch(/^recalled +it comes/m);
  expect(held).toContain(`it comes from what is recalled: ${way}\n`);
  const asJson = JSON.parse(await ok('models', 'show', 'clf', '--stage', 'Production', '--json'));
  expect(asJson).toMatchObject({ recalled: [id], may_be_recalled: [] });
  const audit = await ok('models', 'audit', 'clf');
  expect(audit.replaceAll('\\', '')).toContain(`It comes from what is recalled: ${way}.`);
  expect(audit).toContain('given-recalled');
  const { findings } = JSON.parse(await ok('verify', '--json'));
  expect(findings).toMatchObject([{ rule: 'given-recalled', severity: 'warning' }]);
  expect(findings[0].what).toMatch(/^gives Production to version 2, .*, as a waiver lets it$/);
  expect((await repo.cli(['verify', '--strict'])).code).toBe(1);
});

test('in a shallow clone of the ledger the report leaves out only what walks the history', async () => {
  const [{ recall }] = JSON.parse(await ok('recalls', 'ls', '--json'));
  const cwd = path.join(repo.base, 'shallow');
  await repo.git('clone', '-q', '--depth', '1', '--branch', 'lineage', `file://${repo.dir}`, cwd);
  const { code, stdout, stderr } = await repo.cli(['recalls', 'show', recall.event_id], { cwd });
  expect(stderr).toContain('The report does not say whether the ledger can be trusted: E_LEDGER_INCOMPLETE');
  expect(stdout).toContain('Nobody has looked: the history of the ledger is not here.');
  expect(code).toBe(0);
});
