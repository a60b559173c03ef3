/* Lets a bench call the product's own modules. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { timeCommand } from './lib.mjs';

const root = resolve(import.meta.dirname, '..');

/**
 * Compiles `src` into a folder of the benches: `build` is emptied by whoever builds the product meanwhile. A folder named by
 * BENCH_SOURCE holds what was compiled earlier and is taken as it is, so that an older version can be measured.
 * @returns the folder
 */
export function compileSource() {
  const given = process.env['BENCH_SOURCE'];
  if (given !== undefined) return resolve(given);
  const out = join(root, '.cache/bench');
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  timeCommand([process.execPath, tsc, '-p', join(root, 'tsconfig.build.json'), '--outDir', out]);
  return out;
}

/** @param name such as `ledger/records`; undefined as the answer when the source has no such module */
export async function sourceModule(source, name) {
  const file = join(source, `${name}.js`);
  return existsSync(file) ? import(pathToFileURL(file).href) : undefined;
}
