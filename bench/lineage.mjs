/*
 * Lineage of a ledger of 100,000 runs and 2,000 model versions: what made a version, and what a bad dataset version hits (50 runs).
 * Whole processes, on a clone and, with 75 ms added to each request, on the server's ledger of which nothing is here; with look-ups
 * and without.
 * Usage: node bench/lineage.mjs [--runs 100000] [--delay 75] [--rounds 5] [--no-whole] (after npm run build)
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CLI, plainEnvironment } from './action.mjs';
import { startGitServer } from './git-server.mjs';
import { copyLedger, sizeOf, tidy } from './kept-ledger.mjs';
import { median, table, time, timeCommand } from './lib.mjs';
import { DAYS, FIRST_DAY, ledgerRun, MODEL, modelFiles, openMaker, RARE } from './lib-ledger.mjs';
import { openLocal, SILENT } from './our-writer.mjs';
import { compileSource, sourceModule } from './source.mjs';

const BRANCH = 'lineage';
const REPOSITORY = 'octo/penguins';
/** Beside the 240 versions of the ledger's own 20 models. */
const MORE = { models: 44, versions: 40 };
const GOALS = 'local <= 0.5 s; cold <= 2.5 s and 4 MB; without look-ups <= 15 s; look-ups <= 12 MB packed';

const { values: options } = parseArgs({
  allowNegative: true,
  options: {
    runs: { type: 'string', default: '100000' },
    delay: { type: 'string', default: '75' },
    rounds: { type: 'string', default: '5' },
    whole: { type: 'boolean', default: true },
  },
});
const count = Number(options.runs);
const say = (line) => process.stderr.write(`${line}\n`);
const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
const mb = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;

/** More models, each with versions of runs of the whole time. */
function moreModels(maker) {
  const sources = [];
  const wanted = MORE.models * MORE.versions;
  for (let index = 1; sources.length < wanted; index += Math.max(1, Math.floor(count / wanted) - 1)) {
    const { record } = ledgerRun(maker, index % count, count);
    const [made] = record.outputs.models;
    sources.push({ runId: record.run_id, manifest: made.manifest });
  }
  const files = [];
  for (let model = 0; model < MORE.models; model++) {
    const own = sources.filter((_, at) => at % MORE.models === model);
    const about = { name: `more_${model}`, versions: MORE.versions, sources: own, model: 100 + model };
    files.push(...modelFiles(maker, about));
  }
  return files;
}

/** The ledger behind a server, and a clone of it. */
async function openPlace() {
  const folder = mkdtempSync(join(tmpdir(), 'bench-lineage-'));
  const source = compileSource();
  const maker = await openMaker(source);
  const bare = join(folder, `${REPOSITORY}.git`);
  say(`${count} runs: make the ledger, or copy it`);
  await copyLedger(maker, { count, branch: BRANCH, bare });
  const ledger = await openLocal({ source, folder: bare, branch: BRANCH });
  const message = { subject: 'more models', trailers: [] };
  await ledger.write(() => ({ files: moreModels(maker), message, value: undefined }));
  tidy(bare);
  const without = sizeOf(bare);
  say('make the look-ups');
  const { reindex } = await sourceModule(source, 'ledger/index/reindex');
  const indexMs = await time(() => reindex(ledger, { log: SILENT }));
  tidy(bare);
  const clone = join(folder, 'clone');
  timeCommand(['git', 'init', '-q', clone]);
  timeCommand(['git', '-C', clone, 'fetch', '-q', bare, `${BRANCH}:${BRANCH}`]);
  const server = await startGitServer({ root: folder });
  await server.delay(Number(options.delay));
  const version = ledgerRun(maker, Math.floor(count / RARE.runs) - 1, count).record;
  const close = () => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, clone, server, version, indexBytes: sizeOf(bare) - without, indexMs, close };
}

/** @returns milliseconds of the whole process */
function ask(args, { cwd, env = {} }) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [CLI, ...args], {
    cwd,
    env: { ...plainEnvironment(), ...env },
    maxBuffer: 1 << 28,
  });
  if (status > 1) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - start;
}

async function main() {
  const place = await openPlace();
  try {
    const questions = [
      ['trace', `models:/${MODEL}/50`],
      ['trace', `runs:/${place.version.run_id}`],
      ['impact', `dataset:${RARE.name}@${RARE.version}`],
      ['impact', place.version.outputs.models[0].manifest.digest],
    ];
    const rows = [];
    const empty = join(place.folder, 'empty');
    mkdirSync(empty);
    for (const question of questions) {
      const local = [];
      const cold = [];
      let moved;
      for (let round = 0; round < Number(options.rounds); round++) {
        local.push(ask(question, { cwd: place.clone }));
        await place.server.stats();
        const remote = [...question, '--remote', '--repository', REPOSITORY];
        cold.push(
          ask(remote, { cwd: empty, env: { GITHUB_SERVER_URL: place.server.url, GH_TOKEN: 'bench' } }),
        );
        moved = await place.server.stats();
      }
      const whole = options.whole ? seconds(ask([...question, '--no-index'], { cwd: place.clone })) : '-';
      const { requests, up, down } = moved;
      rows.push([
        question.join(' ').slice(0, 44),
        ...[seconds(median(local)), seconds(median(cold)), requests, mb(up + down), whole],
      ]);
    }
    console.log(
      `${count} runs over ${DAYS} days from ${new Date(FIRST_DAY).toISOString().slice(0, 10)}, 2,000 versions`,
    );
    console.log(`look-ups: ${mb(place.indexBytes)} packed, made in ${seconds(place.indexMs)}\n`);
    const start = Array.from({ length: Number(options.rounds) }, () => ask(['--version'], { cwd: empty }));
    console.log(`a process that does nothing: ${seconds(median(start))}\n`);
    console.log(table(['question', 'local', 'cold', 'requests', 'moved', 'without look-ups'], rows));
    console.log(`\nGoals: ${GOALS}`);
  } finally {
    place.close();
  }
}

await main();
