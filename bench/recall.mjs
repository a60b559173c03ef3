/*
 * A decision while a recall is open: whether a model may be promoted or registered is asked of all records. On a clone of which nothing
 * was read before, again with what was kept of it then, after a day with more runs, and on a server's ledger of which nothing is here.
 * Usage: node bench/recall.mjs [--runs 10000,100000] [--delay 75] [--rounds 3]
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { plainEnvironment } from './action.mjs';
import { startGitServer } from './git-server.mjs';
import { copyLedger, tidy } from './kept-ledger.mjs';
import { cpuOfProcess, median, table, timeCommand } from './lib.mjs';
import { DAYS, FIRST_DAY, ledgerRun, openMaker, RARE } from './lib-ledger.mjs';
import { append, openLocal } from './our-writer.mjs';
import { compileSource } from './source.mjs';

const BRANCH = 'lineage';
const REPOSITORY = 'octo/penguins';
const DAY = 86_400_000;

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000,100000' },
    delay: { type: 'string', default: '75' },
    rounds: { type: 'string', default: '3' },
  },
});
const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
const mb = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

/** A ledger in which the rare dataset version is recalled, behind a server, and a clone of it. */
async function openPlace(count) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-recall-'));
  const source = compileSource();
  const maker = await openMaker(source);
  const bare = join(folder, `${REPOSITORY}.git`);
  process.stderr.write(`${count} runs: make the ledger, or copy it\n`);
  await copyLedger(maker, { count, branch: BRANCH, bare });
  const event = recallOf(maker);
  await maker.check('recallEvent', event);
  const files = [
    { path: maker.layout.recallPath(event.event_id), bytes: Buffer.from(maker.canonicalJson(event)) },
  ];
  const ledger = await openLocal({ source, folder: bare, branch: BRANCH });
  await ledger.write(() => ({ files, message: { subject: 'recall', trailers: [] }, value: undefined }));
  tidy(bare);
  const clone = join(folder, 'clone');
  timeCommand(['git', 'init', '-q', clone]);
  timeCommand(['git', '-C', clone, 'fetch', '-q', bare, `${BRANCH}:${BRANCH}`]);
  const server = await startGitServer({ root: folder, delayMs: Number(options.delay) });
  const close = () => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, source, maker, clone, server, close };
}

function recallOf(maker) {
  const time = FIRST_DAY + DAYS * DAY;
  const what = { kind: 'dataset', name: RARE.name, version: RARE.version };
  return {
    ...{ schema: 'lineage-gate/recall-event/v1', event_id: maker.idOf(1, time), type: 'recalled' },
    ...{ at: new Date(time).toISOString(), actor: 'octocat', ci_run_url: null, reason: 'bench' },
    what: { ...what, repository: null, contents: [], other_names: [] },
    ...{ severity: 'high', discovered_at: null, incident: null, contact: null },
    affected: { runs: [], versions: [], contents: [], left_out: 0 },
  };
}

/** What a process of its own takes that asks whether a run descends. @returns milliseconds in all and of processors */
function ask(about) {
  const before = cpuOfProcess();
  const start = performance.now();
  const worker = join(import.meta.dirname, 'recall-asker.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [worker, JSON.stringify(about)], {
    encoding: 'utf8',
    env: { ...plainEnvironment(), TMPDIR: tmpdir() },
  });
  if (status !== 0) throw new Error(`ended with ${status}: ${stderr}`);
  const answer = JSON.parse(stdout);
  return { ms: performance.now() - start, cpu: (cpuOfProcess() - before) * 1000, ...answer };
}

async function main() {
  const rows = [];
  for (const count of options.runs.split(',').map(Number)) {
    const place = await openPlace(count);
    try {
      rows.push(...(await askAll(place, count)));
    } finally {
      place.close();
    }
  }
  console.log(table(['runs', 'verdict', 'where', 'time', 'processors', 'memory', 'requests', 'moved'], rows));
}

/** A run on the recalled data, and one on other data. */
async function askAll({ source, maker, folder, clone, server }, count) {
  const every = Math.floor(count / RARE.runs);
  const hit = ledgerRun(maker, every * 10 - 1, count).record.run_id;
  const free = ledgerRun(maker, every * 10 - 2, count).record.run_id;
  const local = { source, branch: BRANCH, folder: clone };
  const rows = [];
  for (const [verdict, run_id] of [
    ['refused', hit],
    ['free', free],
  ]) {
    const all = { first: [], kept: [], more: [], cold: [] };
    let moved;
    for (let round = 0; round < Number(options.rounds); round++) {
      const kept = join(folder, `kept-${verdict}-${round}`);
      all.first.push(ask({ ...local, run_id, kept }));
      all.kept.push(ask({ ...local, run_id, kept }));
      const more = maker.run(count + rows.length * 1000 + round, FIRST_DAY + (DAYS - 1) * DAY + round);
      await append(await openLocal(local), [more]);
      all.more.push(ask({ ...local, run_id, kept }));
      const empty = join(folder, `empty-${verdict}-${round}`);
      mkdirSync(empty);
      await server.stats();
      all.cold.push(
        ask({ source, branch: BRANCH, folder: empty, url: `${server.url}/${REPOSITORY}`, run_id }),
      );
      moved = await server.stats();
    }
    for (const [name, where] of [
      ['first', 'clone, the first time'],
      ['kept', 'clone, again'],
      ['more', 'clone, with one more run'],
      ['cold', 'server'],
    ]) {
      const answers = all[name];
      if (answers.some(({ refused }) => refused !== (verdict === 'refused')))
        throw new Error(`${verdict}: otherwise`);
      const of = (key) => median(answers.map((one) => one[key]));
      const { requests, up, down } = moved;
      const traffic = name === 'cold' ? [requests, mb(up + down)] : ['', ''];
      rows.push([count, verdict, where, seconds(of('ms')), seconds(of('cpu')), mb(of('memory')), ...traffic]);
    }
  }
  return rows;
}

await main();
