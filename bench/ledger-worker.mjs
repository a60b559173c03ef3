/*
 * Many writers in one process, each with a folder of its own: 256 processes of Node would measure Node. Started by ledger.mjs
 * with {@link startWorkers}.
 */
import { fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { plainEnvironment } from './action.mjs';
import { cpuOfProcess } from './lib.mjs';
import { openMaker } from './lib-ledger.mjs';

const MODULES = { ours: './our-writer.mjs', naive: './naive-writer.mjs', cas: './cas-writer.mjs' };

/**
 * Starts worker processes that have all made ready, so that the clock can start.
 * @param jobs one list of writers for each process
 * @returns a function that starts all writers and answers `{results, cpu}` once the last one is done
 */
export async function startWorkers(jobs) {
  const children = jobs.map(() =>
    fork(fileURLToPath(import.meta.url), ['--work'], { env: plainEnvironment() }),
  );
  const tell = (child, message) =>
    new Promise((done, fail) => {
      child.once('message', done);
      child.once('exit', (code) => fail(new Error(`A worker ended with ${code}`)));
      child.send(message);
    });
  await Promise.all(children.map((child, index) => tell(child, jobs[index])));
  return async () => {
    const answers = await Promise.all(children.map((child) => tell(child, 'start')));
    for (const child of children) if (child.connected) child.disconnect();
    return {
      results: answers.flatMap(({ results }) => results),
      cpu: answers.reduce((sum, { cpu }) => sum + cpu, 0),
    };
  };
}

async function work() {
  const told = () => new Promise((done) => process.once('message', done));
  const job = await told();
  const { kind, source, folder, url, branch, writers } = job;
  const { prepare, write } = await import(MODULES[kind]);
  const maker = await openMaker(source);
  const ready = [];
  for (const { index, time, startMs } of writers) {
    const place = { source, url, branch, folder: join(folder, String(index)) };
    mkdirSync(place.folder, { recursive: true });
    await prepare(place);
    ready.push({ startMs, call: { ...place, ...maker.run(index, time) } });
  }
  process.send('ready');
  await told();
  const cpu = cpuOfProcess();
  const results = await Promise.all(ready.map(({ startMs, call }) => timed(startMs, () => write(call))));
  process.send({ results, cpu: cpuOfProcess() - cpu });
}

async function timed(startMs, write) {
  if (startMs > 0) await new Promise((done) => setTimeout(done, startMs));
  const start = performance.now();
  try {
    await write();
    return { ms: performance.now() - start };
  } catch (error) {
    return { ms: performance.now() - start, failure: String(error.message).slice(0, 400) };
  }
}

if (process.argv[2] === '--work') await work();
