/* Starts an action of dist/ as a runner does, with git over HTTP beside it. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
export const DIST = join(root, 'dist');
export const CLI = join(DIST, 'cli/index.js');
const REPOSITORY = 'octo/penguins';

/** Variables that say where this process runs; a measured process must not see them. */
const OURS = /^(?:GIT_|GITHUB_|RUNNER_|INPUT_|ACTIONS_|LINEAGE_|CI$|NODE_OPTIONS$|npm_)/;

export function plainEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.test(name)));
}

/**
 * A small repository with real files, and a bare one behind git's own HTTP server.
 * @param serve starts the server for a folder of repositories; by default in this process, with no delay
 */
export async function openPlace(serve = serveHere) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-track-'));
  const workspace = join(folder, 'work');
  const git = (...args) => execFileSync('git', args, { cwd: workspace, env: plainEnvironment() });
  mkdirSync(workspace);
  for (let i = 0; i < 200; i++) writeFileSync(join(workspace, `module-${i}.py`), `x = ${i}\n`.repeat(50));
  writeFileSync(join(workspace, 'params.json'), '{"lr": 0.1, "depth": 5}\n');
  writeFileSync(join(workspace, 'metrics.json'), '{"val_auc": 0.93}\n');
  git('init', '-q');
  git('add', '-A');
  git('-c', 'user.name=bench', '-c', 'user.email=bench@localhost', 'commit', '-qm', 'Start');
  const bare = join(folder, `${REPOSITORY}.git`);
  git('clone', '-q', '--bare', '.', bare);
  git('-C', bare, 'config', 'http.receivepack', 'true');
  git('-C', bare, 'config', 'uploadpack.allowFilter', 'true');
  const server = await serve(folder);
  return {
    folder,
    workspace,
    bare,
    server,
    serverUrl: server.url,
    sha: git('rev-parse', 'HEAD').toString().trim(),
    close: () => {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The environment of a step; its outputs land in files that are thrown away. */
export function actionEnvironment(place, inputs) {
  const temp = join(place.folder, 'temp');
  mkdirSync(temp, { recursive: true });
  const files = {};
  for (const name of ['OUTPUT', 'ENV', 'STATE', 'PATH', 'STEP_SUMMARY']) {
    files[`GITHUB_${name}`] = join(temp, name);
    writeFileSync(files[`GITHUB_${name}`], '');
  }
  writeFileSync(join(temp, 'event.json'), '{}');
  const defaults = {
    shell: 'bash',
    record: 'auto',
    token: 'bench',
    'ledger-branch': 'lineage',
    policy: '.github/lineage.yml',
    'job-status': 'success',
    matrix: 'null',
  };
  const given = Object.entries({ ...defaults, ...inputs }).map(([name, value]) => [
    `INPUT_${name.toUpperCase()}`,
    value,
  ]);
  return {
    ...plainEnvironment(),
    ...files,
    ...Object.fromEntries(given),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_EVENT_PATH: join(temp, 'event.json'),
    GITHUB_JOB: 'train',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REPOSITORY: REPOSITORY,
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '1',
    GITHUB_SERVER_URL: place.serverUrl,
    GITHUB_SHA: place.sha,
    GITHUB_WORKFLOW: 'train',
    GITHUB_WORKSPACE: place.workspace,
    RUNNER_TEMP: temp,
  };
}

/** A step of an action: its main one, or `post.js`. */
export function stepOf(action, step = 'main.js') {
  return join(DIST, action, step);
}

/**
 * Runs a program to its end. @returns milliseconds until its first output and until its end
 * @throws Error when it ends with another code than expected, since a failed command is fast
 */
export function timeProgram(argv, options, expected = 0) {
  return new Promise((done, fail) => {
    const start = performance.now();
    const child = spawn(argv[0], argv.slice(1), { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let firstMs = null;
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        firstMs ??= performance.now() - start;
        said += chunk;
      });
    }
    child.on('error', fail);
    child.on('close', (code) => {
      const ms = performance.now() - start;
      if (code === expected) done({ ms, firstMs, said });
      else fail(new Error(`${argv.join(' ')} ended with ${code}: ${said}`));
    });
  });
}

/** `git http-backend` behind a bare HTTP server, with no delay: the network's part is not ours. */
function serveHere(folder) {
  const backend = join(execFileSync('git', ['--exec-path']).toString().trim(), 'git-http-backend');
  const server = createServer((request, response) => {
    const url = new URL(request.url, 'http://localhost');
    const [, repository, rest] = /^(\/[^/]+\/[^/]+?)(?:\.git)?(\/.*)$/.exec(url.pathname) ?? [];
    const child = spawn(backend, [], {
      env: {
        ...plainEnvironment(),
        GIT_PROJECT_ROOT: folder,
        GIT_HTTP_EXPORT_ALL: '1',
        PATH_INFO: `${repository}.git${rest}`,
        QUERY_STRING: url.search.slice(1),
        REQUEST_METHOD: request.method,
        REMOTE_USER: 'bench',
        CONTENT_TYPE: request.headers['content-type'] ?? '',
        HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
        GIT_PROTOCOL: request.headers['git-protocol'] ?? '',
      },
    });
    request.pipe(child.stdin);
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.on('close', () => {
      const answer = Buffer.concat(chunks);
      const end = answer.indexOf('\r\n\r\n');
      for (const line of answer.subarray(0, end).toString('latin1').split('\r\n')) {
        const [name, value] = line.split(': ', 2);
        if (name === 'Status') response.statusCode = Number.parseInt(value, 10);
        else response.setHeader(name, value);
      }
      response.end(answer.subarray(end + 4));
    });
  });
  return new Promise((done) =>
    server.listen(0, '127.0.0.1', () =>
      done({ url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() }),
    ),
  );
}
