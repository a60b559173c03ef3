/*
 * Speed of src/collect/files/hash.ts against sha256sum and OpenSSL on files that lie in the page cache.
 * Ours is timed inside a fresh process, from the call to its result: the product's process runs anyway when it
 * hashes, but its code is as cold as it is there. The others are timed as whole commands.
 * Usage: node bench/hash.mjs
 */

import { randomBytes } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, rounds, speedup, table, timeCommand } from './lib.mjs';
import { compileSource, sourceModule } from './source.mjs';

const MIB = 1024 * 1024;
const self = fileURLToPath(import.meta.url);
const source = process.argv[2] === '--measure' ? process.argv[3] : compileSource();

async function measureHere(folder) {
  const { hashFiles } = await sourceModule(source, 'collect/files/hash');
  const names = readdirSync(folder);
  const before = process.resourceUsage().maxRSS;
  const start = performance.now();
  const entries = await hashFiles(folder, names);
  const ms = performance.now() - start;
  const grown = (process.resourceUsage().maxRSS - before) / 1024;
  process.stdout.write(JSON.stringify({ ms, grown, first: entries[0].digest }));
}

function ours(folder) {
  return JSON.parse(timeCommand([process.execPath, self, '--measure', source, folder]).stdout);
}

function writeBig(path, mib) {
  const block = randomBytes(MIB);
  const file = openSync(path, 'w');
  for (let written = 0; written < mib; written++) {
    block.writeUInt32LE(written, 0);
    writeSync(file, block);
  }
  closeSync(file);
}

function prepare(root) {
  const folder = (name) => {
    mkdirSync(join(root, name));
    return join(root, name);
  };
  const one = folder('one');
  writeBig(join(one, 'model.bin'), 1024);
  const four = folder('four');
  for (let i = 0; i < 4; i++) writeBig(join(four, `part-${i}.bin`), 256);
  const small = folder('small');
  for (let i = 0; i < 2000; i++)
    writeFileSync(join(small, `${i}.json`), randomBytes(500 + ((i * 37) % 8000)));
  const huge = folder('huge');
  writeFileSync(join(huge, 'model.bin'), '');
  truncateSync(join(huge, 'model.bin'), 2048 * MIB);
  return { one, four, small, huge };
}

async function compare(label, folder, goals) {
  const files = readdirSync(folder).map((name) => join(folder, name));
  const expected = timeCommand(['sha256sum', files[0]]).stdout.slice(0, 64);
  const times = await rounds(
    {
      ours: () => {
        const result = ours(folder);
        if (result.first !== `sha256:${expected}`) throw new Error(`Wrong digest of ${files[0]}`);
        return result.ms;
      },
      sha256sum: () => timeCommand(['sha256sum', ...files]).ms,
      openssl: () => timeCommand(['openssl', 'dgst', '-sha256', ...files]).ms,
    },
    { count: label === '2,000 small files' ? 21 : 7 },
  );
  const ratio = (name) => {
    const value = speedup(times.ours, times[name]).toFixed(2);
    return goals[name] === undefined ? value : `${value} (goal ${goals[name]})`;
  };
  const ms = (name) => `${median(times[name]).toFixed(0)} ms`;
  return [label, ms('ours'), ms('sha256sum'), ms('openssl'), ratio('sha256sum'), ratio('openssl')];
}

async function main() {
  const root = mkdtempSync(join(tmpdir(), 'bench-hash-'));
  try {
    const folders = prepare(root);
    const rows = [
      await compare('one file of 1 GiB', folders.one, { sha256sum: 3, openssl: 0.95 }),
      await compare('four files of 256 MiB', folders.four, { openssl: 1.8 }),
      await compare('2,000 small files', folders.small, { sha256sum: 1 }),
    ];
    console.log(`Hashing, ${availableParallelism()} processors, node ${process.version}; x = times as fast`);
    console.log(table(['', 'ours', 'sha256sum', 'openssl', 'x sha256sum', 'x openssl'], rows));
    console.log(`memory growth with a file of 2 GiB: ${ours(folders.huge).grown.toFixed(0)} MiB (goal < 64)`);
  } finally {
    rmSync(root, { recursive: true });
  }
}

if (process.argv[2] === '--measure') await measureHere(process.argv[4]);
else await main();
