/* What the benches of MLflow's API share: a client, calls a second, a server that is started and ended. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { createServer } from 'node:net';
import { percentile } from './lib.mjs';

export class Client {
  constructor(port) {
    this.port = port;
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
  }

  call(method, route, body) {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers =
      text === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
    const options = { agent: this.agent, host: '127.0.0.1', port: this.port, method, headers };
    return new Promise((resolve, reject) => {
      const request = http.request({ ...options, path: `/api/2.0/mlflow/${route}` }, (response) => {
        let answer = '';
        response.setEncoding('utf8');
        response.on('data', (chunk) => {
          answer += chunk;
        });
        response.on('end', () =>
          response.statusCode === 200
            ? resolve(JSON.parse(answer || '{}'))
            : reject(new Error(`${route}: ${response.statusCode} ${answer}`)),
        );
      });
      request.on('error', reject);
      request.end(text);
    });
  }
}

/** Calls a second, each connection one after the other, and the time that 99 of 100 do not exceed. */
export async function during(connections, call, seconds = 5) {
  const times = [];
  const end = performance.now() + seconds * 1000;
  let count = 0;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async (_, connection) => {
      while (performance.now() < end) {
        const began = performance.now();
        await call(connection, count++);
        times.push(performance.now() - began);
      }
    }),
  );
  return {
    count: times.length,
    rate: (times.length * 1000) / (performance.now() - start),
    p99: percentile(times, 0.99),
  };
}

/** The searches: name, goal as a ratio, and request. */
export function searches() {
  return [
    ['search by tag', 40, { filter: "tags.t = 'v7'" }],
    [
      'search by metric and param, with an order',
      150,
      {
        filter: "metrics.auc > 0.5 and params.lr = '0.3'",
        order_by: ['metrics.auc DESC'],
        max_results: 100,
      },
    ],
    ['a page of 1,000 runs', 25, { max_results: 1000 }],
  ];
}

/** What a run of the searches has. */
export function factsOf(number) {
  return {
    tags: { t: `v${number % 100}` },
    params: { lr: `0.${number % 7}` },
    metrics: { auc: ((number * 7919) % 1000) / 1000 },
  };
}

export function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Starts a server, waits until it is healthy, and ends it behind the work. @param work gets the port, the process and when it began */
export async function withServer(argv, options, work) {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(argv[0], [...argv.slice(1), '--port', String(port)], {
    stdio: ['ignore', 'ignore', 'inherit'],
    ...options,
  });
  const ended = new Promise((resolve) => {
    child.once('exit', resolve);
  });
  try {
    while (!(await isHealthy(port))) {
      if (child.exitCode !== null) throw new Error(`${argv[0]} ended with ${child.exitCode}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return await work({ port, child, began });
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

/** Waits until the API answers: until then clients are told to come again. @returns what a call is answered */
export async function untilReady(server, route = 'experiments/get?experiment_id=0') {
  for (;;) {
    try {
      return await server.call('GET', route);
    } catch (error) {
      if (!/: 503 /.test(error.message)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

async function isHealthy(port) {
  return fetch(`http://127.0.0.1:${port}/health`).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Bytes of memory that a process has had at most; Linux only. */
export function peakMemory(pid) {
  const [, kilobytes] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

export function peerArguments(python, folder) {
  return [
    ...[python, '-m', 'mlflow', 'server', '--host', '127.0.0.1', '--workers', '1'],
    ...['--backend-store-uri', `sqlite:///${folder}/peer.db`],
    ...['--artifacts-destination', `${folder}/artifacts`],
  ];
}
