/*
 * Many writers on one ledger over git's smart HTTP, each with an object store of its own, beside how a workflow step usually
 * does it (naive-writer.mjs) and plain compare-and-swap (cas-writer.mjs). The server runs in a process of its own, adds 75 ms
 * to every request and shares the machine with the writers. After each run its branch is compared with what was written.
 * Usage: node bench/ledger.mjs [--only 1,16,64,256,rate,track,publish] [--no-naive] [--delay 75]
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { actionEnvironment, openPlace, stepOf, timeProgram } from './action.mjs';
import { catFiles, checkLedger } from './check-ledger.mjs';
import { startGitServer } from './git-server.mjs';
import { initServed } from './kept-ledger.mjs';
import { startWorkers } from './ledger-worker.mjs';
import { cpuOfProcess, median, percentile, speedup, table, time } from './lib.mjs';
import { openMaker, randomOf } from './lib-ledger.mjs';
import { append, openOurs } from './our-writer.mjs';
import { compileSource } from './source.mjs';

const BRANCH = 'lineage';
/** Processes that the writers of a race are spread over. */
const WORKERS = 4;
const PARTS = ['1', '16', '64', '256', 'rate', 'track', 'publish'];
const GOALS = {
  1: '5 requests, 1 push, no slower than plain',
  256: '0 lost, <= 30 s, >= 5 x naive',
  rate: 'p50 <= 0.8 s',
  publish: '1 push, <= 2 s',
};
const HEAD = ['writers', 'contender', 'lost', 'wall', 'p50', 'p95', 'pushes', 'requests', 'commits', 'CPU'];

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: PARTS.join() },
    'no-naive': { type: 'boolean', default: false },
    delay: { type: 'string', default: '75' },
  },
});
const parts = options.only.split(',');
const unknown = parts.filter((part) => !PARTS.includes(part));
if (unknown.length > 0)
  throw new Error(`There is no part ${unknown.join(', ')}; there are ${PARTS.join(', ')}`);
const delayMs = Number(options.delay);

/** A server with repositories that all begin as a ledger of one record. */
async function openPlaceOfRaces() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-ledger-'));
  const source = compileSource();
  const maker = await openMaker(source);
  const server = await startGitServer({ root: folder });
  let made = 0;
  const seed = join(folder, 'bench/seed.git');
  initServed(seed);
  const place = {
    folder,
    source,
    maker,
    server,
    now: Date.now(),
    newFolder: () => {
      const path = join(folder, `writer-${made++}`);
      mkdirSync(path);
      return path;
    },
    newRepository: () => {
      const name = `bench/ledger-${made++}`;
      const bare = join(folder, `${name}.git`);
      cpSync(seed, bare, { recursive: true });
      return { bare, url: `${server.url}/${name}` };
    },
    close: () => {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  const call = { source, url: `${server.url}/bench/seed`, branch: BRANCH, folder: place.newFolder() };
  await append(await openOurs(call), [maker.run(0, place.now)]);
  await server.delay(delayMs);
  return place;
}

/**
 * Lets writers of one kind write one record each.
 * @param spreadMs they start at times at random within this; all at once by default
 */
async function race(place, { kind, count, spreadMs = 0 }) {
  const { bare, url } = place.newRepository();
  const random = randomOf(count);
  const writers = Array.from({ length: count }, (_, at) => ({
    index: 1 + at,
    time: place.now + at,
    startMs: random() * spreadMs,
  }));
  const folder = place.newFolder();
  const job = { kind, source: place.source, folder, url, branch: BRANCH };
  const start = await startWorkers(
    Array.from({ length: Math.min(WORKERS, count) }, (_, worker) => ({
      ...job,
      writers: writers.filter((_, at) => at % WORKERS === worker),
    })),
  );
  await place.server.stats();
  let done;
  const ms = await time(async () => {
    done = await start();
  });
  const counted = await place.server.stats();
  const written = writers.map(({ index, time: at }) => place.maker.run(index, at));
  const checked = checkLedger(bare, BRANCH, new Map(written.map(({ path, bytes }) => [path, bytes])));
  rmSync(folder, { recursive: true, force: true });
  const failures = new Set(done.results.flatMap(({ failure }) => failure ?? []));
  for (const failure of [...failures].slice(0, 3)) console.error(`${count} ${kind}: ${failure}`);
  return {
    ...counted,
    ...checked,
    ms,
    latencies: done.results.map((result) => result.ms),
    cpuOfWriters: done.cpu,
  };
}

const seconds = (ms) => `${(ms / 1000).toFixed(ms < 9_950 ? 2 : 0)} s`;

function row(label, contender, figures) {
  const { lost, left, ms, latencies, pushes, requests, commits, cpuOfWriters, cpu } = figures;
  return [
    label,
    contender,
    // What waits beside the branch is safe, and yet nobody put it where it belongs.
    left === 0 ? lost : `${lost}, ${left} left parked`,
    seconds(ms),
    seconds(percentile(latencies, 0.5)),
    seconds(percentile(latencies, 0.95)),
    pushes,
    requests,
    // The one that made the ledger is not counted.
    commits - 1,
    `${cpuOfWriters.toFixed(2)} + ${cpu.toFixed(2)} s`,
  ];
}

/** Three kinds in turn, so that a slow minute of the machine hits all of them; medians of each figure. */
async function alone(place) {
  const kinds = ['ours', 'cas', ...(options['no-naive'] ? [] : ['naive'])];
  const names = { ours: 'ours', cas: 'plain compare-and-swap', naive: 'naive' };
  const all = Object.fromEntries(kinds.map((kind) => [kind, []]));
  for (let round = 0; round < 10; round++) {
    for (const kind of kinds) {
      const figures = await race(place, { kind, count: 1 });
      if (round > 0) all[kind].push(figures);
    }
  }
  const own = (kind) => all[kind].map(({ latencies: [ms] }) => ms);
  const rows = kinds.map((kind) => {
    const middle = (figure) => median(all[kind].map((figures) => figures[figure]));
    const figures = Object.fromEntries(Object.keys(all[kind][0]).map((name) => [name, middle(name)]));
    return [
      ...row('1', names[kind], { ...figures, ms: median(own(kind)), latencies: [median(own(kind))] }),
      kind === 'ours' ? '' : speedup(own('ours'), own(kind)).toFixed(2),
    ];
  });
  return rows;
}

async function together(place, part, load) {
  const label = part === 'rate' ? `${load.count} in ${load.spreadMs / 1000} s` : part;
  const ours = await race(place, { kind: 'ours', ...load });
  const rows = [[...row(label, 'ours', ours), '']];
  if (!options['no-naive']) {
    const naive = await race(place, { kind: 'naive', ...load });
    // Who arrives one after the other is asked how long he waits; the wall is as long as the arrivals.
    const figure = (one) => (part === 'rate' ? percentile(one.latencies, 0.5) : one.ms);
    rows.push([...row(label, 'naive', naive), (figure(naive) / figure(ours)).toFixed(2)]);
  }
  return rows;
}

/** One publisher that has the records of a whole matrix. */
async function publish(place) {
  const count = 256;
  const all = [];
  for (let round = 0; round < 3; round++) {
    const { bare, url } = place.newRepository();
    const runs = Array.from({ length: count }, (_, at) => place.maker.run(1 + at, place.now + at));
    const call = { source: place.source, url, branch: BRANCH, folder: place.newFolder() };
    await place.server.stats();
    const cpu = cpuOfProcess();
    const ms = await time(async () => append(await openOurs(call), runs));
    const cpuOfWriters = cpuOfProcess() - cpu;
    const counted = await place.server.stats();
    const checked = checkLedger(bare, BRANCH, new Map(runs.map(({ path, bytes }) => [path, bytes])));
    all.push({ ...counted, ...checked, ms, latencies: [ms], cpuOfWriters });
  }
  const middle = all.sort((a, b) => a.ms - b.ms)[1];
  return [[...row('1', `ours, ${count} records`, middle), '']];
}

/** Whole processes of the built action, as a matrix starts them. */
async function track() {
  const count = 32;
  const place = await openPlace((root) => startGitServer({ root }));
  try {
    const start = async (index) => {
      const folder = join(place.folder, `job-${index}`);
      const inputs = { run: 'true', record: 'ledger', params: `writer=${index}` };
      const env = actionEnvironment({ ...place, folder }, inputs);
      const { ms } = await timeProgram([process.execPath, stepOf('track')], { cwd: place.workspace, env });
      const outputs = readFileSync(env['GITHUB_OUTPUT'], 'utf8');
      return { index, ms, path: /^record-path<<.*\n(.*)$/m.exec(outputs)?.[1] ?? '' };
    };
    await start(count);
    await place.server.delay(delayMs);
    await place.server.stats();
    const cpu = cpuOfProcess();
    let steps = [];
    const ms = await time(async () => {
      steps = await Promise.all(Array.from({ length: count }, (_, index) => start(index)));
    });
    const cpuOfWriters = cpuOfProcess() - cpu;
    const counted = await place.server.stats();
    const found = catFiles(
      place.bare,
      BRANCH,
      steps.map(({ path }) => path),
    );
    const isRight = (bytes, { index }) => bytes !== null && JSON.parse(bytes).inputs.params.writer === index;
    const lost = steps.filter((step, at) => !isRight(found[at], step)).length;
    const { commits, left } = checkLedger(place.bare, BRANCH, new Map());
    const figures = {
      ...counted,
      lost,
      left,
      commits,
      ms,
      latencies: steps.map((step) => step.ms),
      cpuOfWriters,
    };
    return [[...row(String(count), 'whole `track` steps', figures), '']];
  } finally {
    place.close();
  }
}

const place = await openPlaceOfRaces();
try {
  console.log(`Each request takes ${delayMs} ms more; CPU is that of the writers + that of the server`);
  for (const part of parts) {
    let rows;
    if (part === '1') rows = await alone(place);
    else if (part === 'rate') rows = await together(place, part, { count: 60, spreadMs: 30_000 });
    else if (part === 'track') rows = await track();
    else if (part === 'publish') rows = await publish(place);
    else rows = await together(place, part, { count: Number(part) });
    console.log(`\n${table([...HEAD, 'ours is x as fast'], rows)}`);
    if (GOALS[part] !== undefined) console.log(`goal: ${GOALS[part]}`);
  }
} finally {
  place.close();
}
