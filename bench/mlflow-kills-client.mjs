/* A training of `mlflow-kills.mjs`: logs metrics over four connections, writes down what it was told, and breaks something off at a call. */
import { appendFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const { mode, at, told, calls, disk, keeps, pid } = JSON.parse(process.argv[2]);
const api = `${process.env.MLFLOW_TRACKING_URI}/api/2.0/mlflow/`;
const FILLER = join(disk, 'filler');

async function call(route, body) {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(api + route, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await answer.text();
  return { isKept: answer.ok, status: answer.status, body: JSON.parse(text) };
}

/** Writes until there is no room, and then in smaller and smaller parts. */
function fill() {
  for (let size = 1 << 20; size >= 1; size >>= 1) {
    for (;;) {
      try {
        appendFileSync(FILLER, Buffer.alloc(size));
      } catch {
        break;
      }
    }
  }
}

function breakOff() {
  if (mode === 'script') process.kill(process.pid, 'SIGKILL');
  if (mode === 'server') process.kill(pid, 'SIGKILL');
  if (mode === 'cancel') process.stderr.write('cancel me\n');
  if (mode === 'disk') fill();
}

const created = await call('runs/create', { experiment_id: '0', start_time: Date.now() });
const { run_id } = created.body.run.info;
let next = 0;

async function log() {
  while (next < Number(calls)) {
    const number = ++next;
    const key = `m${number}`;
    appendFileSync(told, `sent ${key}\n`);
    const asked = call('runs/log-metric', { run_id, key, value: number, timestamp: Date.now(), step: 0 });
    if (number === Number(at)) breakOff();
    if (mode === 'disk' && keeps === '' && number === Number(at) + 20) rmSync(FILLER, { force: true });
    const { isKept, status } = await asked;
    if (!isKept && status !== 507) throw new Error(`answered ${status}`);
    appendFileSync(told, `${isKept ? 'kept' : 'refused'} ${key}\n`);
  }
}

// What a server that is gone leaves unanswered is no fault of the training.
const logs = await Promise.allSettled([log(), log(), log(), log()]);
const failed = logs.find(({ status }) => status === 'rejected');
if (failed !== undefined && mode !== 'server') throw failed.reason;
