// Preloaded into an action: ends it with SIGKILL at one of its own steps. Steps are counted, not timed, so that a busy machine changes
// nothing: programs that it starts and their ends, what it writes, what it asks over the network and what it is answered.
// KILL_STAGE: `main` or `post`. KILL_AT: number of the step, from 1, or a pattern of its name; 0: none. KILL_WHAT: `action`, which leaves
// alive what it has started, or `all`. KILL_TRACE: file for `{at, started}`: the step's name, or at a normal end their number; and the
// process ids of what was at work.
const childProcess = require('node:child_process');
const { channel } = require('node:diagnostics_channel');
const fs = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const path = require('node:path');

const { KILL_STAGE: stage, KILL_AT: at, KILL_WHAT: what, KILL_TRACE: trace } = process.env;
const { writeFileSync } = fs;
const pattern = /^\d+$/.test(at) ? null : new RegExp(at);
/** Process ids of the programs that are at work. */
const started = new Set();
let steps = 0;

function step(name) {
  steps += 1;
  if (pattern === null ? steps !== Number(at) : !pattern.test(name)) return;
  writeFileSync(trace, JSON.stringify({ at: name, started: [...started] }));
  if (what === 'all') for (const pid of started) end(pid);
  process.kill(process.pid, 'SIGKILL');
}

/** Some lead a process group, which Ctrl-C in a terminal does not reach; none of the others starts anything. */
function end(pid) {
  for (const one of [-pid, pid]) {
    try {
      process.kill(one, 'SIGKILL');
      return;
    } catch (error) {
      // It leads none, or has ended.
      if (error.code !== 'ESRCH') throw error;
    }
  }
}

/** The last part of a path or an address, which says enough. */
const short = (place) => String(place).split(/[/?]/).filter(Boolean).slice(-2).join('/');

function watchPrograms() {
  const { spawn } = childProcess;
  childProcess.spawn = (...args) => {
    const list = Array.isArray(args[1]) ? args[1].slice(0, 12).join(' ') : '';
    const name = `${path.basename(args[0])} ${list}`;
    step(`before ${name}`);
    const child = spawn(...args);
    if (child.pid !== undefined) started.add(child.pid);
    step(`during ${name}`);
    child.once('exit', () => {
      started.delete(child.pid);
      step(`after ${name}`);
    });
    return child;
  };
}

function watchFiles() {
  for (const name of ['writeFile', 'appendFile', 'rename', 'mkdir', 'rm', 'unlink', 'copyFile']) {
    const real = fs.promises[name];
    fs.promises[name] = async (...args) => {
      step(`before ${name} ${short(args[0])}`);
      const value = await real(...args);
      step(`after ${name} ${short(args[0])}`);
      return value;
    };
  }
  for (const name of ['appendFileSync', 'writeFileSync']) {
    const real = fs[name];
    fs[name] = (...args) => {
      step(`before ${name} ${short(args[0])}`);
      real(...args);
      step(`after ${name} ${short(args[0])}`);
    };
  }
}

function watchNetwork() {
  channel('http.client.request.start').subscribe(({ request }) =>
    step(`asking ${request.method} ${short(request.path)}`),
  );
  channel('http.client.response.finish').subscribe(({ request }) =>
    step(`answered ${request.method} ${short(request.path)}`),
  );
  channel('undici:request:create').subscribe(({ request }) =>
    step(`asking ${request.method} ${short(request.path)}`),
  );
  channel('undici:request:headers').subscribe(({ request }) =>
    step(`answered ${request.method} ${short(request.path)}`),
  );
}

// What the action starts must not be counted as well.
for (const name of ['NODE_OPTIONS', 'KILL_STAGE', 'KILL_AT', 'KILL_WHAT', 'KILL_TRACE'])
  delete process.env[name];
if (new RegExp(`[/\\\\]${stage}\\.js$`).test(process.argv[1] ?? '')) {
  watchPrograms();
  watchFiles();
  watchNetwork();
  syncBuiltinESMExports();
  process.once('exit', () => writeFileSync(trace, JSON.stringify({ at: String(steps), started: [] })));
}
