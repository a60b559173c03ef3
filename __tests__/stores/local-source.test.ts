import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyContained } from '../../src/collect/files/copy.js';
import { localSource } from '../../src/stores/local-source.js';
import { localStore } from '../../src/stores/local-store.js';
import { sourceContract } from '../contract/source.js';
import { makeTempDir, removeDir } from '../support/temp.js';

let base: string;

sourceContract({
  type: 'local',
  async start() {
    base = await makeTempDir('local-source-');
    const folder = join(base, '.lineage');
    return {
      store: localStore({ folder, copyFile: copyContained }),
      source: localSource({ folder }),
      async tamper({ files }, bytes) {
        const hex = files[0]?.digest.slice(7) ?? '';
        const object = join(folder, 'objects/sha256', hex.slice(0, 2), hex);
        await chmod(object, 0o644);
        await writeFile(object, bytes);
      },
      lose: () => rm(join(folder, 'objects'), { recursive: true }),
    };
  },
  stop: () => removeDir(base),
});
