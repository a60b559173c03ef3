/*
 * The registry's life: what a promotion asks of GitHub, how long the history of a model with many events takes, and whether
 * promotions of different models at once get through. `fetch.mjs` measures fetching what was promoted.
 * The servers run on this machine; where it says "remote" 75 ms are added to every request.
 * Usage: node bench/registry.mjs [--only promotion,history,race] [--delay 75] (after npm run build)
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { actionEnvironment, CLI, plainEnvironment, stepOf, timeProgram } from './action.mjs';
import { startApi } from './api-server.mjs';
import { startGitServer } from './git-server.mjs';
import { initServed, tidy } from './kept-ledger.mjs';
import { median, percentile, table, time, timeCommand } from './lib.mjs';
import { eventsIn, goodRuns, importCommits, longHistory, openRegistryMaker } from './lib-registry.mjs';
import { openLocal, openOurs } from './our-writer.mjs';
import { compileSource, sourceModule } from './source.mjs';

const BRANCH = 'lineage';
const REPOSITORY = 'octo/penguins';
const POLICY = 'version: 1\nstages: { Production: { from: [None], allowed_actors: [octocat] } }\n';
const EVENTS = 5000;
const MODELS = 20;
const ROUNDS = 5;
const DAY = 86_400_000;
const GOALS = { requests: 15, localMs: 500, remoteMs: 2000 };
const PARTS = { promotion, history, race };

const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: Object.keys(PARTS).join() },
    delay: { type: 'string', default: '75' },
  },
});
const parts = options.only.split(',');
const unknown = parts.filter((part) => PARTS[part] === undefined);
if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(', ')}`);
const delayMs = Number(options.delay);
const verdict = (isMet) => (isMet ? 'met' : 'MISSED');

/** A folder with a bare repository behind git's HTTP server, and GitHub's API beside it. */
async function openPlace(fill) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-registry-'));
  const bare = join(folder, `${REPOSITORY}.git`);
  initServed(bare);
  const server = await startGitServer({ root: folder, delayMs });
  await fill(bare, server.url);
  const api = await startApi({ bare, policy: POLICY, delayMs });
  const close = () => {
    server.close();
    api.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, bare, server, api, close };
}

/** Models of which each has a version in Production and one that is to replace it. */
async function fillModels(bare, { names, siteUrl }) {
  const maker = await openRegistryMaker(source, { firstTime: Date.now() - DAY, siteUrl });
  const runs = goodRuns();
  const commits = [maker.bootstrap()];
  for (const name of names) {
    let state = { versions: [], events: [] };
    const add = (done) => {
      commits.push(done.files);
      state = done.state;
    };
    add(maker.register(name, state, runs.next().value));
    add(maker.promote(name, state, { version: 1, to: 'Production' }));
    add(maker.register(name, state, runs.next().value));
  }
  await importCommits(bare, BRANCH, commits);
  await copyFolders(bare);
}

/** As every append of a run leaves it: with copies of the folders of months, which a first fetch brings. */
async function copyFolders(folder) {
  const ledger = await openLocal({ source, folder, branch: BRANCH });
  const message = { subject: 'index', trailers: [] };
  await ledger.write(() => ({ files: [], message, value: undefined, resetIndex: true }));
}

/** One `promote` step as a runner starts it, with an empty temp folder. */
function promoteStep({ folder, server, api }, { model, runId }) {
  const own = {
    folder: join(folder, `job-${runId}`),
    workspace: join(folder, `job-${runId}`),
    sha: '0'.repeat(40),
  };
  mkdirSync(own.folder);
  const inputs = { model, version: '2', stage: 'Production', reason: 'bench' };
  const env = {
    ...actionEnvironment({ ...own, serverUrl: server.url }, inputs),
    ...{ GITHUB_API_URL: api.url, GITHUB_EVENT_NAME: 'workflow_dispatch', GITHUB_RUN_ID: `${runId}` },
    ...{ GITHUB_ACTOR: 'octocat', GITHUB_TRIGGERING_ACTOR: 'octocat', GITHUB_ACTOR_ID: '583231' },
  };
  // Those of `track` alone.
  for (const name of ['INPUT_SHELL', 'INPUT_RECORD']) delete env[name];
  return timeProgram([process.execPath, stepOf('promote')], { cwd: own.folder, env });
}

async function promotion() {
  const names = Array.from({ length: ROUNDS }, (_, index) => `model_${index}`);
  const place = await openPlace((bare, siteUrl) => fillModels(bare, { names, siteUrl }));
  try {
    const steps = [];
    for (const [runId, model] of names.entries()) {
      await place.server.stats();
      const before = place.api.requests.length;
      const { ms } = await promoteStep(place, { model, runId });
      const { requests } = await place.server.stats();
      steps.push({ ms, git: requests, api: place.api.requests.slice(before) });
    }
    const [first] = steps;
    const most = Math.max(...steps.map(({ git, api }) => git + api.length));
    console.log(`the API: ${first.api.map((one) => one.replace(`/repos/${REPOSITORY}`, '')).join(', ')}`);
    console.log(
      table(
        ['a promotion without approval', 'git', 'API', 'together', 'time', 'goal'],
        [
          [
            `the action, each request ${delayMs} ms more`,
            ...[first.git, first.api.length, most],
            `${(median(steps.map(({ ms }) => ms)) / 1000).toFixed(2)} s`,
            `${GOALS.requests} requests (${verdict(most <= GOALS.requests)})`,
          ],
        ],
      ),
    );
  } finally {
    place.close();
  }
}

async function fillHistory(bare, siteUrl) {
  const maker = await openRegistryMaker(source, { firstTime: Date.now() - 300 * DAY, siteUrl });
  const model = { model: 'churn', events: EVENTS, versions: 50 };
  await importCommits(bare, BRANCH, [maker.bootstrap(), ...longHistory(maker, model)]);
  tidy(bare);
}

async function history() {
  const place = await openPlace(fillHistory);
  const url = `${place.server.url}/${REPOSITORY}`;
  const env = {
    ...plainEnvironment(),
    ...{ GIT_CONFIG_NOSYSTEM: '1', GITHUB_SERVER_URL: place.server.url, GH_TOKEN: 'bench' },
  };
  const git = (...args) => timeProgram(['git', ...args], { env });
  const ask = async (cwd, ...options) => {
    const argv = [process.execPath, CLI, 'models', 'history', 'churn', ...options];
    const { ms, said } = await timeProgram(argv, { cwd, env });
    const lines = said.match(/^\d{4}-/gm)?.length ?? 0;
    if (lines !== EVENTS)
      throw new Error(`${lines} events are told instead of ${EVENTS}: ${said.slice(0, 300)}`);
    return ms;
  };
  const read = async (folder) => {
    mkdirSync(folder);
    const { readModel } = await sourceModule(source, 'ledger/read/records');
    const { foldModel } = await sourceModule(source, 'core/registry/registry');
    return time(async () => {
      const view = await (await openOurs({ source, url, folder, branch: BRANCH })).view();
      const model = await readModel(view, 'churn');
      if (model.events.length !== EVENTS || foldModel(model).damage.length > 0)
        throw new Error('not as made');
    });
  };
  try {
    const local = join(place.folder, 'local');
    await git('init', '-q', local);
    await git('-C', local, 'fetch', '-q', url, `${BRANCH}:${BRANCH}`);
    const times = { local: [], remote: [], server: [], action: [] };
    for (let round = 0; round <= ROUNDS; round += 1) {
      const clone = join(place.folder, `clone-${round}`);
      // As a clone of a single branch: nothing of the ledger was fetched.
      await git('init', '-q', clone);
      await git('-C', clone, 'remote', 'add', 'origin', url);
      await place.server.stats();
      const remote = await ask(clone);
      times.bytes = (await place.server.stats()).down;
      const own = await ask(local);
      const server = await ask(local, '--remote', '--repository', REPOSITORY);
      await place.server.stats();
      const action = await read(join(place.folder, `reader-${round}`));
      times.read = (await place.server.stats()).down;
      // The first one warms the machine.
      if (round === 0) continue;
      times.remote.push(remote);
      times.local.push(own);
      times.server.push(server);
      times.action.push(action);
    }
    const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
    const row = (name, ms, goal) => [
      name,
      `${(ms / 1000).toFixed(2)} s`,
      `${goal / 1000} s (${verdict(ms <= goal)})`,
    ];
    console.log(
      table(
        [`history of ${EVENTS} events`, 'time', 'goal'],
        [
          row('the command, local branch', median(times.local), GOALS.localMs),
          row(`as an action reads it, ${megabytes(times.read)}`, median(times.action), GOALS.remoteMs),
          row('the command with --remote', median(times.server), GOALS.remoteMs),
          row(
            `the command, which fetches all, ${megabytes(times.bytes)}`,
            median(times.remote),
            GOALS.remoteMs,
          ),
        ],
      ),
    );
  } finally {
    place.close();
  }
}

async function race() {
  const names = Array.from({ length: MODELS }, (_, index) => `model_${index}`);
  const place = await openPlace((bare, siteUrl) => fillModels(bare, { names, siteUrl }));
  try {
    await place.server.stats();
    let steps = [];
    const ms = await time(async () => {
      steps = await Promise.all(names.map((model, runId) => promoteStep(place, { model, runId })));
    });
    const { requests, pushes } = await place.server.stats();
    const { stdout } = timeCommand(['git', '-C', place.bare, 'ls-tree', '-r', '--name-only', BRANCH]);
    // Two registrations, and a move each to Production: one before and one now.
    const lost = names.filter((model) => eventsIn(stdout, model).length !== 4).length;
    const seconds = (value) => `${(value / 1000).toFixed(1)} s`;
    const latencies = steps.map((step) => step.ms);
    console.log(
      table(
        [
          `${MODELS} promotions at once`,
          'lost',
          'wall',
          'p50',
          'p95',
          'pushes',
          'git requests',
          'API requests',
          'goal',
        ],
        [
          [
            ...[
              'the action',
              lost,
              seconds(ms),
              seconds(median(latencies)),
              seconds(percentile(latencies, 0.95)),
            ],
            ...[pushes, requests, place.api.requests.length, `none lost (${verdict(lost === 0)})`],
          ],
        ],
      ),
    );
  } finally {
    place.close();
  }
}

const source = compileSource();
for (const part of parts) {
  console.log('');
  await PARTS[part]();
}
