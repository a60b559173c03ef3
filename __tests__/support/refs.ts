import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** No expression. */
const PLAIN = /^[\w-]+(?:[./][\w-]+)*$/;

/**
 * What a branch (`main`) or full ref (`refs/pull/7/head`) of a repository holds, read as git writes it. `null` where there is
 * no such ref, `undefined` for what only git itself can answer.
 */
export async function readRef(gitDir: string, name: string): Promise<string | null | undefined> {
  // None of the names in capitals that git keeps beside the refs.
  if (!PLAIN.test(name) || /^[A-Z_]+$/.test(name)) return undefined;
  const ref = name.startsWith('refs/') ? name : `refs/heads/${name}`;
  const loose = await textOf(join(gitDir, ref));
  if (loose !== undefined) return /^[0-9a-f]{40}(?=\n$)/.exec(loose)?.[0];
  const packed = await textOf(join(gitDir, 'packed-refs'));
  const line = packed?.split('\n').find((one) => one.endsWith(` ${ref}`));
  // Another name may be that of a tag, or the beginning of an id.
  return line?.slice(0, 40) ?? (name === ref ? null : undefined);
}

/** Writes a full ref as git does, under its lock. @returns whether it could; otherwise git has to, or says why it cannot */
export function writeRef(gitDir: string, ref: string, sha: string): boolean {
  const isPlain = PLAIN.test(ref) && ref.startsWith('refs/') && !ref.endsWith('.lock');
  if (!isPlain || !/^[0-9a-f]{40}$/.test(sha) || existsSync(join(gitDir, 'packed-refs'))) return false;
  const file = join(gitDir, ref);
  const lock = `${file}.lock`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(lock, `${sha}\n`, { flag: 'wx' });
  } catch {
    // Something holds it, or lies in its way.
    return false;
  }
  try {
    renameSync(lock, file);
    return true;
  } catch {
    rmSync(lock);
    return false;
  }
}

async function textOf(file: string): Promise<string | undefined> {
  // A folder, where other refs lie below the name, is no ref either.
  return readFile(file, 'utf8').catch(() => undefined);
}
