import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { bareEnvironment, execOk } from '../../support/exec.js';
import { LocalServer } from '../../support/http.js';
import { READ_ONLY } from '../../support/tokens.js';
import { adding, DAY, idAt, RecordingLog, runFile } from '../fixtures.js';
import { Remote } from '../remote.js';

let remote: Remote;
let basic: string;

beforeAll(async () => {
  remote = await Remote.start();
  basic = Buffer.from(`x-access-token:${remote.token}`).toString('base64');
});

afterAll(() => remote.close());

/** Text of every file below a folder. */
async function textBelow(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return (await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'latin1')))).join(
    '\n',
  );
}

/** A home folder with this git configuration. */
async function home(config: string): Promise<NodeJS.ProcessEnv> {
  const folder = await remote.folders.make();
  await writeFile(join(folder, '.gitconfig'), config);
  return bareEnvironment(folder);
}

const posixTest = process.platform === 'win32' ? test.skip : test;

posixTest('the token is in no argument of git, and in no file', async () => {
  const { url } = await remote.repository();
  const tools = await remote.folders.make();
  const argv = join(tools, 'argv.log');
  const path = process.env.PATH ?? '';
  const real = (await execOk('sh', ['-c', 'command -v git'])).toString().trim();
  await writeFile(join(tools, 'git'), `#!/bin/sh\nprintf '%s\\n' "$@" >> '${argv}'\nexec '${real}' "$@"\n`);
  await chmod(join(tools, 'git'), 0o755);
  const folder = await remote.folders.make();
  const log = new RecordingLog();
  const env = { ...bareEnvironment(folder), PATH: `${tools}${delimiter}${path}` };
  const ledger = await remote.open(url, { folder, env, log });
  await ledger.checkWritable();
  const file = await runFile(idAt(DAY));
  await ledger.write(adding(file));
  await (await ledger.view()).read([file.path]);
  const said = await readFile(argv, 'utf8');
  expect(said).toContain('push');
  expect(said).toContain('cat-file');
  for (const place of [said, await textBelow(folder), log.lines.join('\n')]) {
    expect(place).not.toContain(remote.token);
    expect(place).not.toContain(basic);
    expect(place).not.toContain('AUTHORIZATION');
  }
});

test('no error shows the token, nor user info of the address', async () => {
  const readOnly = remote.server.tokens.make(READ_ONLY);
  const withUser = (await remote.repository()).url.replace('http://', 'http://user:hidden@');
  const ledger = await remote.open(withUser, { token: readOnly });
  const error = await ledger.write(adding(await runFile(idAt(DAY)))).catch((reason: unknown) => reason);
  expect(String(error)).toMatch(/E_LEDGER_/);
  expect(String(error)).not.toContain('hidden');
  expect(String(error)).not.toContain(readOnly);
});

describe("the user's own configuration", () => {
  const HEADERS: readonly (readonly [where: string, section: (url: string) => string])[] = [
    ['for every server', () => '[http]'],
    ['for this server', (url) => `[http "${new URL(url).origin}/"]`],
    ['for this owner', (url) => `[http "${new URL(url).origin}/octo/"]`],
    ['for this repository', (url) => `[http "${url}"]`],
  ];

  test.each(HEADERS)('with a header of its own %s does not send two', async (_, section) => {
    const seen: string[] = [];
    const recorder = await LocalServer.listen(async (request, response) => {
      const { rawHeaders } = request;
      seen.push(
        ...rawHeaders.filter((_value, index) => /^authorization$/i.test(rawHeaders[index - 1] ?? '')),
      );
      response.writeHead(404).end();
    });
    const url = `${recorder.url}/octo/repo`;
    const env = await home(`${section(url)}\n\textraHeader = Authorization: basic d3Jvbmc=\n`);
    const ledger = await remote.open(url, { env });
    await expect(ledger.view()).rejects.toThrow('E_LEDGER_NOT_FOUND');
    await recorder.close();
    expect(seen).toEqual([`basic ${basic}`]);
  });

  test('with helpers, hooks, signing and odd settings changes nothing', async () => {
    const { repo, url } = await remote.repository();
    const tools = await remote.folders.make();
    const ran = join(tools, 'ran');
    await mkdir(join(tools, 'hooks'));
    for (const name of ['pre-push', 'reference-transaction', 'post-index-change']) {
      await writeFile(join(tools, 'hooks', name), `#!/bin/sh\ntouch '${ran}'\nexit 1\n`);
      await chmod(join(tools, 'hooks', name), 0o755);
    }
    const env = await home(
      [
        '[core]',
        `\thooksPath = ${tools}/hooks`,
        '\taskPass = /nonexistent/askpass',
        '\tautocrlf = true',
        '[credential]',
        `\thelper = "!touch '${ran}'; echo username=x; echo password=y; :"`,
        '[i18n]',
        '\tcommitEncoding = ISO-8859-1',
        '[push]',
        '\tgpgSign = true',
        '\tfollowTags = true',
        '\trecurseSubmodules = check',
        '[fetch]',
        '\tprune = true',
        '\tpruneTags = true',
        '[remote "origin"]',
        '\turl = http://127.0.0.1:9/wrong',
        '\tpush = refs/heads/*:refs/heads/*',
        '[commit]',
        '\tgpgSign = true',
        '[color]',
        '\tui = always',
        '\tremote = always',
        '[safe]',
        '\tbareRepository = explicit',
        '[init]',
        '\tdefaultBranch = odd',
        '\tdefaultObjectFormat = sha256',
        `\ttemplateDir = ${tools}`,
        '[transfer]',
        '\tfsckObjects = true',
        '',
      ].join('\n'),
    );
    const files = [await runFile(idAt(DAY)), await runFile(idAt(DAY, 1))] as const;
    for (const file of files) {
      await (await remote.open(url, { env })).write(adding(file));
    }
    const view = await (await remote.open(url, { env })).view();
    expect(await view.read(files.map((file) => file.path))).toEqual(
      new Map(files.map((file) => [file.path, file.bytes])),
    );
    const raw = (await repo.git(['cat-file', 'commit', 'lineage'])).toString();
    expect(raw).not.toMatch(/^(?:encoding|gpgsig)/m);
    const wrong = await remote.open(url, { token: 'wrong', env });
    await expect(wrong.view()).rejects.toThrow('E_LEDGER_AUTH');
    expect(await readdir(tools)).toEqual(['hooks']);
  });
});

describe('rules of the user that rewrite addresses', () => {
  /** Each turns every https address into one where nothing answers. */
  const rules = (url: string) => {
    const server = `${new URL(url).origin}/`;
    return [
      `[url "ssh://git@127.0.0.1:9/"]\n\tinsteadOf = ${server}\n`,
      `[url "ssh://git@127.0.0.1:9/"]\n\tpushInsteadOf = ${server}\n`,
      `[url "git@nowhere.invalid:"]\n\tinsteadOf = ${url}\n\tpushInsteadOf = ${url}\n`,
    ];
  };

  test.each([0, 1, 2])('are not applied to the ledger (%i)', async (index) => {
    const { url } = await remote.repository();
    const rule = rules(url)[index] ?? '';
    const file = await runFile(idAt(DAY));
    await (await remote.open(url, { env: await home(rule) })).write(adding(file));
    const parts = rule.split(/[\t\n]+/).filter((line) => line.includes(' = '));
    const [, base = ''] = /"(.*)"/.exec(rule) ?? [];
    const pairs = parts.map((line) => line.split(' = '));
    const env = {
      ...bareEnvironment(await remote.folders.make()),
      GIT_CONFIG_PARAMETERS: pairs.map(([key, value]) => `'url.${base}.${key}'='${value}'`).join(' '),
    };
    const ledger = await remote.open(url, { env });
    await ledger.checkWritable();
    await ledger.write(adding(await runFile(idAt(DAY, 1))));
    expect(await (await ledger.view()).list('runs')).toHaveLength(2);
  });
});

test("a caller's own `-c` does not win over ours, nor leak the token", async () => {
  const { url } = await remote.repository();
  const tools = await remote.folders.make();
  const ran = join(tools, 'ran');
  await writeFile(join(tools, 'pre-push'), `#!/bin/sh\ntouch '${ran}'\nexit 1\n`);
  await chmod(join(tools, 'pre-push'), 0o755);
  const settings = {
    'core.hooksPath': tools,
    'core.askPass': '/nonexistent/askpass',
    'credential.helper': `!touch '${ran}'; :`,
    'http.extraHeader': 'AUTHORIZATION: basic d3Jvbmc=',
    [`http.${url}.extraHeader`]: 'AUTHORIZATION: basic d3Jvbmc=',
  };
  const word = (text: string) => `'${text.replaceAll("'", `'\\''`).replaceAll('!', `'\\!'`)}'`;
  const parameters = Object.entries(settings).map(([key, value]) => `${word(key)}=${word(value)}`);
  const env = {
    ...bareEnvironment(await remote.folders.make()),
    GIT_CONFIG_PARAMETERS: parameters.join(' '),
  };
  await (await remote.open(url, { env })).write(adding(await runFile(idAt(DAY))));
  await expect((await remote.open(url, { token: 'wrong', env })).view()).rejects.toThrow('E_LEDGER_AUTH');
  expect(await readdir(tools)).toEqual(['pre-push']);
});

test('variables of the caller do not print the token or lead elsewhere', async () => {
  const { url } = await remote.repository();
  const folder = await remote.folders.make();
  const elsewhere = await remote.folders.make();
  const env = {
    ...bareEnvironment(folder),
    GIT_DIR: elsewhere,
    GIT_INDEX_FILE: join(elsewhere, 'index'),
    GIT_TRACE: join(elsewhere, 'trace'),
    GIT_TRACE_CURL: join(elsewhere, 'curl'),
    GIT_TRACE_REDACT: '0',
    GIT_TRACE2_ENV_VARS: 'GIT_CONFIG_VALUE_15',
    GIT_ASKPASS: '/nonexistent/askpass',
    SSH_ASKPASS: '/nonexistent/askpass',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'http.extraHeader',
    GIT_CONFIG_VALUE_0: 'AUTHORIZATION: basic d3Jvbmc=',
    GIT_COMMITTER_DATE: 'nonsense',
    GIT_PROTOCOL_FROM_USER: '0',
    GIT_ALLOW_PROTOCOL: 'ssh',
  };
  await (await remote.open(url, { folder, env })).write(adding(await runFile(idAt(DAY))));
  expect(await readdir(elsewhere)).toEqual([]);
});

test('certificates and proxies that the caller names stay in force', async () => {
  const folder = await remote.folders.make();
  const env = { ...bareEnvironment(folder), http_proxy: 'http://127.0.0.1:9', no_proxy: '' };
  let clock = 0;
  const ledger = await remote.open('http://git.example/octo/repo', {
    folder,
    env,
    now: () => clock,
    elapsed: () => clock,
    sleep: async () => {
      clock += 60_000;
    },
  });
  await expect(ledger.view()).rejects.toThrow(/E_LEDGER_NETWORK.*127\.0\.0\.1/);
});
