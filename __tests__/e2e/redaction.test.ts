import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execOk, gitEnvironment } from '../support/exec.js';
import type { GitHubWorld } from '../support/github-world.js';
import { errorsOf, only, REGISTER, readLedger, shownBy, TRACK, useWorld } from './support.js';

let world: GitHubWorld;
useWorld((made) => {
  world = made;
});

/** A text of a token's shape that says which field it came from. Split, so that no scanner takes this file for a leak. */
function secret(field: string): string {
  return ['ghp', field.replace(/[^a-z0-9]/gi, '').padEnd(36, 'Z')].join('_');
}

/** The fields whose secret is somewhere in the text. */
function leaks(text: string, fields: readonly string[]): string[] {
  return fields.filter((field) => text.includes(secret(field)));
}

/** All bytes of the ledger's repository but the user's own branch: messages, records, refs. */
async function ledgerText(): Promise<string> {
  const { text } = await readLedger(world);
  return `${text}\n${JSON.stringify(await world.repo.refs())}`;
}

/** What no credential of a job may be in: its values are strong, two of them have no shape of their own. */
const OF_ENV = { MY_PASSWORD: 'xK9mP2qLw8', PYPI_TOKEN: 'Tr0ub4dor&3' };

test('a value that looks like a token is in no record, curve, log, summary, output, upload or commit', async () => {
  const files = {
    'p.json': JSON.stringify({
      note: `use ${secret('paramfile')}`,
      nested: { list: ['a', secret('paramlist')], [secret('paramfilekey')]: 1 },
      api_key: 'hunter2hunter2',
      db: 'postgres://bob:correcthorse@db/x',
      pad_token: '<pad>',
    }),
    'm.csv': `step,${secret('metriccolumn')},loss\n1,0.5,0.7\n2,0.4,0.6\n`,
    'm.json': JSON.stringify({ [secret('metrickey')]: 0.5, val_auc: 0.9 }),
    'data.csv': 'x\n',
    [`out/${secret('artifactpath')}.txt`]: 'x\n',
    'out/fine.txt': 'y\n',
    'model/weights.bin': 'model\n',
  };
  const job = await world.job(await world.push({ files, branch: 'secrets' }), {
    matrix: { key: secret('matrix'), seed: 1 },
    env: OF_ENV,
    workflow: `train ${secret('workflow')}`,
  });
  const script = [
    `# ${secret('command')} ${OF_ENV.MY_PASSWORD}`,
    `echo '{"k": "${secret('droppedparam')}"}' > "$LINEAGE_DIR/params/p.json"`,
    `echo '{"note": "${secret('tagsfile')}"}' > "$LINEAGE_DIR/tags.json"`,
    `echo '${OF_ENV.PYPI_TOKEN}' > "$LINEAGE_DIR/artifacts/a.txt"`,
  ].join('\n');
  const inputs = {
    experiment: 'clf_orders',
    tags: `note=${secret('tagvalue')}\nwhere=${OF_ENV.PYPI_TOKEN}\ndeploy_token=opensesame`,
    datasets: 'orders=v1 data.csv',
    params: `inline=${secret('inlineparam')}\nuser_password=letmein99\np.json`,
    metrics: 'm.csv\nm.json',
    artifacts: 'out/*',
    model: 'model',
    // The files are the commit's own.
    stale: 'allow',
  };
  const fields = [
    ...['paramfile', 'paramlist', 'paramfilekey', 'metriccolumn', 'metrickey', 'artifactpath'],
    ...['matrix', 'workflow', 'command', 'droppedparam', 'tagsfile', 'tagvalue', 'inlineparam'],
  ];
  const good = await job.uses(TRACK, { ...inputs, run: script });
  const registered = await job.uses(REGISTER, {
    model: 'clf',
    description: `see ${secret('description')}`,
    tags: `by=${secret('regtag')}\nupload_secret=xyzzyplugh`,
  });
  const failed = await job.uses(
    TRACK,
    { ...inputs, run: `echo "cannot log in with ${secret('stderr')} ${OF_ENV.PYPI_TOKEN}" >&2; exit 1` },
    { if: 'always()' },
  );
  expect(failed.exitCode).toBe(1);

  const all = [...fields, 'description', 'regtag', 'stderr'];
  const recorded = await ledgerText();
  expect(leaks(recorded, all)).toEqual([]);
  expect((await readLedger(world)).runs).toHaveLength(2);
  expect(recorded).toContain('.series.ndjson');
  const names = (await world.artifacts()).list().map(({ name }) => name);
  expect(leaks(names.join('\n'), all)).toEqual([]);
  expect(leaks(shownBy(good, registered), all)).toEqual([]);
  // What the command itself writes is its own, and streamed untouched.
  const withoutOwn = { ...failed, log: '', displayLog: failed.displayLog.replace(/^cannot log in.*$/m, '') };
  expect(leaks(shownBy(withoutOwn), all)).toEqual([]);
  for (const value of [
    ...['hunter2hunter2', 'correcthorse', 'opensesame', 'letmein99', 'xyzzyplugh'],
    ...Object.values(OF_ENV),
  ]) {
    expect({ value, recorded: recorded.includes(value) }).toEqual({ value, recorded: false });
    const shown = shownBy(good, registered, withoutOwn);
    expect({ value, shown: shown.includes(value) }).toEqual({ value, shown: false });
  }
  // Not all is gone: what is no secret stays readable, and what was replaced or left out is said.
  const [run] = (await readLedger(world)).runs;
  expect(run?.experiment).toBe('clf_orders');
  expect(run?.inputs.params).toMatchObject({
    note: 'use [redacted]',
    pad_token: '<pad>',
    user_password: '[redacted]',
  });
  expect(run?.tags['note']).toBe('[redacted]');
  expect(Object.keys(run?.outputs.metrics ?? {})).toEqual(['loss', 'val_auc']);
  expect(run?.outputs.artifacts.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['out/fine.txt', 'model']),
  );
  expect(run?.redacted).toContainEqual({
    where: 'command.run',
    why: 'value of the variable MY_PASSWORD',
  });
  expect(run?.problems?.map(({ what }) => what)).toEqual(
    ['param', 'metric', 'artifact', 'field `context.workflow`'].map((noun) =>
      expect.stringMatching(
        new RegExp(
          `^(?:An?|2) ${noun}s? (?:is|are) left out: .* holds what has the shape of a GitHub token$`,
        ),
      ),
    ),
  );
}, 90_000);

test('secrets in names are errors before the training, one for each, and nothing is recorded', async () => {
  const before = (await readLedger(world)).runs.length;
  const job = await world.job(await world.push(), { env: OF_ENV, artifacts: false });
  const track = await job.uses(TRACK, {
    run: 'echo trained',
    experiment: `exp ${secret('experiment')}`,
    'run-name': `name ${OF_ENV.MY_PASSWORD}`,
    tags: `${secret('tagkey')}=x`,
    datasets: `d_${secret('dataset')}=v1`,
    params: `${secret('paramkey')}=1`,
    metrics: `${secret('metrickey')}=0.25`,
    artifacts: `${secret('glob')}/*`,
    model: `${secret('modelpath')}.bin`,
    'model-name': `model ${secret('modelname')}`,
  });
  expect(track.exitCode).toBe(1);
  expect(track.displayLog).not.toContain('trained');
  expect(errorsOf(track)).toHaveLength(9);
  for (const error of errorsOf(track)) expect(error).toMatch(/^E_SECRET_IN_NAME: The name holds /);
  expect(shownBy(track)).toContain('the value of the variable MY_PASSWORD');
  const register = await job.uses(
    REGISTER,
    {
      model: `clf ${secret('regmodel')}`,
      'run-id': '01a1fcd5bbe5703381d71515631610fb',
      aliases: `a-${secret('alias')}`,
      tags: `${secret('regtagkey')}=x`,
    },
    { if: 'always()' },
  );
  expect(errorsOf(register)).toHaveLength(3);
  const fields = [
    'experiment',
    'tagkey',
    'dataset',
    'paramkey',
    'metrickey',
    'glob',
    'modelpath',
    'modelname',
  ];
  expect(leaks(shownBy(track, register), [...fields, 'regmodel', 'alias', 'regtagkey'])).toEqual([]);
  expect(shownBy(track, register)).not.toContain(OF_ENV.MY_PASSWORD);
  expect((await readLedger(world)).runs).toHaveLength(before);
}, 60_000);

test('faults that quote a secret do not show it', async () => {
  const job = await world.job(await world.push(), { artifacts: false });
  const track = await job.uses(TRACK, {
    run: 'true',
    tags: `no equals ${secret('badtag')}`,
    datasets: `${secret('baddataset')}`,
    record: secret('badrecord'),
    'working-directory': `../${secret('badfolder')}`,
  });
  expect(errorsOf(track).length).toBeGreaterThan(2);
  const late = await job.uses(
    TRACK,
    { run: 'true', metrics: `${secret('latemetric')}.json`, artifacts: `${secret('lateglob')}/*` },
    { if: 'always()' },
  );
  const register = await job.uses(
    REGISTER,
    { model: `.git-${secret('badmodel')}`, 'run-id': secret('badrun'), tags: secret('badregtag') },
    { if: 'always()' },
  );
  for (const report of [track, late, register]) expect(report.exitCode).toBe(1);
  const fields = ['badtag', 'baddataset', 'badrecord', 'badfolder', 'latemetric', 'lateglob', 'badmodel'];
  expect(leaks(shownBy(track, late, register), [...fields, 'badrun', 'badregtag'])).toEqual([]);
}, 60_000);

test("the job's own token is in no command line of git, no file left behind, no record and no log", async () => {
  const trigger = await world.push();
  const job = await world.job(trigger);
  const folder = join(world.root, 'wrapper');
  const real = (await execOk('sh', ['-c', 'command -v git'], { env: gitEnvironment() })).toString().trim();
  const calls = join(world.root, 'git-calls.txt');
  await mkdir(folder);
  await writeFile(join(folder, 'git'), `#!/bin/sh\nprintf '%s\\n' "$*" >> '${calls}'\nexec '${real}' "$@"\n`);
  await chmod(join(folder, 'git'), 0o755);
  await job.run(`echo '${folder}' >> "$GITHUB_PATH"`);
  const tracked = await job.uses(TRACK, { run: 'echo m > m.bin', model: 'm.bin', datasets: 'orders=v1' });
  const registered = await job.uses(REGISTER, { model: 'clf_token' });
  const [post] = await job.finish();
  expect([tracked, registered, post].map((report) => report?.outcome)).toEqual(Array(3).fill('success'));
  const { token, runtime } = job.options;
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  const argv = await readFile(calls, 'utf8');
  expect(argv).toContain('push');
  const left = await execOk('grep', ['-rlaF', '-e', token, '-e', basic, '.'], {
    cwd: job.temp,
  }).catch(() => Buffer.from(''));
  expect(left.toString()).toBe('');
  for (const value of [token, basic, runtime?.token ?? token]) {
    expect(argv).not.toContain(value);
    expect(await ledgerText()).not.toContain(value);
    expect(shownBy(tracked, registered, ...(post ? [post] : []))).not.toContain(value);
  }
  const config = await readFile(join(job.workspace, '.git', 'config'), 'utf8');
  expect(config).not.toMatch(/extraheader|insteadof|credential/i);
  expect(only((await readLedger(world)).versions.filter(({ model }) => model === 'clf_token')).version).toBe(
    1,
  );
}, 60_000);
