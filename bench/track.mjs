/*
 * What `track` adds to a command: to one that does nothing, to a Python (which must be there), and to one of five seconds.
 * The action's ledger is git over HTTP on this machine, so that the network's own time is left out.
 * Usage: node bench/track.mjs (after npm run build)
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { actionEnvironment, CLI, openPlace, plainEnvironment, stepOf, timeProgram } from './action.mjs';
import { median, rounds, table } from './lib.mjs';

const TIMELINE = fileURLToPath(new URL('timeline.mjs', import.meta.url));
const NOTHING = 'true';
const FIVE_SECONDS = 'sleep 5';
// Of an interpreter that was seen at work, the packages are listed.
const PYTHON = 'python3 -c pass';
// Before the network, and for what has no more to collect than these.
const BEFORE_NETWORK = ['command line', 'action, no record'];
const GOALS = { [NOTHING]: BEFORE_NETWORK, [FIVE_SECONDS]: BEFORE_NETWORK };
const TEXTS = ['--param', 'lr=0.1', '--metric', 'metrics.json'];

/** Ways to wrap a shell command, each as a call that gets it. */
function ways(place) {
  const cwd = place.workspace;
  const inputs = { params: 'lr=0.1', metrics: 'metrics.json' };
  const action = (record) => (run) => ({
    argv: [process.execPath, stepOf('track')],
    options: { cwd, env: actionEnvironment(place, { ...inputs, run, record }) },
  });
  return {
    bare: (run) => ({ argv: ['bash', '-c', run], options: { cwd, env: plainEnvironment() } }),
    'command line': (run) => ({
      argv: [process.execPath, CLI, 'track', ...TEXTS, '--', 'bash', '-c', run],
      options: { cwd, env: plainEnvironment() },
    }),
    'action, no record': action('none'),
    'action, record over HTTP': action('ledger'),
  };
}

async function added(wrap, run, count) {
  const contestants = Object.fromEntries(
    Object.entries(wrap).map(([name, call]) => [
      name,
      async () => {
        const { argv, options } = call(run);
        return (await timeProgram(argv, options)).ms;
      },
    ]),
  );
  const times = await rounds(contestants, { count });
  return Object.entries(times).map(([name, values]) => [
    `${name}: ${run}`,
    `${median(values).toFixed(0)} ms`,
    name === 'bare' ? '' : `${median(values.map((ms, round) => ms - times.bare[round])).toFixed(0)} ms`,
    name === 'bare' ? '' : median(values.map((ms, round) => ms / times.bare[round])).toFixed(2),
    GOALS[run]?.includes(name) ? '500 ms' : '',
  ]);
}

/** Where the time goes, by what the tool says and starts. Each phase ends with the mark that it is given. */
const PHASES = [
  ['Node starts', (what) => what === 'loaded'],
  ['load, inputs, git facts, may it be written', (what) => /^say .*\bbegins\.\n$/s.test(what)],
  ['start the command', (what) => /^start bash /.test(what)],
  ['the command', (what) => /^end bash /.test(what)],
  ['collect', (what) => /^say .*\bCollected /s.test(what)],
  ['write the record', (what) => /^say .*(?:\bRecorded run|not recorded)/s.test(what)],
  ['report, exit', (what) => what === 'exit'],
];

async function phases(name, call, place) {
  const file = join(place.folder, 'timeline');
  rmSync(file, { force: true });
  for (let i = 0; i < 8; i++) {
    const { argv, options } = call(NOTHING);
    const [node, ...rest] = argv;
    const env = { ...options.env, TIMELINE: file };
    await timeProgram([node, '--import', TIMELINE, ...rest], { ...options, env });
  }
  const runs = readFileSync(file, 'utf8').trim().split('\n').slice(1).map(JSON.parse);
  const lengths = runs.map((events) => {
    let before = 0;
    return PHASES.map(([phase, ends]) => {
      const event = events.find(({ what }) => ends(what));
      if (event === undefined) throw new Error(`${name}: nothing ends the phase "${phase}"`);
      const length = event.at - before;
      before = event.at;
      return length;
    });
  });
  const programs = median(
    runs.map((events) => events.filter(({ what }) => what.startsWith('start git')).length),
  );
  return [
    ...PHASES.map((_, index) => `${median(lengths.map((phase) => phase[index])).toFixed(0)} ms`),
    String(programs),
  ];
}

const place = await openPlace();
try {
  const wrap = ways(place);
  const rows = [];
  for (const [run, count] of [
    [NOTHING, 15],
    [PYTHON, 9],
    [FIVE_SECONDS, 5],
  ])
    rows.push(...(await added(wrap, run, count)));
  console.log(table([`Node ${process.version}`, 'time', 'added', 'x bare', 'goal'], rows));
  const { bare, ...wrapped } = wrap;
  const columns = [];
  for (const [name, call] of Object.entries(wrapped)) columns.push(await phases(name, call, place));
  const labels = [...PHASES.map(([phase]) => phase), 'git programs started'];
  const byPhase = labels.map((label, index) => [label, ...columns.map((column) => column[index])]);
  console.log(`\n${table(['phases of `true`', ...Object.keys(wrapped)], byPhase)}`);
} finally {
  place.close();
}
