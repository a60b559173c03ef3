import { jest } from '@jest/globals';
import { UserRepo } from './user-repo.js';
import { WarmCli } from './warm-cli.js';

jest.setTimeout(120_000);

let repo: UserRepo;
const warm = new WarmCli();
let run: string;

async function ok(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await repo.cli(args);
  if (code !== 0) throw new Error(`${args.join(' ')}: ${code}\n${stderr}`);
  return stdout;
}

beforeAll(async () => {
  repo = await UserRepo.create({
    warm,
    files: {
      'data/orders.csv': 'orders\n',
      'write.mjs': "import { writeFileSync } from 'node:fs'; writeFileSync('out.bin', 'weights');\n",
      '.gitignore': 'out*\n',
      '.github/lineage.yml': 'version: 1\nrequired_tags: []\n',
    },
  });
  const argv = ['--dataset', 'orders=v2.1 data/orders.csv', '--model', 'out.bin'];
  run = JSON.parse(await ok('track', '--json', ...argv, '--', process.execPath, 'write.mjs')).run_id;
  await ok('register', 'clf', '--run', run);
});
afterAll(async () => {
  await warm.close();
  await repo.close();
});

test('a dataset is tried, recalled once, listed, and lifted by two', async () => {
  expect(await ok('recalls', 'ls')).toBe('Nothing is recalled.\n');
  const typo = await repo.cli(['recalls', 'ls', '--ledger-branch', 'linage']);
  expect(typo).toMatchObject({ code: 1, stdout: '' });
  expect(typo.stderr).toMatch(/^E_LEDGER_NOT_A_LEDGER: There is no branch `linage` in this repository/);
  const what = ['recall', 'dataset:orders@v2.1', '--reason', 'labels leaked'];
  const dry = await ok(...what, '--dry-run');
  expect(dry).toMatch(
    /^dataset:orders@v2\.1 would be recalled\. Nothing was written\.\n\nContents, under any name\n {2}file sha256:[0-9a-f]{64}\n\n1 run, 1 model version, none of them in Production\.\n\nModel versions\n/,
  );
  const { event } = JSON.parse(await ok(...what, '--severity', 'high', '--json'));
  expect(event).toMatchObject({ affected: { runs: [run], versions: [{ model: 'clf', version: 1 }] } });
  expect(await ok(...what)).toContain(`is recalled already: recall ${event.event_id} of`);
  const [head, row, ...more] = (await ok('recalls', 'ls')).trimEnd().split('\n');
  expect(head).toMatch(/^RECALL +WHAT +SEVERITY +RECALLED +BY +RUNS +VERSIONS +STATE +REASON$/);
  expect(row).toMatch(
    /^[0-9a-f]{32} {2}dataset:orders@v2\.1 \(sha256:[0-9a-f]{12}\) {2}high .* 1 +1 +open +labels leaked$/,
  );
  expect(more).toEqual([
    '',
    expect.stringMatching(
      /^Ledger [0-9a-f]{12}, events as recorded: `--verify-events` asks GitHub about them$/,
    ),
  ]);
  const clear = ['recall', '--clear', event.event_id, '--reason', 'a false alarm'];
  const waits = 'to be lifted: 0 of 1 approvals, until [-\\dT:.]+Z';
  expect(await ok(...clear, '--dry-run')).toMatch(
    new RegExp(
      `^${event.event_id} \\(dataset:orders@v2\\.1\\) would wait ${waits}\\. Nothing was written\\.\n$`,
    ),
  );
  expect(await ok(...clear)).toMatch(new RegExp(`waits ${waits}, request [0-9a-f]{32}`));
  expect(await ok('recalls', 'ls')).toMatch(/waits to be cleared \(0 of 1\)/);
  const [{ event: asked, approvers, dead }, ...others] = JSON.parse(await ok('requests', 'ls', '--json'));
  expect({ asked, approvers, dead, others }).toMatchObject({
    asked: { type: 'clear-requested', recalls: [event.event_id], approvals: 1 },
    ...{ approvers: null, dead: null, others: [] },
  });
  expect(await ok('requests', 'ls')).toMatch(
    new RegExp(
      `\n${asked.event_id} +– +– +lift recall ${event.event_id} .* 0 of 1 +anyone with write +[-\\d]+ [\\d:]+ +open\n`,
    ),
  );
  expect(await ok('requests', 'cancel', asked.event_id)).toBe(
    `The request ${asked.event_id} to lift ${event.event_id} (dataset:orders@v2.1) is cancelled.\n`,
  );
  expect(await ok('requests', 'ls')).toBe('No request waits for approvals.\n');
  expect(await ok('requests', 'ls', '--all')).toMatch(/lift recall .* was cancelled at/);
  expect(await ok('recalls', 'ls')).toMatch(/ open +labels leaked\n\n/);
  expect(await ok(...clear)).toContain('waits to be lifted: 0 of 1 approvals');
  await repo.git('config', 'user.name', 'anna');
  await repo.git('config', 'user.email', 'anna@example.com');
  clear[2] = event.event_id.slice(0, 12);
  expect(await ok(...clear)).toBe(`Lifted: ${event.event_id} (dataset:orders@v2.1)\n`);
  expect(await ok('requests', 'ls')).toBe('No request waits for approvals.\n');
  expect(JSON.parse(await ok('recalls', 'ls', '--json'))).toMatchObject([
    {
      ...{ events: 'as recorded', uncounted: null },
      state: 'cleared',
      recall: { event_id: event.event_id },
      cleared: { actor: expect.stringContaining('anna') },
    },
  ]);
  // A run, a version, its registration, and six events of recalls.
  expect(await ok('verify')).toMatch(/, 9 records, valid\.\n$/);
});

test('what could not be judged is said by the recall itself, not only by a try', async () => {
  const args = ['--dataset', 'other=v1 data/orders.csv', '--model', 'out.bin'];
  const node = JSON.parse(await ok('track', '--json', ...args, '--', process.execPath, 'write.mjs')).run_id;
  const said = await ok('recall', 'package:numpy==9.9', '--reason', 'wrong sums');
  expect(said).toMatch(
    /^Recalled package:numpy==9\.9: recall [0-9a-f]{32}\nNothing that is known comes from it\.\n\nCould not be judged\n {2}\d+ recorded no list of Python packages, or not of every interpreter: /,
  );
  expect(said).toContain(node);
  const digests = ['--only-digest', `sha256:${'0'.repeat(12)}`, '--only-digest', 'sha256:1234567890ab'];
  const { stderr } = await repo.cli(['recall', 'dataset:other@v1', '--reason', 'x', ...digests]);
  expect(stderr).toMatch(/^E_LINEAGE_NOT_FOUND: No whole, trusted run has read "sha256:000000000000"/);
  const named = await ok('recall', 'dataset:other@v1', '--reason', 'x', '--only-name');
  expect(named).not.toContain('Contents');
  const whole = await ok('recall', 'dataset:other@v1', '--reason', 'x');
  expect(whole).toMatch(
    /Contents, under any name\n {2}file sha256:[0-9a-f]{64}\n\nOther names of these contents\n {2}orders@v2\.1\n/,
  );
  const listed = await ok('recalls', 'ls');
  expect(listed.match(/dataset:other@v1.*?\)/g)).toEqual([
    expect.stringMatching(/ \(sha256:[0-9a-f]{12}\)$/),
    'dataset:other@v1 (by its name alone)',
  ]);
});

test('what cannot be recalled or lifted is told, and writes nothing', async () => {
  const before = await repo.ledger();
  const said = async (...args: string[]) => {
    const { code, stderr } = await repo.cli(['recall', ...args]);
    expect(code).toBe(1);
    return stderr;
  };
  expect(await said('dataset:orders@v2.2', '--reason', 'x')).toMatch(
    /E_LINEAGE_NOT_FOUND.*Did you mean `v2\.1`/,
  );
  expect(await said('--reason', 'x')).toContain('E_INPUT_MISSING: Nothing is named that is to be recalled');
  expect(await said('run:0123', '--clear', 'x', '--severity', 'low')).toMatch(
    /`REF` is given beside `--clear`[\s\S]*`--severity` is given/,
  );
  expect(await said('--clear', 'a'.repeat(32), '--reason', 'x')).toContain('E_RECALL_NOT_FOUND');
  expect(await repo.ledger()).toBe(before);
});

test('a tag that is that of several datasets is told as ambiguous, and stands for each', async () => {
  const track = async (...args: string[]) =>
    JSON.parse(await ok('track', '--json', ...args, '--', process.execPath, '-e', '0')).run_id as string;
  await track('--dataset', 'sales=v1_2 data/orders.csv');
  await track('--dataset', 'sales_v1=2 data/orders.csv');
  const tagged = await track('--tag', 'dataset_version=sales_v1_2');
  const traced = await repo.cli(['trace', `run:${tagged}`]);
  expect(traced.stdout).toMatch(
    /by tag \(ambiguous\) dataset sales@v1_2[\s\S]*by tag \(ambiguous\) dataset sales_v1@2/,
  );
  expect(traced.stderr).toContain(
    `Ambiguous: run ${tagged} names its data by the tag \`sales_v1_2\` alone, which is that of \`sales@v1_2\` and \`sales_v1@2\`. It is shown as if it had read each.`,
  );
  for (const name of ['sales@v1_2', 'sales_v1@2']) {
    const { code, stdout } = await repo.cli(['impact', `dataset:${name}`, '--json']);
    expect(code).toBe(1);
    const { runs, not_judged } = JSON.parse(stdout);
    expect(runs.map((one: { run_id: string }) => one.run_id)).toContain(tagged);
    expect(not_judged).toContainEqual({ why: expect.stringContaining('(ambiguous)'), ids: [tagged] });
  }
});
