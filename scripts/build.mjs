// Builds dist/: the one bundle and a stub per entry. `--check` builds aside and fails when the committed dist differs.
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { minify } from '@swc/core';
import { compileModulesWithFile } from './eager.mjs';

const MAX_BYTES = 5.5 * 1024 * 1024;
const execute = promisify(execFile);

/** Runs a program; when it fails, what it said is what the failure says. */
async function run(program, args, options) {
  try {
    await execute(program, args, options);
  } catch (error) {
    throw new Error(`${args[0]} failed\n${error.stdout}${error.stderr}`);
  }
}

const root = path.resolve(import.meta.dirname, '..');
const isCheck = process.argv.includes('--check');

// Stubs of a few lines, so that all entries share one bundle. What an entry does not need is a chunk that it never loads.
const STUBS = {
  'track/main.js': "import { runAction } from '../bundle/index.js';\n\nawait runAction('track');\n",
  'track/post.js': "import { runAction } from '../bundle/index.js';\n\nawait runAction('track-post');\n",
  'track/mlflow.js': "import { runAction } from '../bundle/index.js';\n\nawait runAction('track-mlflow');\n",
  'register/main.js': "import { runAction } from '../bundle/index.js';\n\nawait runAction('register');\n",
  'gate/main.js': "import { runAction } from '../bundle/index.js';\n\nawait runAction('gate');\n",
  'publish/main.js': "import { runAction } from '../bundle/index.js';\n\nawait runAction('publish');\n",
  'promote/main.js': "import { runAction } from '../bundle/index.js';\n\nawait runAction('promote');\n",
  'recall/main.js': "import { runAction } from '../bundle/index.js';\n\nawait runAction('recall');\n",
  'fetch/main.js': "import { runAction } from '../bundle/index.js';\n\nawait runAction('fetch');\n",
  'cli/index.js': "#!/usr/bin/env node\nimport { runCli } from '../bundle/index.js';\n\nawait runCli();\n",
};

async function files(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
}

/**
 * A copy of `@actions/core` for the bundle that says of itself what holds: nothing in it does anything on import. So its OIDC
 * client, which nobody here calls, stays out, and with it an HTTP library that takes a sixth of the start of every action.
 */
async function shakeCore(compiled) {
  const copy = path.join(compiled, 'node_modules/@actions/core');
  await cp(path.join(root, 'node_modules/@actions/core'), copy, { recursive: true });
  const manifest = path.join(copy, 'package.json');
  const described = JSON.parse(await readFile(manifest, 'utf8'));
  await writeFile(manifest, JSON.stringify({ ...described, sideEffects: false }));
}

async function build(target) {
  const compiled = path.join(root, 'build');
  await rm(compiled, { recursive: true, force: true });
  const bin = path.join(root, 'node_modules');
  const tsc = [path.join(bin, 'typescript/bin/tsc'), '-p', 'tsconfig.build.json'];
  // `npm test` has looked at the types already.
  await run(process.execPath, isCheck ? [...tsc, '--noCheck'] : tsc, { cwd: root });
  await shakeCore(compiled);
  const bundle = path.join(target, 'bundle');
  const ncc = path.join(bin, '@vercel/ncc/dist/ncc/cli.js');
  await run(
    process.execPath,
    [ncc, 'build', 'build/index.js', '-o', bundle, '-q', '--license', 'licenses.txt'],
    {
      cwd: root,
    },
  );
  // ncc minifies its first file only; the chunks would make dist three times as large.
  for (const name of (await files(bundle)).filter((file) => file.endsWith('.js'))) {
    const file = path.join(bundle, name);
    const { code } = await minify(await readFile(file, 'utf8'), {
      module: true,
      compress: true,
      mangle: true,
    });
    await writeFile(file, compileModulesWithFile(code));
  }
  for (const [file, text] of Object.entries(STUBS)) {
    await mkdir(path.dirname(path.join(target, file)), { recursive: true });
    await writeFile(path.join(target, file), text, { mode: file.startsWith('cli') ? 0o755 : 0o644 });
  }
  await writeFile(path.join(target, 'package.json'), '{\n  "type": "module"\n}\n');
}

const target = await mkdtemp(path.join(tmpdir(), 'lineage-gate-dist-'));
try {
  await build(target);
  const dist = path.join(root, 'dist');
  if (isCheck) {
    const names = [...new Set([...(await files(target)), ...(await files(dist))])];
    const stale = [];
    for (const name of names) {
      const [fresh, committed] = await Promise.all(
        [target, dist].map((folder) => readFile(path.join(folder, name)).catch(() => undefined)),
      );
      if (fresh === undefined || committed === undefined || !fresh.equals(committed)) stale.push(name);
    }
    if (stale.length > 0) {
      process.stderr.write(
        `dist is stale: ${stale.join(', ')}\nRun \`npm run build\` and commit the result.\n`,
      );
      process.exitCode = 1;
    }
  } else {
    await rm(dist, { recursive: true, force: true });
    await cp(target, dist, { recursive: true });
  }
  const sizes = await Promise.all(
    (await files(target)).map(async (name) => (await stat(path.join(target, name))).size),
  );
  const total = sizes.reduce((sum, size) => sum + size, 0);
  process.stdout.write(`dist: ${(total / 1024 / 1024).toFixed(2)} MiB in ${sizes.length} files\n`);
  if (total > MAX_BYTES) {
    process.stderr.write(`dist is larger than ${MAX_BYTES / 1024 / 1024} MiB\n`);
    process.exitCode = 1;
  }
} finally {
  await rm(target, { recursive: true, force: true });
}
