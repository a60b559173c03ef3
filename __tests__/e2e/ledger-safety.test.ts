import { newId } from '../../src/core/ids.js';
import { encodeRecord } from '../../src/ledger/read/records.js';
import { runRecord } from '../ledger/fixtures.js';
import type { GitHubWorld } from '../support/github-world.js';
import { errorsOf, only, REGISTER, readLedger, TRACK, TRAINING, useWorld } from './support.js';

let world: GitHubWorld;
useWorld((made) => {
  world = made;
});

const HOSTILE = [
  '::error::pwned',
  '##[error]pwned',
  '  ::set-output name=x::pwned',
  '::stop-commands::pwned',
  '::add-mask::val_auc',
  '| a | b |',
  '`code` ``x``',
  '<img src=x onerror=alert(1)>',
  '</details></td>',
  '[click](javascript:alert(1))',
  '@octocat #1 GH-2 https://evil.example',
  '**bold** _it_ ~~x~~ $\\alpha$',
  '<!-- marker -->',
  'a\\|b\\',
  '\u202egnp.exe',
];

/** Rows of every table in a summary, split at the column marks that count: on GitHub, all that no backslash is before. */
function tables(summary: string): string[][][] {
  const found: string[][][] = [];
  let table: string[][] | undefined;
  for (const line of summary.split('\n')) {
    if (!line.startsWith('|')) table = undefined;
    else {
      if (table === undefined) {
        table = [];
        found.push(table);
      }
      table.push(line.replaceAll('\\|', 'xx').split('|'));
    }
  }
  return found;
}

test('hostile names and values start no runner command and break no table', async () => {
  const job = await world.job(await world.push(), { workflow: '::error::workflow' });
  const params = Object.fromEntries(HOSTILE.map((text, index) => [`${text} ${index}`, text]));
  const metrics = Object.fromEntries(HOSTILE.map((text, index) => [`${text} ${index}`, index]));
  const json = (value: unknown) => JSON.stringify(value).replaceAll("'", "'\\''");
  const report = await job.uses(TRACK, {
    run: [
      `cat > params.json <<'END_OF_FILE'\n${JSON.stringify(params)}\nEND_OF_FILE`,
      `cat > metrics.json <<'END_OF_FILE'\n${JSON.stringify(metrics)}\nEND_OF_FILE`,
      `printf '%s' '${json({ dropped: '::error::tag', '##[error]key': 'x' })}' > "$LINEAGE_DIR/tags.json"`,
      'mkdir -p "out/##[error]a"; echo x > "out/##[error]a/##[warning] \\`b\\` @c.txt"; echo m > "out/##[error]m.bin"',
      'mkdir -p "$LINEAGE_DIR/::error::unknown"',
    ].join('\n'),
    experiment: '::error::exp | <b>x</b>',
    'run-name': '##[error]name\\',
    tags: HOSTILE.map((text, index) => `tag ${index}${text.replaceAll('=', '')}=${text}`).join('\n'),
    datasets: 'orders=::error::v1|x',
    params: 'params.json',
    metrics: 'metrics.json',
    artifacts: 'out/*error]a/*',
    model: 'out/##[error]m.bin',
    'model-name': '::error::model',
  });
  expect(report.annotations).toEqual([]);
  expect(report.outcome).toBe('success');
  expect(report.masks).not.toContain('val_auc');
  // The last line is there: nothing stopped commands, and nothing swallowed the log.
  expect(report.displayLog).toContain('Record: ');
  const { runs } = await readLedger(world);
  const run = only(runs);
  expect(run.inputs.params).toEqual(params);
  expect(Object.keys(run.outputs.metrics).sort()).toEqual(Object.keys(metrics).sort());

  const registered = await job.uses(REGISTER, {
    model: '##[error]model | <b>',
    description: '::error::x',
    aliases: '##[error]alias',
  });
  expect(registered.annotations).toEqual([]);
  expect(registered.outcome).toBe('success');
  const second = await job.uses(TRACK, { run: 'echo z > z.bin', model: 'z.bin' });
  const refused = await job.uses(REGISTER, { model: '##[warning]model | <img src=x>' });
  expect(second.outcome).toBe('success');
  expect(refused.annotations.map(({ level }) => level)).toEqual(['error', 'error']);
  for (const summary of [report.summary, registered.summary, refused.summary]) {
    for (const rows of tables(summary)) {
      expect(new Set(rows.map((row) => row.length)).size).toBe(1);
    }
    const outsideCode = summary.replace(/`[^`\n]*`/g, '');
    expect(outsideCode).not.toMatch(/(?<!\\)(?:<img|<b>|<!--|\[click)/);
    expect(outsideCode).not.toMatch(/@octocat|https:\/\/evil/);
    expect(summary).not.toMatch(/[\u202a-\u202e]/);
  }
  expect(tables(report.summary).length).toBe(3);
}, 60_000);

test('faults of hostile names are one annotation each, and nothing else', async () => {
  const job = await world.job(await world.push(), { artifacts: false });
  const report = await job.uses(TRACK, {
    run: 'true',
    tags: '::warning::a\n  ##[warning]b\nc ##[warning]d',
    record: '::notice::x',
  });
  expect(report.annotations.map(({ level }) => level)).toEqual(['error', 'error', 'error']);
  expect(report.exitCode).toBe(1);
  const late = await job.uses(
    TRACK,
    {
      run: 'mkdir "::error::a"; echo x > "::error::a/##[warning]| b.txt"; echo m > "::error::m.bin"',
      artifacts: '::error::a/*\n::warning::none/*',
      model: '::error::m.bin',
    },
    { if: 'always()' },
  );
  expect(late.annotations.length).toBeGreaterThan(1);
  expect(new Set(late.annotations.map(({ level }) => level))).toEqual(new Set(['error']));
}, 60_000);

test('a branch that is no ledger is never written to, and said before the command runs', async () => {
  const files = { 'README.md': 'my branch\n', 'src/a.py': 'x = 1\n' };
  for (const [branch, content] of [
    ['lineage-of-mine', files],
    ['other-format', { 'ledger.json': '{"format": 99}\n' }],
    ['broken-format', { 'ledger.json': 'not json' }],
  ] as const) {
    const sha = await world.repo.commit(content, { branch, parents: [] });
    const job = await world.job(await world.push());
    const report = await job.uses(TRACK, { ...TRAINING, 'ledger-branch': branch });
    expect(report).toMatchObject({ outcome: 'failure', exitCode: 1 });
    expect(only(errorsOf(report))).toMatch(
      branch === 'other-format' ? /E_LEDGER_FORMAT/ : /E_LEDGER_NOT_A_LEDGER/,
    );
    expect(report.stdout).not.toContain('trained');
    const register = await job.uses(
      REGISTER,
      { model: 'clf', 'run-id': '01a1fcdd215971b5a15dd78d4bd503b3', 'ledger-branch': branch },
      { if: 'always()' },
    );
    expect(only(errorsOf(register))).toMatch(/E_LEDGER_(NOT_A_LEDGER|FORMAT)/);
    expect(await world.repo.resolve(`refs/heads/${branch}`)).toBe(sha);
  }
  const main = await world.job(await world.push());
  const onMain = await main.uses(TRACK, { ...TRAINING, 'ledger-branch': 'main' });
  expect(only(errorsOf(onMain))).toContain('E_LEDGER_NOT_A_LEDGER');
  for (const branch of ['../x', 'refs/heads/x', 'a..b', '-x', 'a b', 'x.lock']) {
    const job = await world.job(await world.push(), { artifacts: false });
    const report = await job.uses(TRACK, { ...TRAINING, 'ledger-branch': branch });
    expect(only(errorsOf(report))).toMatch(/E_INPUT_INVALID|E_NAME_INVALID/);
  }
}, 90_000);

test('an unreadable record is an error that names its path; other models and runs go on', async () => {
  const job = await world.job(await world.push());
  const tracked = await job.uses(TRACK, TRAINING);
  await job.uses(REGISTER, { model: 'clf_good' });
  const path = tracked.outputs['record-path'] ?? '';
  const record = JSON.parse((await readLedger(world)).files.get(path)?.toString() ?? '');
  for (const [text, branch] of [
    ['{"schema": "lineage-gate/run/v1", ', 'broken'],
    [JSON.stringify({ ...record, status: 'FINE' }), 'wrong'],
    [JSON.stringify(record), 'reformatted'],
    ['x'.repeat(17 * 1024 * 1024), 'huge'],
  ] as const) {
    const lineage = (await world.repo.resolve('refs/heads/lineage')) ?? '';
    const sha = await world.repo.commit({ [path]: text }, { branch, parents: [lineage] });
    const other = await world.job(await world.push());
    const inputs = { 'run-id': record.run_id, 'ledger-branch': branch };
    const report = await other.uses(REGISTER, { ...inputs, model: 'clf_new' }, { continueOnError: true });
    expect(report.exitCode).toBe(1);
    expect(only(errorsOf(report))).toContain('E_LEDGER_RECORD_INVALID');
    expect(only(errorsOf(report))).toContain(path);
    expect(await world.repo.resolve(`refs/heads/${branch}`)).toBe(sha);
    const next = await other.uses(TRACK, { ...TRAINING, 'ledger-branch': branch });
    expect(errorsOf(next)).toEqual([]);
    const fine = await other.uses(REGISTER, { model: 'clf_fine', 'ledger-branch': branch });
    expect(fine).toMatchObject({ outcome: 'success', outputs: { version: '1' } });
  }
  // A version that was edited: that model cannot be trusted any more, others can.
  const lineage = (await world.repo.resolve('refs/heads/lineage')) ?? '';
  const version = 'models/clf_good/versions/1.json';
  await world.repo.commit({ [version]: '{}\n' }, { branch: 'edited', parents: [lineage] });
  const inputs = { 'run-id': record.run_id, 'ledger-branch': 'edited' };
  const bad = await job.uses(REGISTER, { ...inputs, model: 'clf_good' }, { continueOnError: true });
  expect(only(errorsOf(bad))).toMatch(/E_MODEL_DAMAGED.*models\/clf_good\/versions\/1\.json/);
  const good = await job.uses(REGISTER, { ...inputs, model: 'clf_other' });
  expect(good).toMatchObject({ outcome: 'success', outputs: { version: '1' } });
}, 120_000);

test('with `parking: false` in the policy nobody adds, takes away or shows what is parked', async () => {
  const id = newId(Date.now(), new Uint8Array(16).fill(7));
  const record = String(await encodeRecord('run', runRecord(id)));
  const ref = `refs/lineage/inbox/${id}`;
  const policy = (parking: boolean) => ({
    '.github/lineage.yml': `version: 1\nledger: { parking: ${parking} }\n`,
  });
  await (await world.job(await world.push())).uses(TRACK, TRAINING);
  await world.repo.commit({ [`${id}.json`]: record }, { branch: ref });
  for (const parking of [false, true]) {
    const job = await world.job(await world.push({ files: policy(parking) }));
    expect(await job.uses(TRACK, TRAINING)).toMatchObject({ outcome: 'success', annotations: [] });
    expect((await readLedger(world)).runs.some(({ run_id }) => run_id === id)).toBe(parking);
    expect(Object.keys(await world.repo.refs()).includes(ref)).toBe(!parking);
  }
});
