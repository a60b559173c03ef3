import { join } from 'node:path';
import { cachedFolder, orSkip } from './cache.js';
import { execOk } from './exec.js';

/**
 * The path of a Node 24 program, from npm when the tests run on another version (kept in `.cache/node24`).
 * `undefined` where it cannot be installed, except in CI, where that throws.
 */
export async function node24(): Promise<string | undefined> {
  if (process.versions.node.startsWith('24.')) return process.execPath;
  return orSkip('Node 24', async () => {
    const folder = await cachedFolder('node24', async (prefix) => {
      const args = ['install', '--prefix', prefix, '--no-audit', '--no-fund', '--no-save', 'node@24'];
      await runNpm(args);
    });
    const node = join(
      folder,
      'node_modules',
      'node',
      'bin',
      process.platform === 'win32' ? 'node.exe' : 'node',
    );
    const version = (await execOk(node, ['--version'])).toString().trim();
    if (!version.startsWith('v24.')) throw new Error(`${node} is ${version}`);
    return node;
  });
}

/** Arguments of a Node that starts what is in dist. */
export const CACHED = ['--require', join(import.meta.dirname, 'compile-cache.cjs')];

let ofRunner: Promise<string> | undefined;

/** The program that a runner starts actions with: Node 24, or that of the tests where there is no other. Asked once in a test file. */
export function runnerNode(): Promise<string> {
  ofRunner ??= node24().then((program) => program ?? process.execPath);
  return ofRunner;
}

async function runNpm(args: string[]): Promise<void> {
  // On Windows npm is a script that cannot be spawned; inside npm, its own program's path is at hand.
  const program = process.env.npm_execpath;
  if (program?.endsWith('npm-cli.js')) await execOk(process.execPath, [program, ...args]);
  else await execOk('npm', args);
}
