/*
 * `git http-backend` behind an HTTP server in a process of its own, which adds a delay to each request and counts.
 * {@link startGitServer} starts it; the process itself is this file run with `--serve`.
 */
import { execFileSync, fork, spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plainEnvironment } from './action.mjs';
import { cpuOfProcess } from './lib.mjs';

/**
 * @param options.root folder of the repositories: `<root>/owner/name.git` is served as `/owner/name`
 * @param options.delayMs added before each request is looked at
 * @returns `url`; `stats()`: what was counted since the call before; `delay(ms)`; `close()`
 */
export async function startGitServer({ root, delayMs = 0 }) {
  const child = fork(fileURLToPath(import.meta.url), ['--serve', root, String(delayMs)], {
    env: plainEnvironment(),
  });
  const answers = [];
  let fail = () => {};
  child.on('message', (message) => answers.shift()?.(message));
  child.on('exit', (code) => fail(new Error(`The git server ended with ${code}`)));
  const next = () =>
    new Promise((done, failed) => {
      answers.push(done);
      fail = failed;
    });
  const ask = (question) => {
    const answer = next();
    child.send(question);
    return answer;
  };
  const { port } = await next();
  return {
    url: `http://127.0.0.1:${port}`,
    stats: () => ask({ stats: true }),
    delay: (ms) => ask({ delayMs: ms }),
    close: () => child.kill(),
  };
}

function serve(root, firstDelay) {
  const backend = join(execFileSync('git', ['--exec-path']).toString().trim(), 'git-http-backend');
  const fixed = {
    PATH: process.env['PATH'],
    HOME: root,
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_PROJECT_ROOT: root,
    GIT_HTTP_EXPORT_ALL: '1',
    REMOTE_USER: 'bench',
    REMOTE_ADDR: '127.0.0.1',
  };
  const counted = new Counted();
  let delayMs = firstDelay;
  const server = createServer((request, response) => {
    counted.request(request);
    const body = [];
    let ended = false;
    let waited = false;
    const start = () => {
      if (ended && waited) answer({ request, body, response }, backend, fixed);
    };
    request.on('data', (chunk) => body.push(chunk));
    request.on('end', () => {
      ended = true;
      start();
    });
    setTimeout(() => {
      waited = true;
      start();
    }, delayMs);
  });
  server.on('connection', (socket) => counted.connection(socket));
  // Git keeps its connection as long as its command runs; a pause of a busy machine must not cut it.
  server.keepAliveTimeout = 120_000;
  process.on('message', (message) => {
    if (message.delayMs !== undefined) delayMs = message.delayMs;
    process.send(message.stats ? counted.take() : {});
  });
  process.on('disconnect', () => process.exit());
  server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () =>
    process.send({ port: server.address().port }),
  );
}

/** Runs the CGI program once and hands on what it says. */
function answer({ request, body, response }, backend, fixed) {
  const mark = request.url.indexOf('?');
  const path = mark < 0 ? request.url : request.url.slice(0, mark);
  const [, repository, rest] = /^(\/[\w.-]+\/[\w.-]+?)(?:\.git)?(\/.*)$/.exec(path) ?? [];
  if (repository === undefined) {
    response.writeHead(404).end();
    return;
  }
  const child = spawn(backend, [], {
    env: {
      ...fixed,
      PATH_INFO: `${repository}.git${rest}`,
      QUERY_STRING: mark < 0 ? '' : request.url.slice(mark + 1),
      REQUEST_METHOD: request.method,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: request.headers['git-protocol'] ?? '',
    },
    stdio: [body.length === 0 ? 'ignore' : 'pipe', 'pipe', 'ignore'],
  });
  child.on('error', (error) => response.writeHead(500).end(String(error)));
  child.stdin?.on('error', () => {});
  child.stdin?.end(Buffer.concat(body));
  let head = Buffer.alloc(0);
  child.stdout.on('data', (chunk) => {
    if (head === undefined) {
      if (response.write(chunk)) return;
      child.stdout.pause();
      response.once('drain', () => child.stdout.resume());
      return;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    for (const line of head.toString('latin1', 0, end).split('\r\n')) {
      const colon = line.indexOf(': ');
      if (line.startsWith('Status: ')) response.statusCode = Number.parseInt(line.slice(colon + 2), 10);
      else response.setHeader(line.slice(0, colon), line.slice(colon + 2));
    }
    response.write(head.subarray(end + 4));
    head = undefined;
  });
  response.on('close', () => child.stdout.destroy());
  child.on('close', () => {
    if (head !== undefined) response.statusCode = 500;
    response.end();
  });
}

/** Requests, push commands, bytes on the wire (heads included) and processor time. */
class Counted {
  #sockets = new Set();
  #now = { requests: 0, pushes: 0, up: 0, down: 0 };
  #last = { ...this.#now, cpu: 0 };

  connection(socket) {
    this.#sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#now.up += socket.bytesRead;
      this.#now.down += socket.bytesWritten;
      this.#sockets.delete(socket);
    });
  }

  request({ url }) {
    this.#now.requests++;
    // Each push command begins by asking for the refs.
    if (url.endsWith('/info/refs?service=git-receive-pack')) this.#now.pushes++;
  }

  take() {
    const total = { ...this.#now, cpu: cpuOfProcess() };
    for (const socket of this.#sockets) {
      total.up += socket.bytesRead;
      total.down += socket.bytesWritten;
    }
    const since = Object.fromEntries(
      Object.entries(total).map(([name, value]) => [name, value - this.#last[name]]),
    );
    this.#last = total;
    return since;
  }
}

if (process.argv[2] === '--serve') serve(process.argv[3], Number(process.argv[4]));
