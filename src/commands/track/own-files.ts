import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** What we keep of a run in the temp folder is smaller; bytes. */
const LARGEST = 256 * 1024 * 1024;

/**
 * Text of a file that we have written, and that the training could have put something else in the place of: a pipe would be waited
 * for without end.
 */
export async function readSmall(file: string): Promise<string> {
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) throw new Error('it is no regular file any more');
    if (stats.size > LARGEST) throw new Error(`it has ${stats.size} bytes`);
    return await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}
