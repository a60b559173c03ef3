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

test('a value that looks like a token is in no record, curve, log, summary, output, upload name or commit', async () => {
  const files = {
    'p.json': JSON.stringify({
      note: `use ${secret('paramfile')}`,
      nested: { list: ['a', secret('paramlist')], [secret('paramfilekey')]: 1 },
      api_key: 'hunter2hunter2',
      db: 'postgres://bob:correcthorse@db/x',
    }),
    'm.csv': `step,${secret('metriccolumn')},loss\n1,0.5,0.7\n2,0.4,0.6\n`,
    'm.json': JSON.stringify({ [secret('metrickey')]: 0.5 }),
    'data.csv': 'x\n',
    [`${secret('artifactpath')}.txt`]: 'x\n',
    [`${secret('modelpath')}.bin`]: 'model\n',
  };
  const job = await world.job(await world.push({ files, branch: 'secrets' }), {
    matrix: { key: secret('matrix'), seed: 1 },
    env: { MY_PASSWORD: 'swordfish-of-the-env', PYPI_TOKEN: 'plain-token-of-env' },
    workflow: `train ${secret('workflow')}`,
  });
  const script = [
    `# ${secret('command')} swordfish-of-the-env`,
    `echo '{"k": "${secret('droppedparam')}"}' > "$LINEAGE_DIR/params/p.json"`,
    `echo '{"note": "${secret('tagsfile')}"}' > "$LINEAGE_DIR/tags.json"`,
    'echo plain-token-of-env > "$LINEAGE_DIR/artifacts/a.txt"',
  ].join('\n');
  const inputs = {
    experiment: `exp ${secret('experiment')}`,
    'run-name': `name ${secret('runname')}`,
    tags: `note=${secret('tagvalue')}\n${secret('tagkey')}=x\nwhere=plain-token-of-env\ndeploy_token=opensesame`,
    datasets: `d_${secret('dataset')}=v1 data.csv\norders=${secret('datasetversion')}`,
    params: `inline=${secret('inlineparam')}\n${secret('inlineparamkey')}=1\nuser_password=letmein99\np.json`,
    metrics: `${secret('inlinemetric')}=0.25\nm.csv\nm.json`,
    artifacts: `${secret('artifactpath')}.txt`,
    model: `${secret('modelpath')}.bin`,
    'model-name': `model ${secret('modelname')}`,
  };
  const fields = [
    ...['paramfile', 'paramlist', 'paramfilekey', 'metriccolumn', 'metrickey', 'artifactpath', 'modelpath'],
    ...['matrix', 'workflow', 'command', 'droppedparam', 'tagsfile', 'experiment', 'runname', 'tagvalue'],
    ...['tagkey', 'dataset', 'datasetversion', 'inlineparam', 'inlineparamkey', 'inlinemetric', 'modelname'],
  ];
  const good = await job.uses(TRACK, { ...inputs, run: script });
  expect(errorsOf(good)).toEqual([]);
  expect(good.outcome).toBe('success');
  const registered = await job.uses(REGISTER, {
    model: `clf ${secret('regmodel')}`,
    description: `see ${secret('description')}`,
    aliases: `a-${secret('alias')}`,
    tags: `by=${secret('regtag')}\n${secret('regtagkey')}=x\nupload_secret=xyzzyplugh`,
  });
  expect(errorsOf(registered)).toEqual([]);
  const failed = await job.uses(TRACK, {
    ...inputs,
    run: `echo "cannot log in with ${secret('stderr')} plain-token-of-env" >&2; exit 1`,
  });
  expect(failed.exitCode).toBe(1);

  const all = [...fields, 'regmodel', 'description', 'alias', 'regtag', 'regtagkey', 'stderr'];
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
    'hunter2hunter2',
    'correcthorse',
    'swordfish-of-the-env',
    'plain-token-of-env',
    'opensesame',
    'letmein99',
    'xyzzyplugh',
  ]) {
    expect({ value, recorded: recorded.includes(value) }).toEqual({ value, recorded: false });
    const shown = shownBy(good, registered, withoutOwn);
    expect({ value, shown: shown.includes(value) }).toEqual({ value, shown: false });
  }
  // Not all is gone: what is no secret stays readable.
  const [run] = (await readLedger(world)).runs;
  expect(run?.experiment).toBe('exp [redacted]');
  expect(run?.inputs.params['note']).toBe('use [redacted]');
  expect(run?.tags['note']).toBe('[redacted]');
}, 90_000);

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
