import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * What a branch (`main`) or full ref (`refs/pull/7/head`) of a repository holds, read as git writes it. `undefined` also for
 * what only git itself can answer.
 */
export async function readRef(gitDir: string, name: string): Promise<string | undefined> {
  // No expression, and none of the names in capitals that git keeps beside the refs.
  if (!/^[\w-]+(?:[./][\w-]+)*$/.test(name) || /^[A-Z_]+$/.test(name)) return undefined;
  const ref = name.startsWith('refs/') ? name : `refs/heads/${name}`;
  const loose = await textOf(join(gitDir, ref));
  if (loose !== undefined) return /^[0-9a-f]{40}(?=\n$)/.exec(loose)?.[0];
  const packed = await textOf(join(gitDir, 'packed-refs'));
  return packed
    ?.split('\n')
    .find((line) => line.endsWith(` ${ref}`))
    ?.slice(0, 40);
}

async function textOf(file: string): Promise<string | undefined> {
  // A folder, where other refs lie below the name, is no ref either.
  return readFile(file, 'utf8').catch(() => undefined);
}
