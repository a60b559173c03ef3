/*
 * How large dist/ is, and how soon an action or the command line says something.
 * Usage: node bench/start.mjs (after npm run build)
 */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { actionEnvironment, CLI, DIST, openPlace, plainEnvironment, stepOf, timeProgram } from './action.mjs';
import { median, rounds, table, timeCommand } from './lib.mjs';

const MIB = 1024 * 1024;
const NODE_24 = join(DIST, '../.cache/node24/node_modules/node/bin/node');

function sizes() {
  const all = readdirSync(DIST, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const size = (entry) => statSync(join(entry.parentPath, entry.name)).size;
  const total = all.reduce((sum, entry) => sum + size(entry), 0);
  return `dist: ${(total / MIB).toFixed(2)} MiB in ${all.length} files (goal <= 4 MiB)`;
}

async function starts(node, place) {
  const step = (action, inputs) => ({
    argv: [node, stepOf(action)],
    options: { cwd: place.workspace, env: actionEnvironment(place, inputs) },
  });
  const plain = { cwd: place.workspace, env: plainEnvironment() };
  const entries = {
    'node -e 0': { argv: [node, '-e', '0'], options: plain },
    'track, first line': { ...step('track', { run: 'true', record: 'none' }), first: true },
    'register, first line': { ...step('register', { model: 'penguins' }), first: true, code: 1 },
    'track post, nothing to end': { argv: [node, stepOf('track', 'post.js')], options: plain },
    '--version': { argv: [node, CLI, '--version'], options: plain },
    'track --help': { argv: [node, CLI, 'track', '--help'], options: plain },
  };
  const contestants = Object.fromEntries(
    Object.entries(entries).map(([name, { argv, options, first = false, code }]) => [
      name,
      async () => {
        const { ms, firstMs } = await timeProgram(argv, options, code);
        return first ? firstMs : ms;
      },
    ]),
  );
  const times = await rounds(contestants, { count: 15, warmUp: 2 });
  const bare = times['node -e 0'];
  const rows = Object.entries(times).map(([name, values]) => [
    name,
    `${median(values).toFixed(0)} ms`,
    median(values.map((ms, round) => ms / bare[round])).toFixed(2),
    entries[name].first ? '200 ms' : '',
  ]);
  const version = timeCommand([node, '--version']).stdout.trim();
  return table([`Node ${version}`, 'time', 'x node -e 0', 'goal'], rows);
}

const place = await openPlace();
try {
  console.log(sizes());
  for (const node of [process.execPath, NODE_24].filter((file) => existsSync(file))) {
    console.log(`\n${await starts(node, place)}`);
  }
} finally {
  place.close();
}
