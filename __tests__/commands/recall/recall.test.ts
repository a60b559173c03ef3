import { findImpact } from '../../../src/commands/lineage/impact.js';
import { wholeIds } from '../../../src/commands/recall/one-recall.js';
import { redactRecall } from '../../../src/commands/recall/redact.js';
import { recallRequestOf } from '../../../src/commands/recall/request.js';
import { Descents } from '../../../src/commands/recalled/descent.js';
import { openRecalls } from '../../../src/commands/recalled/open-recalls.js';
import type { RunRecord } from '../../../src/core/generated/types.js';
import { clientRunId, timeOfId } from '../../../src/core/ids.js';
import { createRedactor } from '../../../src/core/redact/redactor.js';
import { eventPath, recallPath, runPath, versionPath } from '../../../src/ledger/layout.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { encodeRecord, readRun } from '../../../src/ledger/read/records.js';
import { policy } from '../../core/policy/support.js';
import { adding, modelVersion, newRun, RecordingLog, registered, runRecord } from '../../ledger/fixtures.js';
import { bareEnvironment, execOk } from '../../support/exec.js';
import { freshId } from '../recalled/events.js';
import { content, digest, emptyLedger, folders, openIds, recalled, runId, standing, train } from './setup.js';

afterAll(() => folders.remove());

const ids = ({ affected }: Awaited<ReturnType<typeof recalled>>) =>
  affected.impact.runs.map(({ run_id }) => run_id);
const problem = { code: 'E_PATH_MISSING', what: 'no model', where: null, mend: 'look' };
const trust = (word: RunRecord['context']['trust']) => ({
  context: { ...runRecord(runId(0)).context, trust: word },
});

test('a dataset is recalled with what whole, trusted runs read as it, and with the other names of that', async () => {
  const ledger = await emptyLedger();
  const read = await train(ledger, 1, { reads: [{}] });
  const other = await train(ledger, 2, { reads: [{ name: 'copy', version: '1' }] });
  const failed = await train(ledger, 3, { reads: [{ holds: 'b' }], changes: { status: 'FAILED' } });
  const partial = await train(ledger, 4, { reads: [{ holds: 'c' }], changes: { problems: [problem] } });
  const fork = await train(ledger, 5, { reads: [{ holds: 'd' }], changes: trust('fork') });
  const empty = await train(ledger, 6, { reads: [{ holds: 'e', more: { size_bytes: 0 } }] });
  const changed = await train(ledger, 7, { reads: [{ holds: 'f', more: { changed_during_run: true } }] });
  const tagged = await train(ledger, 8, { changes: { tags: { dataset_version: 'users_v1+orders_v2.1' } } });
  const judged = await train(ledger, 9, { reads: [{ more: { role: 'test' } }] });
  await train(ledger, 10, {
    reads: [
      { version: 'v2.10', holds: '9' },
      { name: 'ordersx', holds: '8' },
    ],
  });
  const result = await recalled(ledger, 'dataset:orders@v2.1', {
    ...{ severity: 'High', incident: 'https://example.com/7', contact: 'data team' },
    discoveredAt: '2026-01-02T03:04+01:00',
  });
  expect(result.event).toMatchObject({
    what: { contents: [content('a')], other_names: [{ name: 'copy', version: '1' }], repository: null },
    ...{ severity: 'high', discovered_at: '2026-01-02T02:04:00.000Z', contact: 'data team' },
    affected: { runs: [read, other, failed, partial, fork, empty, changed, tagged], left_out: 0 },
  });
  expect(result.affected.impact.judged.map(({ run_id }) => run_id)).toEqual([judged]);
  expect(await openIds(ledger)).toEqual([result.event.event_id]);
  const bytes = await (await ledger.view()).read([recallPath(result.event.event_id)]);
  expect(JSON.parse(String([...bytes.values()][0]))).toEqual(result.event);
});

test('names are as long as runs record them, and stand in no recall of the same bytes', async () => {
  const ledger = await emptyLedger();
  const long = { name: 'n'.repeat(200), version: 'v'.repeat(250) };
  const reads = [await train(ledger, 1, { reads: [{}] }), await train(ledger, 2, { reads: [long] })];
  const short = await recalled(ledger, 'dataset:orders@v2.1');
  expect(short.event.what).toMatchObject({ other_names: [long] });
  expect(short.event.affected.runs).toEqual(reads);
  const whole = await recalled(ledger, `dataset:${long.name}@${long.version}`);
  expect(whole.event).toMatchObject({ what: long, affected: { runs: reads } });
  expect(() => recalled(ledger, `dataset:${long.name}@${long.version}v`)).toThrow(
    'is longer than any name that a record has',
  );
});

test('the name alone, which may be of what nobody has read yet; a mistyped one recalls nothing', async () => {
  const ledger = await emptyLedger();
  const read = await train(ledger, 1, { reads: [{}] });
  await train(ledger, 2, { reads: [{ name: 'copy', version: '1' }] });
  const result = await recalled(ledger, 'dataset:orders@v2.1', { onlyName: true });
  expect(result.event.what).toMatchObject({ contents: [], other_names: [] });
  expect(ids(result)).toEqual([read]);
  await expect(recalled(ledger, 'dataset:orders@v2.2')).rejects.toThrow(
    /E_LINEAGE_NOT_FOUND: .*Did you mean `v2.1`\? Else `--only-name`/,
  );
  const early = await recalled(ledger, 'dataset:orders@v2.2', { onlyName: true });
  expect(early.event.affected.runs).toEqual([]);
  expect(await openIds(ledger)).toEqual([result.event.event_id, early.event.event_id]);
});

test('a name is that of all spellings which look the same, and is recorded as it is written', async () => {
  const ledger = await emptyLedger();
  const names = ['caf\u00e9', 'cafe\u0301', 'caf\u00e9\u200b', 'CAF\u00c9'];
  const runs: string[] = [];
  for (const [index, name] of names.entries())
    runs.push(await train(ledger, index + 1, { reads: [{ name, holds: null }], repository: 'acme/clf' }));
  runs.push(await train(ledger, 9, { changes: { tags: { dataset_version: 'cafe\u0301_v2.1' } } }));
  const result = await recalled(ledger, 'dataset:cafe\u0301\u200b@v2.1');
  expect(result.event.what).toMatchObject({ name: 'cafe\u0301\u200b', other_names: [] });
  expect(ids(result).sort()).toEqual([runs[0], runs[1], runs[2], runs[4]]);
  const again = await recalled(ledger, 'dataset:caf\u00e9@v2.1');
  expect(again).toMatchObject({ already: 'same', event: { event_id: result.event.event_id } });
});

test('a version that looks like a range, or has an `@`, is recalled where runs have read it', async () => {
  const ledger = await emptyLedger();
  const runs = [];
  for (const [index, version] of ['v1', '=v1', 'v1@rc'].entries())
    runs.push(
      await train(ledger, index + 1, { reads: [{ version, holds: `${index}` }], repository: 'acme/clf' }),
    );
  for (const [what, version, run, texts] of [
    ['dataset:orders@=v1', '=v1', runs[1], { name: 'orders' }],
    ['dataset:orders@v1@rc', 'v1@rc', runs[2], {}],
    ['dataset:acme/clf:orders@v1@rc', 'v1@rc', runs[2], {}],
  ] as const) {
    const result = await recalled(ledger, what, { dryRun: true, ...texts });
    expect(result.event.what).toMatchObject({ name: 'orders', version });
    expect(ids(result)).toEqual([run]);
  }
  for (const as of [{}, { onlyName: true }])
    await expect(recalled(ledger, 'dataset:orders@==v1', as)).rejects.toThrow(
      /E_INPUT_INVALID: "dataset:orders@==v1" is no one version/,
    );
  await expect(recalled(ledger, 'dataset:orders@v2@rc')).rejects.toThrow(/E_LINEAGE_NOT_FOUND/);
});

test('a dataset that is called like a reference to another one takes nothing over: it is ambiguous', async () => {
  const ledger = await emptyLedger();
  const repository = 'acme/clf';
  const own = await train(ledger, 1, { reads: [{}], repository });
  const theirs = await train(ledger, 2, { reads: [{ name: 'acme/clf:orders', holds: 'b' }] });
  const odd = await train(ledger, 3, { reads: [{ version: 'v1@rc', holds: 'c' }] });
  const split = await train(ledger, 4, { reads: [{ name: 'orders@v1', version: 'rc', holds: 'd' }] });
  const range = await train(ledger, 5, { reads: [{ version: '>=v2', holds: 'e' }] });
  const cases: [what: string, said: RegExp, byName: [string, string][]][] = [
    [
      'dataset:acme/clf:orders@v2.1',
      /is ambiguous: .*`v2.1` of `acme\/clf:orders`, or version `v2.1` of `orders` of `acme\/clf`/,
      [
        ['orders', own],
        ['acme/clf:orders', theirs],
      ],
    ],
    [
      'dataset:orders@v1@rc',
      /is ambiguous: .*`rc` of `orders@v1`, or version `v1@rc` of `orders`/,
      [
        ['orders', odd],
        ['orders@v1', split],
      ],
    ],
    ['dataset:orders@>=v2', /is ambiguous: .*, or the versions `>=v2` of `orders`/, [['orders', range]]],
  ];
  for (const [what, said, byName] of cases) {
    await expect(recalled(ledger, what)).rejects.toThrow(said);
    for (const [name, run] of byName)
      expect(ids(await recalled(ledger, what, { name, dryRun: true }))).toEqual([run]);
  }
  await expect(recalled(ledger, 'dataset:orders@v2.1', { name: 'users' })).rejects.toThrow(
    /`name` is "users"/,
  );
});

test('of several contents each is told with whose it is, too, and one can be left out', async () => {
  const ledger = await emptyLedger();
  for (const number of [1, 2]) await train(ledger, number, { reads: [{}] });
  const slip = await train(ledger, 3, { reads: [{ holds: 'c' }] });
  for (const number of [4, 5, 6])
    await train(ledger, number, { reads: [{ name: 'users', version: 'v2', holds: 'c' }] });
  const all = await recalled(ledger, 'dataset:orders@v2.1', { dryRun: true });
  expect(all.event.what).toMatchObject({ other_names: [{ name: 'users', version: 'v2' }] });
  const [said] = all.notes;
  expect(said).toContain(
    `was read as 2 contents, and each is recalled under any name: ${digest('a')} by 2 runs;`,
  );
  expect(said).toContain(`${digest('c')} by 1 run (also \`users@v2\` by 3 runs). \`--only-digest`);
  const one = await recalled(ledger, 'dataset:orders@v2.1', { onlyDigest: digest('a').slice(0, 19) });
  expect(one.event.what).toMatchObject({ contents: [content('a')], other_names: [] });
  expect(ids(one)).toEqual([runId(1), runId(2), slip]);
  expect(one.notes).toEqual([
    `Left out, so that it is recalled under the name \`orders@v2.1\` alone: ${digest('c')}.`,
  ]);
  await expect(recalled(ledger, 'dataset:orders@v2.1', { onlyDigest: digest('d') })).rejects.toThrow(
    /E_LINEAGE_NOT_FOUND: No whole, trusted run has read .*as `orders@v2\.1`.*It was read as sha256:a+, sha256:c+/s,
  );
  const odd = { onlyDigest: 'sha256:abc' };
  await expect(async () => recalled(ledger, 'dataset:orders@v2.1', odd)).rejects.toThrow(/`only-digest` is/);
  await expect(async () => recalled(ledger, `run:${slip}`, { onlyDigest: digest('a') })).rejects.toThrow(
    /`only-digest` is given, and no dataset is recalled/,
  );
});

test('who names by a tag alone what was read with its bytes and with others is told, and not hit', async () => {
  const ledger = await emptyLedger();
  await train(ledger, 1, { reads: [{}] });
  const users = { name: 'users', version: 'v2' };
  await train(ledger, 2, { reads: [users] });
  await train(ledger, 3, { reads: [{ ...users, holds: 'c' }] });
  const byTag = await train(ledger, 4, { changes: { tags: { dataset_version: 'users_v2' } } });
  const told = await recalled(ledger, 'dataset:orders@v2.1');
  expect(ids(told)).toEqual([runId(1), runId(2)]);
  const why = expect.stringContaining('others read several contents');
  expect(told.affected.unjudged).toContainEqual({ why, ids: [byTag] });
  expect((await standing(ledger, told.event)).notes.join()).toContain(`by a tag alone under whose name`);
});

test('a name that several repositories use needs its owner', async () => {
  const ledger = await emptyLedger();
  const own = await train(ledger, 1, { reads: [{}], repository: 'acme/clf' });
  const theirs = await train(ledger, 2, { reads: [{ holds: 'b' }], repository: 'acme/rank' });
  await train(ledger, 3, { reads: [{ holds: 'b', version: 'v9' }], repository: 'acme/rank' });
  await expect(recalled(ledger, 'dataset:orders@v2.1')).rejects.toThrow(
    /E_INPUT_MISSING: Runs of `acme\/clf`, `acme\/rank` use the name .*dataset:acme\/clf:orders@v2.1/,
  );
  const one = await recalled(ledger, 'dataset:ACME/clf:orders@v2.1');
  expect(one.event.what).toMatchObject({ name: 'orders', repository: 'acme/clf', contents: [content('a')] });
  expect(ids(one)).toEqual([own]);
  const named = await recalled(ledger, 'dataset:orders@v2.1', { repository: 'acme/rank', dryRun: true });
  expect(ids(named)).toEqual([theirs, runId(3)]);
  await expect(recalled(ledger, 'dataset:acme/rank:orders@v9.9')).rejects.toThrow(/E_LINEAGE_NOT_FOUND/);
  await expect(recalled(ledger, 'dataset:acme/none:orders@v2.1')).rejects.toThrow(/`acme\/none`/);
  // A run that says of no repository whose it is would answer to each.
  await train(ledger, 5, { reads: [{ name: 'raw' }] });
  for (const as of [{}, { repository: 'acme/clv' }])
    await expect(
      recalled(ledger, `dataset:${'repository' in as ? '' : 'acme/clv:'}raw@v2.1`, as),
    ).rejects.toThrow(/E_LINEAGE_NOT_FOUND: .*`acme\/clv` has read.*leave it away; `--only-name`/s);
  await expect(recalled(ledger, 'dataset:acme/clv:orders@v2.1')).rejects.toThrow(
    /Did you mean `acme\/clf`\? Else/,
  );
  const early = await recalled(ledger, 'dataset:acme/clv:raw@v2.1', { onlyName: true });
  expect(early.event.what).toMatchObject({ name: 'raw', repository: 'acme/clv' });
  const all = await recalled(ledger, 'dataset:orders@v2.1', { allRepositories: true });
  expect(all.event.what).toMatchObject({ repository: null, contents: [content('a'), content('b')] });
  // Of whom nothing is said, it is not that of the one who has read it so far: he may be renamed, and others read it later.
  await train(ledger, 4, { reads: [{ name: 'users', holds: 'c' }], repository: 'acme/clf' });
  expect((await recalled(ledger, 'dataset:users@v2.1')).event.what).toMatchObject({ repository: null });
});

test('code by its commits, also those of which there is no run yet', async () => {
  const ledger = await emptyLedger();
  const { folder: cwd } = ledger;
  const env = bareEnvironment(cwd);
  const git = async (...args: string[]) => String(await execOk('git', args, { cwd, env })).trim();
  const commit = async (parent: string | null) => {
    const file = `100644 blob ${await git('hash-object', '-w', '/dev/null')}\tafter-${parent}\n`;
    const tree = String(await execOk('git', ['mktree'], { cwd, env, input: file })).trim();
    const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
    const id = await git(
      ...who,
      'commit-tree',
      tree,
      ...(parent === null ? [] : ['-p', parent]),
      '-m',
      `${parent}`,
    );
    await git('update-ref', 'refs/heads/main', id);
    return id;
  };
  const root = await commit(null);
  const bad = await commit(root);
  const later = await commit(bad);
  const fix = await commit(later);
  await commit(fix);
  await train(ledger, 1, { commit: root });
  const broken = await train(ledger, 2, { commit: bad });
  const mended = await train(ledger, 3, { commit: fix });
  const head = 'f'.repeat(40);
  const squashed = await train(ledger, 4, { commit: head, tree: await git('rev-parse', `${later}^{tree}`) });
  const place = { cwd, env };
  const range = await recalled(ledger, `commit:${bad.slice(0, 9)}..${fix.slice(0, 9)}`, {}, { place });
  expect(range.event.what).toMatchObject({ asked: `${bad}..${fix}` });
  const again = await recalled(ledger, `commit:${bad}..${fix.slice(0, 5)}`, {}, { place });
  expect(again).toMatchObject({ already: 'same', event: { event_id: range.event.event_id } });
  expect((range.event.what as { commits: string[] }).commits.sort()).toEqual([bad, later, head].sort());
  expect(ids(range)).toEqual([broken, squashed]);
  expect(range.notes.join()).toMatch(/^Commits that are made from now on without the fix/);
  const { impact } = await findImpact(
    { reference: `commit:${bad}..${fix}`, most: 9 },
    { view: await ledger.view(), log: new RecordingLog(), ...place },
  );
  expect(impact.runs.map(({ run_id }) => run_id).sort()).toEqual([broken, squashed]);
  // Of what this clone cannot place the record keeps it, since who reads it may stand in none.
  const lost = await train(ledger, 5, { commit: 'e'.repeat(40) });
  const dark = await recalled(ledger, `commit:${bad}`, {}, { place });
  const here = await recalled(ledger, `commit:${bad}..${fix}`, {}, { place });
  expect(here.already).toBe('same');
  for (const { affected } of [dark, here])
    expect(affected.unjudged).toContainEqual({
      why: 'are of commits that this clone does not have',
      ids: [lost],
    });
  const told = await standing(ledger, dark.event);
  expect(told.notes).toContain(`1 is of commits that this clone does not have: ${lost}`);
  const { not_placed: _, ...older } = dark.event.affected;
  const silent = await standing(ledger, { ...dark.event, affected: older });
  expect(silent.notes.join()).toMatch(/its record does not say, since an older version wrote it/);
  expect(ids(dark)).toEqual([broken, mended, squashed]);
  expect(dark.notes.join()).toContain('Commits that are made from now on');
  const exact = await recalled(ledger, `commit:=${later}`, {}, { place });
  expect(exact.event).toMatchObject({ what: { commits: [later] }, affected: { runs: [] } });
  const short = await recalled(ledger, `commit:=${bad.slice(0, 7)}`);
  expect(short.event.what).toMatchObject({ asked: `=${bad}` });
  const same = await recalled(ledger, `commit:=${bad}`);
  expect(same).toMatchObject({ already: 'same', event: { event_id: short.event.event_id } });
  await expect(recalled(ledger, 'commit:=abcdef')).rejects.toThrow(
    /E_LINEAGE_NOT_FOUND.*Give all of its digits/,
  );
  await expect(recalled(ledger, `commit:${bad}`, {}, { place: { cwd: '/', env } })).rejects.toThrow(
    /E_LINEAGE_HISTORY/,
  );
});

test.each(['parent', 'command'])(
  'what one run read is of the whole by its %s, for lists and for decisions',
  async (link) => {
    const ledger = await emptyLedger();
    const whole = runId(1);
    const { context, outputs } = runRecord(whole);
    const { manifest } = modelVersion('clf', 1);
    const models = { outputs: { ...outputs, models: [{ path: 'm', manifest }] } };
    const part =
      link === 'parent' ? { parent_run_id: whole } : { context: { ...context, command_run: whole } };
    await train(ledger, 1, { reads: [{ name: 'base', holds: 'b' }], changes: models });
    const reader = await train(ledger, 2, { reads: [{}], changes: part });
    const tuned = await train(ledger, 3, { changes: part });
    const version = { ...modelVersion('clf', 1), run_id: whole, run_path: 'm' };
    const event = { ...registered('clf', 1, null), run_id: whole, manifest_digest: manifest.digest };
    await ledger.write(
      adding(
        { path: versionPath('clf', 1), bytes: await encodeRecord('modelVersion', version) },
        { path: eventPath('clf', event.event_id), bytes: await encodeRecord('modelEvent', event) },
      ),
    );
    const view = await ledger.view();
    const records = await Promise.all([whole, reader, tuned].map((id) => readRun(view, id)));
    for (const [what, runs, refused] of [
      ['dataset:base@v2.1', [whole, reader, tuned], [whole, reader, tuned]],
      ['dataset:orders@v2.1', [reader], [whole, reader]],
    ] as const) {
      const { event, affected } = await recalled(ledger, what, { dryRun: true });
      expect([what, affected.impact.runs.map(({ run_id }) => run_id).sort()]).toEqual([what, runs]);
      expect(event.affected.versions).toEqual([{ model: 'clf', version: 1 }]);
      const descents = new Descents({ open: [event], unreadable: [] }, view);
      const found = await Promise.all(records.map((run) => descents.of(run)));
      const bad = records.filter((_, at) =>
        found[at]?.descents.some(({ severity }) => severity === 'refuse'),
      );
      expect([what, bad.map(({ run_id }) => run_id)]).toEqual([what, refused]);
    }
  },
);

test('a run by the id that its client knew, and none by an id that means two', async () => {
  const ledger = await emptyLedger();
  const command = await train(ledger, 1);
  const client = 'c'.repeat(32);
  const named = await train(ledger, 2, { changes: { tags: { 'mlflow.runId': client } } });
  expect((await recalled(ledger, `run:${client}`)).event.what).toEqual({ kind: 'run', run_id: named });
  const other = clientRunId(timeOfId(command), command);
  const context = { ...runRecord(other).context, command_run: command };
  await ledger.append([await newRun(other, { tags: { 'mlflow.runId': command }, context })]);
  await expect(recalled(ledger, `run:${command}`)).rejects.toMatchObject({
    faults: [{ code: 'E_RUN_AMBIGUOUS' }],
  });
  expect((await recalled(ledger, `run:${other}`)).event.what).toEqual({ kind: 'run', run_id: other });
});

test('a run whose record cannot be read is told as that, and is none that there is not', async () => {
  const ledger = await emptyLedger();
  await train(ledger, 1);
  await ledger.write(adding({ path: runPath(runId(2)), bytes: Buffer.from('{') }));
  for (const digits of [runId(2), runId(2).slice(0, 31)])
    await expect(recalled(ledger, `run:${digits}`)).rejects.toMatchObject({
      faults: [{ code: 'E_LEDGER_RECORD_INVALID', where: runPath(runId(2)) }],
    });
});

test('a run with the version that it made, and a package by a range', async () => {
  const ledger = await emptyLedger();
  const id = runId(1);
  const { environment, outputs } = runRecord(id);
  const python = { version: '3.12', implementation: 'CPython', packages: { NumPy: '1.26.0' } };
  const { manifest } = modelVersion('clf', 1);
  const models = [{ path: 'model.bin', manifest }];
  await train(ledger, 1, {
    changes: { environment: { ...environment, python }, outputs: { ...outputs, models } },
  });
  const run = await recalled(ledger, `run:${id.slice(0, 14)}`);
  expect(run.event).toMatchObject({
    what: { kind: 'run', run_id: id },
    affected: {
      runs: [id],
      contents: [expect.stringMatching(/^folder-2 /), expect.stringMatching(/^file /)],
    },
  });
  const range = await recalled(ledger, 'package:numpy >=1.2, <1.27');
  expect(range.event).toMatchObject({
    what: { name: 'numpy', range: '>=1.2,<1.27' },
    affected: { runs: [id] },
  });
  expect(await recalled(ledger, 'package:numpy==2.0')).toMatchObject({
    affected: { impact: { runs: [] } },
    notes: [],
  });
  // A slip of the pen protects nothing.
  expect((await recalled(ledger, 'package:nmupy==1.26.0')).notes).toEqual([
    'No run has recorded a Python package "nmupy": did you mean `numpy`?',
  ]);
  expect((await recalled(ledger, 'package:torch==1')).notes).toEqual([
    'No run has recorded a Python package "torch": is it written so?',
  ]);
});

test('the very same asked for again adds nothing, a try neither, and more of the same does', async () => {
  const ledger = await emptyLedger();
  await train(ledger, 1, { reads: [{}] });
  const dry = await recalled(ledger, 'dataset:orders@v2.1', { dryRun: true });
  expect(dry).toMatchObject({ already: null, commit: null, event: { what: { contents: [content('a')] } } });
  expect(await openIds(ledger)).toEqual([]);
  const first = await recalled(ledger, 'dataset:orders@v2.1', { severity: 'medium' });
  const again = await recalled(ledger, 'dataset:orders@v2.1');
  expect(again).toMatchObject({ already: 'same', event: first.event, notes: [] });
  const untold = await recalled(ledger, 'dataset:orders@v2.1', { reason: '', dryRun: true });
  expect(untold.notes).toEqual([]);
  const other = await recalled(ledger, 'dataset:orders@v2.1', { reason: 'labels, too' });
  expect(other.notes.join()).toMatch(/^Not recorded, since the recall stays as it was written: `reason`\./);
  const milder = await recalled(ledger, 'dataset:orders@v2.1', {
    severity: 'low',
    incident: 'https://x.io/1',
  });
  expect(milder.event).toEqual(first.event);
  expect(milder.notes.join()).toMatch(/^Not recorded.*: `severity`, `incident`\. .*`--clear [0-9a-f]{32}`/);
  expect(await openIds(ledger)).toHaveLength(1);
  // A recall that somebody pushed, and GitHub does not confirm, makes none needless.
  const ask = async () => ({ state: 'unknown', why: 'was written on a laptop' }) as const;
  expect(await recalled(ledger, 'dataset:orders@v2.1', {}, { ask })).toMatchObject({ already: null });
  await train(ledger, 2, { reads: [{ holds: 'b' }] });
  const more = await recalled(ledger, 'dataset:orders@v2.1');
  expect(more).toMatchObject({ already: null, event: { what: { contents: [content('a'), content('b')] } } });
});

test('a recall that refuses less, or alarms less, does not stand for the same one', async () => {
  const ledger = await emptyLedger();
  const bad = await train(ledger, 1, { reads: [{}] });
  const mild = await recalled(ledger, 'dataset:orders@v2.1', { severity: 'high' });
  const worse = await recalled(ledger, 'dataset:orders@v2.1', { severity: 'critical' });
  expect(worse).toMatchObject({ already: null, event: { severity: 'critical' } });
  expect(await openIds(ledger)).toEqual([mild.event.event_id, worse.event.event_id]);
  // By way of a run that is not there yet, or has made nothing of the kind, all would pass.
  const forged = await emptyLedger();
  await train(forged, 1, { reads: [{}] });
  for (const maker of [runId(9), bad]) {
    const affected = { ...worse.event.affected, other_makers: [maker] };
    const event = { ...worse.event, event_id: freshId(), affected };
    const bytes = await encodeRecord('recallEvent', event);
    await forged.write(adding({ path: recallPath(event.event_id), bytes }));
  }
  const honest = await recalled(forged, 'dataset:orders@v2.1', { severity: 'high' });
  expect(honest).toMatchObject({ already: null, event: { affected: { other_makers: [] } } });
  const again = await recalled(forged, 'dataset:orders@v2.1');
  expect(again).toMatchObject({ already: 'same', event: honest.event });
});

test('a recall of a time before what was made, or of one that does not exist, stands for no other', async () => {
  const ledger = await emptyLedger();
  const makes = (letter: string) => {
    const made = { path: letter, digest: digest(letter), size_bytes: 3, kind: 'data' as const, stored: [] };
    return { reads: [{}], changes: { outputs: { ...runRecord(runId(0)).outputs, artifacts: [made] } } };
  };
  await train(ledger, 1, makes('c'));
  const asked = 'dataset:orders@v2.1';
  const { event } = await recalled(ledger, asked, { dryRun: true });
  const push = async (at: string) => {
    const forged = { ...event, event_id: freshId(), at };
    const path = recallPath(forged.event_id);
    await ledger.write(adding({ path, bytes: await encodeRecord('recallEvent', forged) }));
    return forged.event_id;
  };
  const early = await push('2001-01-01T00:00:00Z');
  const timeless = await push('2026-99-99T99:99:99Z');
  const honest = await recalled(ledger, asked);
  expect(honest.already).toBeNull();
  expect(await openIds(ledger)).toEqual([early, honest.event.event_id]);
  expect(await recalled(ledger, asked)).toMatchObject({ already: 'same', event: honest.event });
  const log = new RecordingLog();
  const ask = async () => ({ state: 'confirmed', notes: [], conclusion: null }) as const;
  const { uncounted } = await openRecalls(await ledger.view(), { log, ask });
  const why = 'has a time that does not exist (2026-99-99T99:99:99Z)';
  expect(uncounted).toMatchObject([{ path: recallPath(timeless), why }]);
  // A later one refuses copies of what was made since as well; where GitHub knows the time of the first, that is no reason to doubt it.
  const later = new Date(Date.parse(honest.event.at) + 60_000).toISOString();
  const since = makes('d');
  await train(ledger, 2, { ...since, changes: { ...since.changes, ended_at: later } });
  const at = new Date(Date.parse(later) + 60_000).toISOString();
  expect(await recalled(ledger, asked, {}, { at, ask })).toMatchObject({ already: 'same' });
  expect(await recalled(ledger, asked, {}, { at })).toMatchObject({ already: null, event: { at } });
});

const BY = {
  ...{ actor_id: '11', triggering_actor: 'octo', event: 'workflow_dispatch', repository: 'o/r' },
  ...{ ref: 'refs/heads/main', commit: 'c'.repeat(40), ci_run_id: '77', ci_run_attempt: 1 },
  workflow_ref: 'o/r/.github/workflows/recall.yml@refs/heads/main',
};

test('a later attempt of the same workflow run answers what the first one wrote, and writes nothing', async () => {
  const ledger = await emptyLedger();
  await train(ledger, 1, { reads: [{}] });
  const again = { by: { ...BY, ci_run_attempt: 2 } };
  await expect(recalled(ledger, 'dataset:orders@v2.1', {}, again)).rejects.toThrow(/E_RERUN/);
  const first = await recalled(ledger, 'dataset:orders@v2.1', {}, { by: BY });
  await train(ledger, 2, { reads: [{ holds: 'b' }] });
  const second = await recalled(ledger, 'dataset:orders@v2.1', {}, again);
  expect(second).toMatchObject({ already: 'earlier-attempt', event: first.event });
  expect(await openIds(ledger)).toHaveLength(1);
});

test('who may not recall writes nothing, and neither does what nobody would count', async () => {
  const ledger = await emptyLedger();
  await train(ledger, 1, { reads: [{}] });
  const may = (recall: object, as: object, more: object = {}) =>
    recalled(ledger, 'dataset:orders@v2.1', { dryRun: true }, { rules: policy({ recall, ...more }), ...as });
  await expect(may({ allowed_actors: ['alice'] }, {})).rejects.toThrow(
    /E_RECALL_NOT_ALLOWED: `octo` asks, and the policy lets alice recall/,
  );
  await may({ allowed_actors: ['octo'] }, {});
  await expect(
    may({}, { by: { ...BY, event: 'push' }, job: { ref: 'refs/heads/x', default_branch: 'main' } }),
  ).rejects.toThrow(/E_RECALL_NOT_ALLOWED: The workflow runs from `refs\/heads\/x`[\s\S]*The event `push`/);
  await expect(may({}, { by: BY }, { registry_workflows: ['.github/workflows/x.yml'] })).rejects.toThrow(
    /`registry_workflows` of the policy does not name/,
  );
  const file = '.github/workflows/recall.yml';
  const nightly = { by: { ...BY, event: 'schedule' }, actor: 'github-actions[bot]' };
  await may({ workflows: [file], allowed_actors: ['alice'] }, nightly, { registry_workflows: ['x.yml'] });
  expect(await openIds(ledger)).toEqual([]);
});

test('what came in between is in it: what is affected is looked up on the state that the commit is built on', async () => {
  const ledger = await emptyLedger();
  const first = await train(ledger, 1, { reads: [{}] });
  let plans = 0;
  const racing: Ledger = {
    ...ledger,
    write: async (plan) => {
      await plan(await ledger.view());
      await train(ledger, 2, { reads: [{ holds: 'b' }] });
      return ledger.write((view) => {
        plans += 1;
        return plan(view);
      });
    },
  };
  const { event } = await recalled(racing, 'dataset:orders@v2.1');
  expect(event).toMatchObject({
    what: { contents: [content('a'), content('b')] },
    affected: { runs: [first, runId(2)] },
  });
  expect(plans).toBe(1);
});

test('no credential gets into a recall', () => {
  const secret = `ghp_${'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5'}`;
  const texts = {
    ...{
      what: 'dataset:orders@v2.1',
      reason: `see ${secret}`,
      severity: '',
      discoveredAt: '',
      contact: secret,
    },
    ...{
      incident: `https://x.example/?token=${secret}`,
      name: '',
      onlyName: false,
      onlyDigest: '',
      repository: '',
    },
    ...{ allRepositories: false, dryRun: false },
  };
  const deps = { redactor: createRedactor([]), log: new RecordingLog() };
  const redacted = redactRecall(recallRequestOf(texts), deps);
  expect(JSON.stringify(redacted)).not.toContain(secret);
  expect(redacted.reason).toMatch(/^see \[redacted\]/);
  const named = recallRequestOf({ ...texts, what: `dataset:${secret}@1` });
  expect(() => redactRecall(named, deps)).toThrow(/E_SECRET_IN_NAME/);
});

test('a try needs no reason, and nothing was found out in the future', async () => {
  const ledger = await emptyLedger();
  await train(ledger, 1, { reads: [{}] });
  const dry = await recalled(ledger, 'dataset:orders@v2.1', { reason: '', dryRun: true });
  expect(dry).toMatchObject({ commit: null, event: { reason: '', affected: { runs: [runId(1)] } } });
  expect(() => recalled(ledger, 'dataset:orders@v2.1', { reason: ' ' })).toThrow(/`reason` is empty/);
  const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  for (const discoveredAt of [at(1), at(48).slice(0, 10)])
    await expect(recalled(ledger, 'dataset:orders@v2.1', { discoveredAt, dryRun: true })).rejects.toThrow(
      /E_INPUT_INVALID: `discovered-at` is .*in the future/s,
    );
  const { event } = await recalled(ledger, 'dataset:orders@v2.1', { discoveredAt: at(0).slice(0, 10) });
  const view = await ledger.view();
  const whole = 'ab'.repeat(16);
  const digits = event.event_id.slice(0, 8);
  expect(await wholeIds([digits, event.event_id, whole], view)).toEqual([event.event_id, whole].sort());
  await expect(wholeIds(['0000', '0001'], view)).rejects.toThrow(/E_RECALL_NOT_FOUND.*\nE_RECALL_NOT_FOUND/);
});

test('all that is wrong with what is asked is told at once', () => {
  const texts = {
    ...{ what: 'models:/clf/1', reason: ' ', severity: 'bad', discoveredAt: '2026-02-30', contact: '' },
    ...{
      incident: 'ftp://x',
      name: '',
      onlyName: false,
      onlyDigest: '',
      repository: 'x',
      allRepositories: true,
      dryRun: false,
    },
  };
  expect(() => recallRequestOf(texts)).toThrow(
    /nothing that can be recalled[\s\S]*`reason` is empty[\s\S]*`severity`[\s\S]*`discovered-at`[\s\S]*`incident`[\s\S]*`repository` is "x"/,
  );
  for (const what of [
    'dataset:orders',
    'dataset:orders@>=v1',
    'package:numpy',
    'commit:xyz',
    `runs:/${runId(1)}/m`,
    `dataset:${'o'.repeat(201)}@v1`,
    `package:numpy==${'1'.repeat(500)}`,
    '',
  ])
    expect(() => recallRequestOf({ ...texts, what })).toThrow(/E_INPUT_(?:INVALID|MISSING): .*\n/);
  expect(() => recallRequestOf({ ...texts, what: 'run:0123', onlyName: true })).toThrow(
    /no dataset is recalled/,
  );
});
