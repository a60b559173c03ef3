/*
 * What appending and looking up cost as a ledger grows: 1,000, 10,000 and 100,000 runs. Git's smart HTTP on this machine, with
 * 75 ms added to each request; every figure but "warm" begins with an empty object store. The ledgers are made once and kept in
 * the system's temporary folder. Sizes take turns, so that a slow minute of the machine hits all of them.
 * Usage: node bench/ledger-growth.mjs [--sizes 1000,10000,100000] [--delay 75]
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startGitServer } from './git-server.mjs';
import { copyLedger, sizeOf, tidy } from './kept-ledger.mjs';
import { cpuOfProcess, median, table, time, timeCommand } from './lib.mjs';
import { DAYS, FIRST_DAY, MODEL, openMaker, RARE } from './lib-ledger.mjs';
import { append, openLocal, openOurs, SILENT } from './our-writer.mjs';
import { compileSource, sourceModule } from './source.mjs';

const BRANCH = 'lineage';
const DAY = 86_400_000;
const ROUNDS = 5;
const APPENDS = 50;
const GOALS = [
  'append at 100k <= 1.6 x 1k, <= 50 KB moved, <= 3 KB growth packed',
  `the ${RARE.runs} runs on a dataset version <= 1.5 s, <= 2 MB moved; all 100k runs <= 8 s`,
];

const self = fileURLToPath(import.meta.url);
const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000,100000' },
    delay: { type: 'string', default: '75' },
    'read-all': { type: 'string' },
  },
});

const kb = (bytes) =>
  bytes < 999_500 ? `${(bytes / 1000).toFixed(1)} KB` : `${(bytes / 1e6).toFixed(2)} MB`;
const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
const say = (line) => process.stderr.write(`${line}\n`);

/** A server, and on it a ledger of each size with its look-ups made. */
async function openPlace(sizes) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-growth-'));
  const source = compileSource();
  const maker = await openMaker(source);
  const server = await startGitServer({ root: folder });
  const places = [];
  let made = 0;
  for (const count of sizes) {
    const bare = join(folder, `bench/ledger-${count}.git`);
    say(`${count} runs: make the ledger, or copy it`);
    await copyLedger(maker, { count, branch: BRANCH, bare });
    const place = {
      count,
      bare,
      source,
      maker,
      server,
      url: `${server.url}/bench/ledger-${count}`,
      newFolder: () => {
        const path = join(folder, `store-${made++}`);
        mkdirSync(path);
        return path;
      },
      /** A ledger that knows nothing yet. @param url another repository */
      cold: (url = place.url) => openOurs({ source, url, branch: BRANCH, folder: place.newFolder() }),
      /** A run on the last day, which is the one that the other runs of that day are in. */
      newRun: () => maker.run(20_000_000 + made++, FIRST_DAY + DAYS * DAY - 1000),
    };
    say(`${count} runs: make the look-ups`);
    place.indexMs = await makeIndex(place);
    // What the ledger's own writers keep up is there from now on.
    await append(await place.cold(), [place.newRun()]);
    tidy(bare);
    places.push(place);
  }
  const close = () => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { places, server, close };
}

async function makeIndex({ source, bare }) {
  const { reindex } = await sourceModule(source, 'ledger/index/reindex');
  const ledger = await openLocal({ source, folder: bare, branch: BRANCH });
  return time(() => reindex(ledger, { log: SILENT }));
}

/** @param work gets a cold ledger @returns milliseconds, requests and bytes of both directions */
async function measured(place, work) {
  const ledger = await place.cold();
  await place.server.stats();
  const ms = await time(() => work(ledger));
  const { requests, up, down } = await place.server.stats();
  return { ms, requests, up, down, moved: up + down };
}

/** Medians of each figure over rounds in which the places take turns. */
async function inTurn(places, work) {
  const all = places.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [at, place] of places.entries())
      all[at].push(await measured(place, (ledger) => work(ledger, place)));
  }
  return all.map((figures) =>
    Object.fromEntries(
      Object.keys(figures[0]).map((name) => [name, median(figures.map((one) => one[name]))]),
    ),
  );
}

/** Bytes that an append adds to the server's repository, as it lies there at first and after the server has packed it. */
async function growth(place) {
  const bare = `${place.bare.slice(0, -'.git'.length)}-growth.git`;
  cpSync(place.bare, bare, { recursive: true });
  tidy(bare);
  const before = sizeOf(bare);
  const ledger = await place.cold(`${place.url}-growth`);
  for (let done = 0; done < APPENDS; done++) await append(ledger, [place.newRun()]);
  const loose = (sizeOf(bare) - before) / APPENDS;
  tidy(bare);
  const packed = (sizeOf(bare) - before) / APPENDS;
  rmSync(bare, { recursive: true });
  return { loose, packed };
}

async function appends(places, server) {
  const cold = await inTurn(places, (ledger, place) => append(ledger, [place.newRun()]));
  await server.delay(0);
  const rows = [];
  for (const [at, place] of places.entries()) {
    const { loose, packed } = await growth(place);
    const { ms, requests, up, down } = cold[at];
    rows.push([
      place.count,
      seconds(place.indexMs),
      seconds(ms),
      (ms / cold[0].ms).toFixed(2),
      requests,
      kb(down),
      kb(up),
      kb(loose),
      kb(packed),
    ]);
  }
  await server.delay(Number(options.delay));
  const head = ['runs', 'look-ups made in', 'append', `x ${places[0].count}`, 'requests', 'down', 'up'];
  return table([...head, 'growth', 'packed'], rows);
}

/** What is looked for, and what must be found. @returns label, a call that gets a view, and the count of a place */
async function lookUps(source) {
  const { readRun, readModel } = await sourceModule(source, 'ledger/read/records');
  const { findRuns } = await sourceModule(source, 'ledger/index/find-runs');
  const middle = (count) => Math.floor(count / 2) + 3;
  const timeOf = (count) => FIRST_DAY + Math.floor(((middle(count) + 0.5) * DAYS * DAY) / count);
  const day = (count) => new Date(timeOf(count)).toISOString().slice(0, 10);
  // As a gate reads: every record of the newest days, as many as two and 35 days have at 1,000 runs a day.
  const gated = (records) => [
    `a gate that reads the newest ${records} records`,
    (view, { maker, count }) => {
      const from = FIRST_DAY + Math.max(0, DAYS - Math.ceil((records * DAYS) / count)) * DAY;
      const read_from = new Date(from).toISOString().slice(0, 10);
      return findRuns(view, { commit: maker.commitOf(count - 3) }, { log: SILENT, read_from });
    },
    () => 5,
  ];
  return [
    gated(2_000),
    gated(35_000),
    [
      'a run by its id',
      async (view, { maker, count }) => [await readRun(view, maker.idOf(middle(count), timeOf(count)))],
      () => 1,
    ],
    [
      `a model with 50 versions and 60 events`,
      async (view) => Object.values(await readModel(view, MODEL)).flat(),
      () => 110,
    ],
    [
      'the runs of a commit',
      (view, { maker, count }) => findRuns(view, { commit: maker.commitOf(middle(count)) }),
      () => 5,
    ],
    [
      `the runs on a dataset version (${RARE.runs})`,
      (view) => findRuns(view, { dataset: { name: RARE.name, version: RARE.version } }),
      () => RARE.runs,
    ],
    [
      'the newest 50 runs with a tag value',
      (view) => findRuns(view, { tag: { key: 'team', value: 'risk' }, limit: 50 }),
      () => 50,
    ],
    [
      'the runs of a day',
      (view, { count }) => findRuns(view, { since: day(count), until: day(count) }),
      ({ count }) => {
        const first = Date.parse(day(count));
        const at = (time) => Math.ceil(((time - FIRST_DAY) * count) / (DAYS * DAY) - 0.5);
        return at(first + DAY) - at(first);
      },
    ],
  ];
}

async function lookUpTable(places) {
  const rows = [];
  for (const [label, work, expected] of await lookUps(places[0].source)) {
    const figures = await inTurn(places, async (ledger, place) => {
      const { length } = await work(await ledger.view(), place);
      if (length !== expected(place)) throw new Error(`${label}: found ${length} and not ${expected(place)}`);
    });
    const cells = figures.map(({ ms, requests, moved }) => `${seconds(ms)}, ${requests}, ${kb(moved)}`);
    rows.push([label, ...cells]);
  }
  return table(['time, requests, bytes', ...places.map(({ count }) => `${count} runs`)], rows);
}

/** In a process of its own, so that its memory is what reading takes. */
function readAll(place, job) {
  const where = { source: place.source, url: place.url, folder: place.newFolder(), bare: place.bare };
  const argv = [process.execPath, self, '--read-all', JSON.stringify({ ...where, ...job })];
  return JSON.parse(timeCommand(argv).stdout);
}

async function readAllHere({ isWarm, source, url, folder, bare }) {
  const { findRuns } = await sourceModule(source, 'ledger/index/find-runs');
  const ledger = isWarm
    ? await openLocal({ source, folder: bare, branch: BRANCH })
    : await openOurs({ source, url, branch: BRANCH, folder });
  let count = 0;
  const ms = await time(async () => {
    count = (await findRuns(await ledger.view())).length;
  });
  const memory = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(JSON.stringify({ ms, count, memory, cpu: cpuOfProcess() }));
}

async function readAllTable(places) {
  const rows = [];
  for (const place of places) {
    await place.server.stats();
    const cold = readAll(place, { isWarm: false });
    const { requests, up, down, cpu } = await place.server.stats();
    const warm = readAll(place, { isWarm: true });
    for (const { count } of [cold, warm])
      if (count < place.count) throw new Error(`Read ${count} runs of ${place.count}`);
    rows.push([
      place.count,
      seconds(cold.ms),
      requests,
      kb(up + down),
      `${cold.cpu.toFixed(1)} + ${cpu.toFixed(1)} s`,
      `${cold.memory.toFixed(0)} MiB`,
      seconds(warm.ms),
      `${warm.cpu.toFixed(1)} s`,
      `${warm.memory.toFixed(0)} MiB`,
    ]);
  }
  const cold = ['cold over HTTP', 'requests', 'bytes', 'CPU here + server', 'memory'];
  return table(['all runs', ...cold, 'warm, on this machine', 'CPU', 'memory'], rows);
}

async function main() {
  const sizes = options.sizes.split(',').map(Number);
  const { places, server, close } = await openPlace(sizes);
  try {
    await server.delay(Number(options.delay));
    console.log(`Each request takes ${options.delay} ms more; medians of ${ROUNDS} rounds\n`);
    console.log(`${await lookUpTable(places)}\n`);
    console.log(`${await readAllTable(places)}\n`);
    console.log(`${await appends(places, server)}\n`);
    for (const goal of GOALS) console.log(`goal: ${goal}`);
  } finally {
    close();
  }
}

if (options['read-all'] === undefined) await main();
else await readAllHere(JSON.parse(options['read-all']));
