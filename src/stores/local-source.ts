import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { WantedFile } from '../core/fetch/files.js';
import { quoted } from '../core/printable.js';
import { damaged, forEachOf, gone, receiveFile } from './receive.js';
import type { ArtifactSource, Holding, Presence, Progress } from './store.js';

/** Large enough that a copy is bound by the disk and the digest, not by calls. */
const BLOCK_BYTES = 1024 * 1024;

/**
 * Reads what a local store holds. Bytes are found by their digest alone, so that nothing that a record says becomes a path.
 * @param options absolute paths of `.lineage`; the `others` are looked into where the first lacks a file
 */
export function localSource({
  folder,
  others = [],
}: {
  folder: string;
  others?: readonly string[];
}): ArtifactSource {
  const folders = [folder, ...others];
  return {
    type: 'local',
    has: async (holding) => has(await folderWith(folders, holding), holding),
    get: async (holding, into) => read(await folderWith(folders, holding), holding, into),
    verify: async (holding, { progress }) =>
      read(await folderWith(folders, holding), holding, { folder: null, progress }),
  };
}

/** The first that has all of it; the first of all where none has. */
async function folderWith([first = '', ...others]: readonly string[], holding: Holding): Promise<string> {
  for (const folder of [first, ...others]) if ((await has(folder, holding)).there) return folder;
  return first;
}

async function has(folder: string, { files }: Holding): Promise<Presence> {
  for (const file of files) {
    const there = await stat(objectOf(folder, file)).then(
      (stats) => stats.isFile(),
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return false;
        throw error;
      },
    );
    if (!there) return { there: false, why: `is not in ${folder}, which lacks ${quoted(file.path)}` };
  }
  return { there: true };
}

async function read(
  folder: string,
  holding: Holding,
  into: { folder: string | null; progress?: Progress | undefined },
): Promise<void> {
  const { stored, files } = holding;
  const presence = await has(folder, holding);
  if (!presence.there) throw gone(stored, presence.why);
  const total = files.reduce((sum, file) => sum + file.size_bytes, 0);
  let done = 0;
  await forEachOf(files, async (file) => {
    const object = objectOf(folder, file);
    const { size } = await stat(object);
    if (size !== file.size_bytes)
      throw damaged(stored, `has ${size} bytes of ${quoted(file.path)}, and the record ${file.size_bytes}`);
    const measured = async function* () {
      for await (const chunk of createReadStream(object, { highWaterMark: BLOCK_BYTES })) {
        done += (chunk as Buffer).length;
        into.progress?.(done, total);
        yield chunk as Buffer;
      }
    };
    await receiveFile(measured(), { file, stored, folder: into.folder });
  });
}

function objectOf(folder: string, { digest }: WantedFile): string {
  const hex = digest.slice('sha256:'.length);
  return join(folder, 'objects', 'sha256', hex.slice(0, 2), hex);
}
