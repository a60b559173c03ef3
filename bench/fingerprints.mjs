/*
 * What it costs to tell at the end of a run which of its named outputs it wrote: one look at 20,000 files at either end, beside
 * `find -printf`, which looks at as much of each. Ours is timed inside a fresh process, from the call to its result.
 * Usage: node bench/fingerprints.mjs
 */
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, table, timeCommand } from './lib.mjs';
import { compileSource, sourceModule } from './source.mjs';

const FILES = 20_000;
const self = fileURLToPath(import.meta.url);

async function measureHere(source, folder) {
  const { namedOutputs } = await sourceModule(source, 'collect/freshness/named');
  const { lookAt, unwrittenOf } = await sourceModule(source, 'collect/freshness/looks');
  const { Faults } = await sourceModule(source, 'core/errors');
  const place = { workspace: folder, cwd: folder };
  const texts = { metrics: '', model: '', artifacts: 'out/**', pictures: '' };
  const names = async () => (await namedOutputs(place, texts, new Faults())).artifacts;
  const start = performance.now();
  const first = await names();
  const walked = performance.now();
  const looks = await lookAt(folder, first, { scratch: join(folder, 'clock'), hashed: new Set() });
  const begun = performance.now();
  const unwritten = await unwrittenOf(folder, first, looks);
  const ended = performance.now();
  process.stdout.write(
    JSON.stringify({
      files: unwritten.size,
      walk: walked - start,
      begin: begun - walked,
      end: ended - begun,
    }),
  );
}

if (process.argv[2] === '--measure') await measureHere(process.argv[3], process.argv[4]);
else {
  const source = compileSource();
  const folder = mkdtempSync(join(tmpdir(), 'bench-looks-'));
  try {
    const old = new Date('2020-01-01T00:00:00Z');
    for (let at = 0; at < FILES; at += 1) {
      const sub = join(folder, 'out', String(at % 100));
      mkdirSync(sub, { recursive: true });
      const file = join(sub, `${at}.txt`);
      writeFileSync(file, String(at));
      utimesSync(file, old, old);
    }
    const ours = () => JSON.parse(timeCommand([process.execPath, self, '--measure', source, folder]).stdout);
    const find = () =>
      timeCommand(['find', join(folder, 'out'), '-type', 'f', '-printf', '%s %T@ %C@ %i %n %l %p\\n']).ms;
    const results = [];
    for (let round = 0; round < 6; round += 1) results.push({ ...ours(), find: find() });
    if (results.some(({ files }) => files !== FILES)) throw new Error('not all files were looked at');
    // The first is the warm-up.
    const of = (key) => median(results.slice(1).map((one) => one[key]));
    const row = (name, key) => [
      name,
      of(key).toFixed(0),
      of('find').toFixed(0),
      `${(of(key) / of('find')).toFixed(2)} ×`,
    ];
    console.log(
      table(
        ['20,000 files', 'ms', 'find -printf, ms', 'ratio'],
        [
          row('the walk by the pattern', 'walk'),
          row('a look at the begin', 'begin'),
          row('a look at the end', 'end'),
        ],
      ),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
