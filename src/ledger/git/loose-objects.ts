import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import type { NewObject } from './objects.js';

const compress = promisify(deflate);
let next = 0;
/** Readable for all whom the umask lets read, and never changed. */
const OBJECT_MODE = 0o444;

/** Bits by which a repository is shared: git then gives its files rights of their own. */
const SHARED = 0o2022;

/** Whether a repository's objects are files like any other. @param folder the repository's own */
export async function hasPlainObjects(folder: string): Promise<boolean> {
  const found = await stat(join(folder, 'objects')).catch(() => undefined);
  return (found?.isDirectory() ?? false) && ((found?.mode ?? 0) & SHARED) === 0;
}

/**
 * Writes objects as git does, each into a file of its own, without starting it. Like git's they are written and not synced.
 * @param folder the repository's own
 * @throws what the file system says; what is written by then is whole, and harmless
 */
export async function writeLoose(folder: string, objects: readonly NewObject[]): Promise<void> {
  await Promise.all(objects.map((object) => writeOne(join(folder, 'objects'), object)));
}

async function writeOne(objects: string, { id, type, bytes }: NewObject): Promise<void> {
  const fan = join(objects, id.slice(0, 2));
  const path = join(fan, id.slice(2));
  if (await stat(path).catch(() => undefined)) return;
  await mkdir(fan, { recursive: true });
  // Git takes away what begins so once it is old.
  const fresh = join(fan, `tmp_obj_${process.pid}_${id.slice(-20)}_${next++}`);
  try {
    const content = await compress(Buffer.concat([Buffer.from(`${type} ${bytes.length}\0`), bytes]), {
      level: 1,
    });
    const file = await open(fresh, 'wx', OBJECT_MODE);
    try {
      await file.writeFile(content);
    } finally {
      await file.close();
    }
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}
