import { writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { sealedEnvironment } from '../../../src/ledger/git/environment.js';
import { gitOf, readOutside } from '../../../src/ledger/git/outside.js';
import { bareEnvironment, execOk } from '../../support/exec.js';
import { Folders } from '../fixtures.js';

const folders = new Folders();
afterAll(() => folders.remove());

async function home(config: string): Promise<Record<string, string>> {
  const folder = await folders.make();
  await writeFile(join(folder, '.gitconfig'), config);
  return { ...bareEnvironment(folder), GIT_CONFIG_NOSYSTEM: '1' };
}

const KEPT = `
[http]
	proxy = http://proxy:3128
	proxyAuthMethod = basic
	proxySSLCAInfo = /etc/proxy.pem
	sslCAInfo = ~/ca.pem
	sslBackend = openssl
	sslCertPasswordProtected
	schannelUseSSLCAInfo = false
	version = HTTP/1.1
	postBuffer = 1000
	maxRetries = 3
[http "https://git.example/Team/"]
	proxy =
	sslCert = "it's here"
[core]
	longpaths = true
`;

const DROPPED = `
[http]
	sslVerify = false
	sslTry = true
	extraHeader = X: y
	cookieFile = /x
	saveCookies = true
	followRedirects = true
	curloptResolve = git.example:443:192.0.2.1
[http "https://git.example/"]
	sslVerify = false
[core]
	sshCommand = x
	gitProxy = x
	hooksPath = /x
	askPass = x
[credential]
	helper = x
[url "https://elsewhere.example/"]
	insteadOf = https://git.example/
	pushInsteadOf = https://git.example/
[remote "lineage-ledger"]
	pushurl = x
	proxy = x
	vcs = x
[protocol "ext"]
	allow = always
[trace2]
	eventTarget = /x
[user]
	name = me
[alias]
	proxy = x
`;

test('of what is configured the way to the server is kept, and nothing else', async () => {
  const env = await home(KEPT + DROPPED);
  const { program, config } = await readOutside('git', env);
  expect(program).toBe('git');
  expect(config).toEqual([
    ['http.proxy', 'http://proxy:3128'],
    ['http.proxyauthmethod', 'basic'],
    ['http.proxysslcainfo', '/etc/proxy.pem'],
    ['http.sslcainfo', '~/ca.pem'],
    ['http.sslbackend', 'openssl'],
    ['http.sslcertpasswordprotected', 'true'],
    ['http.schannelusesslcainfo', 'false'],
    ['http.version', 'HTTP/1.1'],
    ['http.postbuffer', '1000'],
    ['http.maxretries', '3'],
    ['http.https://git.example/Team/.proxy', ''],
    ['http.https://git.example/Team/.sslcert', "it's here"],
    ['core.longpaths', 'true'],
  ]);
});

test('it is read where git reads it, files that are included and variables too, but not from a repository', async () => {
  const env = await home('[include]\n\tpath = more\n[http]\n\tproxy = http://first\n');
  await writeFile(join(env['HOME'] ?? '', 'more'), '[http]\n\tsslCAPath = /included\n');
  const variables = {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'http.proxy',
    GIT_CONFIG_VALUE_0: 'http://last',
  };
  const outside = await readOutside('git', { ...env, ...variables, GIT_DIR: await folders.make() });
  expect(outside.config).toEqual([
    ['http.sslcapath', '/included'],
    ['http.proxy', 'http://first'],
    ['http.proxy', 'http://last'],
  ]);
});

test('git goes by what was read, and not by what is there now', async () => {
  const env = await home(KEPT);
  const outside = await readOutside('git', env);
  await writeFile(join(env['HOME'] ?? '', '.gitconfig'), DROPPED);
  const git = gitOf(outside, {
    folder: env['HOME'] ?? '',
    env: { ...env, GIT_CONFIG_PARAMETERS: "'a.b=c'" },
  });
  const listed = (await git.ok(['config', '--list', '--show-scope'])).toString();
  expect(listed).not.toMatch(/^(?:system|global|local)/m);
  expect(listed).toContain('command\thttp.proxy=http://proxy:3128\n');
  expect(listed).not.toMatch(/elsewhere|sslverify|a\.b/);
  const path = await git.ok(['config', '--type=path', '--get', 'http.sslCAInfo']);
  expect(path.toString()).toBe(`${env['HOME']}/ca.pem\n`);
});

test('a configuration that git cannot read is an error, since a proxy may be in it', async () => {
  const read = readOutside('git', await home('[http\n'));
  await expect(read).rejects.toThrow(/E_GIT_REFUSED: git cannot read its configuration \(bad config line 1/);
});

test('without git nothing is read, and a command says that it is missing', async () => {
  const env = bareEnvironment('/');
  expect(await readOutside(null, env)).toEqual({ program: null, config: [] });
  const git = gitOf({ program: null, config: [] }, { folder: '/', env });
  await expect(git.run(['--version'])).rejects.toThrow('E_GIT_MISSING');
});

test('variables say how a server is reached and whom to trust on the way, and lead nowhere', () => {
  const kept = {
    PATH: '/bin',
    HTTPS_PROXY: 'http://proxy',
    no_proxy: 'x',
    SSL_CERT_FILE: '/ca',
    GIT_SSL_CAINFO: '/ca',
    GIT_SSL_CERT: '/cert',
    GIT_PROXY_SSL_KEY: '/key',
    GIT_HTTP_PROXY_AUTHMETHOD: 'basic',
  };
  const dropped = {
    GIT_SSL_NO_VERIFY: '1',
    git_ssl_no_verify: '1',
    GIT_SSH_COMMAND: 'x',
    GIT_SSH: 'x',
    GIT_EXEC_PATH: '/x',
    GIT_PROXY_COMMAND: 'x',
    GIT_TRACE: '/x',
    GIT_TRACE2_EVENT: '/x',
    GIT_TRACE_CURL: '/x',
    GIT_CURL_VERBOSE: '1',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'http.proxy',
    GIT_CONFIG_VALUE_0: 'x',
    GIT_CONFIG_PARAMETERS: "'http.proxy=x'",
    GIT_CONFIG_SYSTEM: '/x',
    GIT_DIR: '/x',
    SSLKEYLOGFILE: '/x',
  };
  const sealed = sealedEnvironment({ ...kept, ...dropped, GIT_CONFIG_GLOBAL: '/x' }, [['http.version', 'x']]);
  expect(sealed).toMatchObject({
    ...kept,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_PARAMETERS: "'http.version'='x'",
  });
  expect(sealed['GIT_CONFIG_GLOBAL']).not.toBe('/x');
  expect(Object.entries(dropped).filter(([name, value]) => sealed[name] === value)).toEqual([]);
});

test('the folder of git comes first in PATH', async () => {
  const program = (await execOk('sh', ['-c', 'command -v git'])).toString().trim();
  const env = { ...bareEnvironment('/'), PATH: `/planted${delimiter}/bin` };
  const git = gitOf({ program, config: [] }, { folder: '/', env });
  const path = await git.ok(['-c', 'alias.path=!printf %s "$PATH"', 'path']);
  const places = path.toString().split(delimiter);
  expect(places.indexOf(join(program, '..'))).toBeLessThan(places.indexOf('/planted'));
});
