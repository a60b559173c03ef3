/* Bare repositories with whole ledgers: made once and kept in the system's temporary folder. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { timeCommand } from './lib.mjs';
import { GENERATOR, ledgerFiles } from './lib-ledger.mjs';

/** A bare repository that takes and serves what a hosted one does, and never tidies up by itself. */
export function initServed(bare) {
  timeCommand(['git', 'init', '-q', '--bare', '--template=', '--initial-branch=main', bare]);
  for (const [key, value] of [
    ['http.receivepack', 'true'],
    ['uploadpack.allowFilter', 'true'],
    ['uploadpack.allowAnySHA1InWant', 'true'],
    ['receive.autogc', 'false'],
    ['gc.auto', '0'],
  ])
    timeCommand(['git', '-C', bare, 'config', key, value]);
}

/**
 * Copies a ledger of so many runs in one commit, which has no look-ups yet.
 * @param maker of `openMaker`
 * @param bare where the copy shall be
 */
export async function copyLedger(maker, { count, branch, bare }) {
  const kept = join(tmpdir(), 'lineage-gate-bench', `ledger-${GENERATOR}-${count}.git`);
  if (!existsSync(kept)) {
    const unfinished = `${kept}.${process.pid}`;
    mkdirSync(unfinished, { recursive: true });
    try {
      initServed(unfinished);
      await fill(maker, { count, branch, bare: unfinished });
      tidy(unfinished);
      renameSync(unfinished, kept);
    } finally {
      rmSync(unfinished, { recursive: true, force: true });
    }
  }
  cpSync(kept, bare, { recursive: true });
}

/** Packs all objects, as a server does from time to time. */
export function tidy(bare) {
  timeCommand(['git', '-C', bare, '-c', 'repack.writeBitmaps=false', 'gc', '-q', '--prune=now']);
}

/** Bytes of all objects of a bare repository, loose and packed. */
export function sizeOf(bare) {
  const files = readdirSync(join(bare, 'objects'), { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile() && /^[0-9a-f]{38}$|\.(?:pack|idx)$/.test(file.name))
    .reduce((sum, file) => sum + statSync(join(file.parentPath, file.name)).size, 0);
}

async function fill(maker, { count, branch, bare }) {
  const child = spawn('git', ['fast-import', '--quiet'], {
    cwd: bare,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = once(child, 'close');
  const write = async (...parts) => {
    if (!child.stdin.write(Buffer.concat(parts.map((part) => Buffer.from(part)))))
      await once(child.stdin, 'drain');
  };
  await write(
    `commit refs/heads/${branch}\ncommitter bench <bench@localhost> 1790000000 +0000\ndata 6\nledger\n`,
  );
  let checked = 0;
  for (const { path, bytes } of ledgerFiles(maker, count)) {
    if (path.endsWith('.json') && checked++ % Math.ceil(count / 500) === 0)
      await checkRecord(maker, path, bytes);
    await write(`M 100644 inline ${path}\ndata ${bytes.length}\n`, bytes, '\n');
  }
  child.stdin.end('done\n');
  const [code] = await ended;
  if (code !== 0) throw new Error(`git fast-import ended with ${code}`);
}

/** One of many: they are all made alike. */
async function checkRecord(maker, path, bytes) {
  const kind = { runs: 'run', models: path.includes('/versions/') ? 'modelVersion' : 'modelEvent' }[
    path.split('/')[0]
  ];
  if (kind !== undefined) await maker.check(kind, JSON.parse(bytes));
}
