import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { transformFile } from '@swc/core';
import { removeDir } from './temp.js';

const ROOT = resolve(import.meta.dirname, '..', '..');

/** The product's own modules as JavaScript, for processes that tests start. */
export interface Compiled {
  /** Where `src` is. */
  folder: string;
  remove: () => Promise<void>;
}

/** Compiles `src` as jest does, without a look at types. It lies in the repository, so that packages are found. */
export async function compileSource(): Promise<Compiled> {
  const folder = join(ROOT, '.cache', `source-${process.pid}`);
  const source = join(ROOT, 'src');
  for (const file of await readdir(source, { recursive: true })) {
    const target = join(folder, file);
    if (file.endsWith('.ts')) {
      const { code } = await transformFile(join(source, file), {
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'es6' },
        swcrc: false,
      });
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target.replace(/\.ts$/, '.js'), code);
    } else if (file.endsWith('.js')) await cp(join(source, file), target);
  }
  return { folder, remove: () => removeDir(folder) };
}
