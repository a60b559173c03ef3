// A server without a wire, in a process of its own: to be killed, or to run where its files cannot grow.
import { statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { source, path, job, first } = JSON.parse(process.argv[2]);
const load = (file) => import(pathToFileURL(join(source, 'mlflow', file)).href);
const { openSpool, readSpool } = await load('keep/spool.js');
const { openSpooledStore } = await load('keep/spooled-store.js');
const { findCall } = await load('protocol/protocol.js');
const { emptyState } = await load('state/state.js');

const say = (value) => writeSync(1, `${JSON.stringify(value)}\n`);
let ids = 0;
let isBaseThere = true;
const store = await openSpooledStore({
  path,
  newServer: 'f'.repeat(32),
  base() {
    if (!isBaseThere) throw new Error('The ledger is not there');
    return { state: emptyState(), isNeeded: () => true };
  },
  passedOver: (why) => say({ why }),
  context: { now: Date.now, newId: () => `${process.pid}${++ids}`.padStart(32, '0') },
});
const call = (route, raw) => store.run(findCall('POST', route, raw));
const POINTS = 200;

/** All of one number: a metric's points, a param and a tag. */
function batch(run_id, number, { length = POINTS, tag = 'x' } = {}) {
  const metrics = Array.from({ length }, (_, step) => ({
    key: `m${number}`,
    value: step / 7,
    timestamp: step,
    step,
  }));
  return call('runs/log-batch', {
    run_id,
    metrics,
    params: [{ key: `p${number}`, value: `${number}` }],
    tags: [{ key: `t${number}`, value: tag }],
  });
}

async function makeRun() {
  const { experiment_id } = await call('experiments/create', { name: 'e' });
  return (await call('runs/create', { experiment_id, run_name: 'r' })).run.info.run_id;
}

const jobs = {
  /** Logs without end and says each number once it was answered. */
  async busy() {
    const run_id = [...store.state.runs.keys()][0] ?? (await makeRun());
    for (let number = first; ; number += 8)
      await Promise.all(
        Array.from({ length: 8 }, async (_, index) => {
          await batch(run_id, number + index);
          say(number + index);
        }),
      );
  },
  /** Logs where the file cannot grow any more, and says what came of each call. */
  async full() {
    const run_id = await makeRun();
    const told = async (name, promise) => {
      const result = await promise.then(
        () => 'ok',
        ({ code, status, message }) => ({ code, status, message }),
      );
      say({ [name]: result, params: [...store.state.runs.get(run_id).params.keys()] });
    };
    await told('fits', batch(run_id, 1, { length: 10 }));
    await told('large', batch(run_id, 2, { length: 900 }));
    await told('next', batch(run_id, 3, { length: 10 }));
    // What is called while a write fails was worked out on what is lost with it.
    await Promise.all([
      told('large again', batch(run_id, 4, { length: 900 })),
      told('with it', batch(run_id, 5, { length: 1 })),
    ]);
    isBaseThere = false;
    await told('large, and the ledger is away', batch(run_id, 6, { length: 900 }));
    await told('while it is away', batch(run_id, 7, { length: 1 }));
    isBaseThere = true;
    await told('back', batch(run_id, 8, { length: 1 }));
    await store.close();
  },
};

/** The spool alone: what is appended before anybody has heard of a failure, and behind it. */
async function spool() {
  const file = `${path}.spool`;
  const one = await openSpool(file, await readSpool(file), 'f'.repeat(32));
  say({ size: statSync(file).size });
  const told = async (name, size) => {
    const changes = [{ type: 'run-updated', run_id: 'r', name: 'x'.repeat(size) }];
    const result = await one.append({ at: 1, changes }).then(
      () => 'ok',
      ({ code }) => code,
    );
    say({ [name]: result, size: statSync(file).size });
    return result;
  };
  await told('fits', 10);
  await told('large', 100_000);
  await told('behind it', 10);
  await one.idle();
  await told('after idle', 10);
  await one.close();
}
if (job === 'spool') await spool();
else await jobs[job]();
