import { mkdir, mkdtemp, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { removeDir } from '../support/temp.js';

/** A workspace with an odd name in a folder of its own, so that there is an outside. */
export interface TestWorkspace {
  root: string;
  outside: string;
  write(path: string, content?: string | Uint8Array): Promise<void>;
  remove(): Promise<void>;
}

export async function makeWorkspace(): Promise<TestWorkspace> {
  const base = await realpath(await mkdtemp(join(tmpdir(), 'lineage-collect-')));
  const root = join(base, process.platform === 'win32' ? 'wörk [1] space' : 'wörk [1] *sp?ace\n{a,b}');
  const outside = join(base, 'outside');
  await mkdir(root);
  await mkdir(outside);
  return {
    root,
    outside,
    write: async (path, content = path) => {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), content);
    },
    remove: () => removeDir(base),
  };
}
