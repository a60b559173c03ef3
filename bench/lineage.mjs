/*
 * Lineage of a ledger of 100,000 runs and 2,000 model versions: what made a version, and what a bad dataset version hits (50 runs).
 * Whole processes, on a clone and, with 75 ms added to each request, on the server's ledger of which nothing is here; with look-ups
 * and without. The impact is asked of MLflow, too, where MLFLOW_PYTHON names a Python that has it: process against process.
 * Usage: node bench/lineage.mjs [--runs 100000] [--delay 75] [--rounds 5] [--no-whole] [--only questions,peer] (after npm run build)
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CLI, plainEnvironment } from './action.mjs';
import { startGitServer } from './git-server.mjs';
import { copyLedger, sizeOf, tidy } from './kept-ledger.mjs';
import { median, rounds, speedup, table, time, timeCommand } from './lib.mjs';
import { DAYS, FIRST_DAY, ledgerRun, MODEL, modelFiles, openMaker, RARE, RARE_NUMPY } from './lib-ledger.mjs';
import { askPeer, fillPeer } from './lib-lineage-peer.mjs';
import { openLocal, SILENT } from './our-writer.mjs';
import { compileSource, sourceModule } from './source.mjs';
import { openStarter } from './starter.mjs';

const BRANCH = 'lineage';
const REPOSITORY = 'octo/penguins';
/** Beside the 240 versions of the ledger's own 20 models. */
const MORE = { models: 44, versions: 40 };
/** Versions of runs on the rare dataset version, each of another model: some in Production, some archived. */
const RARE_VERSIONS = 10;
const GOALS = 'local <= 0.5 s; cold <= 2.5 s and 4 MB; without look-ups <= 15 s; look-ups <= 12 MB packed';

const { values: options } = parseArgs({
  allowNegative: true,
  options: {
    runs: { type: 'string', default: '100000' },
    delay: { type: 'string', default: '75' },
    rounds: { type: 'string', default: '5' },
    whole: { type: 'boolean', default: true },
    only: { type: 'string', default: 'questions,peer' },
  },
});
const count = Number(options.runs);
const say = (line) => process.stderr.write(`${line}\n`);
const parts = options.only.split(',');
const python = process.env.MLFLOW_PYTHON;
const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
const mb = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;

/** The run of a number among those on the rare dataset version. */
function rareRun(number) {
  const every = Math.floor(count / RARE.runs);
  return every * number + every - 1;
}

function sourceOf(maker, index) {
  const { record } = ledgerRun(maker, index, count);
  return { runId: record.run_id, manifest: record.outputs.models[0].manifest };
}

/** More models, each with versions of runs of the whole time. */
function moreModels(maker) {
  const sources = [];
  const wanted = MORE.models * MORE.versions;
  for (let index = 1; sources.length < wanted; index += Math.max(1, Math.floor(count / wanted) - 1))
    sources.push(sourceOf(maker, index % count));
  for (let at = 0; at < RARE_VERSIONS; at++)
    sources[MORE.models * (MORE.versions - 1 - 4 * at) + at] = sourceOf(maker, rareRun(5 * at));
  const files = [];
  for (let model = 0; model < MORE.models; model++) {
    const own = sources.filter((_, at) => at % MORE.models === model);
    const about = {
      name: `more_${model}`,
      versions: MORE.versions,
      sources: own,
      model: 100 + model,
      isStaged: true,
    };
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
  const indexBytes = sizeOf(bare) - without;
  return { source, maker, folder, bare, clone, server, version, indexBytes, indexMs, close };
}

/** @returns milliseconds of the whole process and of processors, and what it printed */
async function ask(starter, args, { cwd, env = {} }) {
  const argv = [process.execPath, CLI, ...args];
  const answer = await starter.run(argv, { cwd, env: { ...plainEnvironment(), ...env } });
  if (answer.status > 1) throw new Error(`${args.join(' ')} ended with ${answer.status}: ${answer.stderr}`);
  return answer;
}

async function askQuestions(place, starter) {
  const questions = [
    ['trace', `models:/${MODEL}/50`],
    ['trace', `runs:/${place.version.run_id}`],
    ['impact', `dataset:${RARE.name}@${RARE.version}`],
    ['impact', `package:numpy<=${RARE_NUMPY}`],
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
      local.push((await ask(starter, question, { cwd: place.clone })).ms);
      await place.server.stats();
      const remote = [...question, '--remote', '--repository', REPOSITORY];
      const env = { GITHUB_SERVER_URL: place.server.url, GH_TOKEN: 'bench' };
      cold.push((await ask(starter, remote, { cwd: empty, env })).ms);
      moved = await place.server.stats();
    }
    const unaided = [...question, '--no-index'];
    const whole = options.whole ? seconds((await ask(starter, unaided, { cwd: place.clone })).ms) : '-';
    const { requests, up, down } = moved;
    rows.push([
      question.join(' ').slice(0, 44),
      ...[seconds(median(local)), seconds(median(cold)), requests, mb(up + down), whole],
    ]);
  }
  const start = [];
  for (let round = 0; round < Number(options.rounds); round++)
    start.push((await ask(starter, ['--version'], { cwd: empty })).ms);
  console.log(`a process that does nothing: ${seconds(median(start))}\n`);
  console.log(table(['question', 'local', 'cold', 'requests', 'moved', 'without look-ups'], rows));
  console.log(`\nGoals: ${GOALS}\n`);
}

/** Which versions were trained on the rare dataset version, and in which stage they are: asked of a clone, and of MLflow. */
async function askPeers({ source, maker, folder, clone }, starter) {
  const reference = `dataset:${RARE.name}@${RARE.version}`;
  const file = join(folder, 'peer.db');
  const ledger = await openLocal({ source, folder: clone, branch: BRANCH });
  say('fill the store of MLflow');
  await fillPeer(python, file, { maker, count, versions: await versionsOf(ledger, source) });
  const dataset = ledgerRun(maker, rareRun(0), count).record.inputs.datasets[0];
  const times = Number(options.rounds) + 1;
  const theirs = await askPeer(starter, python, { file, dataset, times });
  const said = await ask(starter, ['impact', reference, '--json'], { cwd: clone });
  requireSame(theirs, JSON.parse(said.stdout));
  const cpu = { ours: [], theirs: [] };
  const counted = (name, work) => async () => {
    const { ms, cpu: used } = await work();
    cpu[name].push(used);
    return ms;
  };
  const whole = await rounds(
    {
      ours: counted('ours', () => ask(starter, ['impact', reference], { cwd: clone })),
      theirs: counted('theirs', () => askPeer(starter, python, { file, dataset })),
    },
    { count: Number(options.rounds) },
  );
  const { findImpact } = await sourceModule(source, 'commands/lineage/impact');
  const inside = [];
  for (let at = 0; at < times; at++)
    inside.push(
      await time(async () => {
        const view = await ledger.view();
        await findImpact({ reference, most: 20 }, { view, log: SILENT, cwd: clone, env: process.env });
      }),
    );
  const shown = (ms) => `${ms.toFixed(0)} ms`;
  const row = (name, { ours, theirs: peer }) => [name, shown(median(ours)), shown(median(peer))];
  const again = { ours: inside.slice(1), theirs: theirs.inside.slice(1) };
  const rows = [
    [...row('process', whole), speedup(whole.ours, whole.theirs)],
    [...row('process, of processors', cpu), speedup(cpu.ours, cpu.theirs)],
    row('in a process that goes on', again),
    row('its first time', { ours: inside.slice(0, 1), theirs: theirs.inside.slice(0, 1) }),
  ];
  const withRatio = rows.map(([name, ours, peer, ratio]) => [name, ours, peer, ratio?.toFixed(1) ?? '']);
  console.log(`${theirs.versions.length} versions of ${theirs.runs} runs on ${reference}`);
  console.log(table(['', 'impact', 'MLflow', 'ratio (goal 3)'], withRatio));
}

/** All versions of a ledger, as a store of MLflow has them. */
async function versionsOf(ledger, source) {
  const { findModels, readModel } = await sourceModule(source, 'ledger/read/records');
  const { foldModel } = await sourceModule(source, 'core/registry/registry');
  const view = await ledger.view();
  const all = [];
  for (const name of (await findModels(view)).names) {
    const model = await readModel(view, name);
    const { stages } = foldModel(model);
    for (const { version, run_id, registered_at } of model.versions) {
      const stage = stages.get(version) ?? 'None';
      all.push({ model: name, version, run_id, stage, at: Date.parse(registered_at) });
    }
  }
  return all;
}

/** Those who answer otherwise are not compared. */
function requireSame(theirs, { runs, versions }) {
  const stageOf = (tenures) =>
    tenures.find(({ kind, to }) => kind === 'stage' && to === null)?.holds ?? 'None';
  const ours = versions.map(({ model, version, tenures }) => [model, version, stageOf(tenures)]);
  const text = (all) => all.map(String).sort().join(' ');
  if (theirs.runs !== runs.length || text(theirs.versions) !== text(ours))
    throw new Error(`MLflow found ${text(theirs.versions)}\nimpact found ${text(ours)}`);
}

async function main() {
  const starter = openStarter();
  const place = await openPlace();
  try {
    console.log(
      `${count} runs over ${DAYS} days from ${new Date(FIRST_DAY).toISOString().slice(0, 10)}, 2,000 versions`,
    );
    console.log(`look-ups: ${mb(place.indexBytes)} packed, made in ${seconds(place.indexMs)}\n`);
    if (parts.includes('questions')) await askQuestions(place, starter);
    if (parts.includes('peer') && python !== undefined) await askPeers(place, starter);
  } finally {
    place.close();
    starter.close();
  }
}

await main();
