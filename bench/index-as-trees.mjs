/*
 * The other way that was thought of to look runs up: git's own trees as an inverted index, kept by every append. One empty file a
 * run and fact at `<4 hex digits, a folder each>/<fact>/<month>/<day>/<run id>`, so that no folder gets large. Counts the compressed
 * bytes of the trees that one append has to have and to make anew; segments, which are in use, cost an append nothing.
 * Usage: node bench/index-as-trees.mjs [--sizes 1000,10000,100000]
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { initServed, tidy } from './kept-ledger.mjs';
import { median, table, timeCommand } from './lib.mjs';
import { DAYS, FIRST_DAY, ledgerFiles, openMaker } from './lib-ledger.mjs';
import { compileSource, sourceModule } from './source.mjs';

const EMPTY = 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391';
const APPENDS = 20;
const { values: options } = parseArgs({
  options: { sizes: { type: 'string', default: '1000,10000,100000' } },
});
const kb = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;

/** @returns folders that name the fact, deepest last */
function pathOf(fact, record) {
  const digest = createHash('sha256').update(fact).digest('hex');
  const day = record.started_at.slice(0, 10);
  return [...digest.slice(0, 4), digest.slice(4, 24), day.slice(0, 7), day.slice(8)].join('/');
}

async function fill(bare, maker, { count, factsOf }) {
  const child = spawn('git', ['fast-import', '--quiet'], {
    cwd: bare,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = once(child, 'close');
  child.stdin.write('blob\ndata 0\n\n');
  child.stdin.write(
    'commit refs/heads/main\ncommitter bench <bench@localhost> 1790000000 +0000\ndata 1\nx\n',
  );
  for (const { path, bytes } of ledgerFiles(maker, count)) {
    if (!path.startsWith('runs/')) continue;
    const record = JSON.parse(bytes);
    const lines = factsOf(record).map(
      (fact) => `M 100644 ${EMPTY} ${pathOf(fact, record)}/${record.run_id}\n`,
    );
    if (!child.stdin.write(lines.join(''))) await once(child.stdin, 'drain');
  }
  child.stdin.end('done\n');
  const [code] = await ended;
  if (code !== 0) throw new Error(`git fast-import ended with ${code}`);
}

/** Compressed bytes of the trees on the paths of one more run. */
function costOf(bare, facts, record) {
  const folders = new Set(['']);
  for (const fact of facts) {
    const parts = pathOf(fact, record).split('/');
    for (let length = 1; length <= parts.length; length++) folders.add(parts.slice(0, length).join('/'));
  }
  const input = [...folders].map((folder) => `main:${folder}\n`).join('');
  const answer = timeCommand(['git', '-C', bare, 'cat-file', '--batch-check=%(objectsize:disk)'], { input });
  const sizes = answer.stdout.toString().split('\n').map(Number);
  return {
    bytes: sizes.filter((size) => size > 0).reduce((sum, size) => sum + size, 0),
    trees: folders.size,
  };
}

const folder = mkdtempSync(join(tmpdir(), 'bench-trees-'));
try {
  const source = compileSource();
  const maker = await openMaker(source);
  const { factsOf } = await sourceModule(source, 'core/facts');
  const rows = [];
  for (const count of options.sizes.split(',').map(Number)) {
    const bare = join(folder, `${count}.git`);
    initServed(bare);
    await fill(bare, maker, { count, factsOf });
    // Trees that a pack holds as differences say nothing of what a fetch without them costs.
    timeCommand(['git', '-C', bare, 'config', 'pack.depth', '0']);
    tidy(bare);
    const costs = Array.from({ length: APPENDS }, (_, index) => {
      const { record } = maker.run(20_000_000 + index, FIRST_DAY + DAYS * 86_400_000 - 1000 - index);
      return { ...costOf(bare, factsOf(record), record), facts: factsOf(record).length };
    });
    const middle = (key) => median(costs.map((cost) => cost[key]));
    rows.push([count, middle('facts'), middle('trees'), kb(middle('bytes'))]);
  }
  console.log(table(['runs', 'facts of a run', 'trees on their paths', 'their bytes, compressed'], rows));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
