import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sortFiles } from '../core/digest.js';
import { UserError } from '../core/errors.js';
import type { RunRecord } from '../core/generated/types.js';
import { hashFile } from './files/hash.js';
import { insideWorkspace, pathNameFaults, recordPath } from './files/paths.js';

export type Lockfile = RunRecord['environment']['lockfiles'][number];

export interface Lockfiles {
  /** Sorted by path. */
  lockfiles: Lockfile[];
  /** Files that were left out, a sentence without a full stop each. */
  notes: string[];
}

/** Files that pin what a program runs with. */
const NAMES: ReadonlySet<string> = new Set([
  'Cargo.lock',
  'Gemfile.lock',
  'JuliaManifest.toml',
  'Manifest.toml',
  'Package.resolved',
  'Pipfile.lock',
  'bun.lock',
  'composer.lock',
  'conda-lock.yaml',
  'conda-lock.yml',
  'deno.lock',
  'dvc.lock',
  'environment.yaml',
  'environment.yml',
  'flake.lock',
  'go.sum',
  'gradle.lockfile',
  'npm-shrinkwrap.json',
  'package-lock.json',
  'packages.lock.json',
  'pdm.lock',
  'pixi.lock',
  'pnpm-lock.yaml',
  'poetry.lock',
  'pylock.toml',
  'renv.lock',
  'uv.lock',
  'yarn.lock',
]);
const PATTERN = /^(?:(?:requirements|constraints).*\.txt|pylock\..+\.toml|.+\.conda-lock\.ya?ml)$/s;

const MAX_BYTES = 32 * 1024 * 1024;
const MAX_FILES = 200;

/**
 * Digests of the lock files in the workspace and in the folder that the command runs in.
 * @param workspace absolute folder
 * @param directory absolute folder; one outside the workspace is not looked at
 */
export async function collectLockfiles(workspace: string, directory = workspace): Promise<Lockfiles> {
  const notes: string[] = [];
  const root = await realpath(workspace).catch(() => null);
  if (root === null) return { lockfiles: [], notes: ['the workspace is no folder'] };
  const folders = new Set([workspace, ...(insideWorkspace(workspace, directory) ? [directory] : [])]);
  const found = (await Promise.all([...folders].map((folder) => lockfilesIn(folder, notes)))).flat();
  const read = await Promise.all(found.map((file) => digestOf(file, { workspace, root, notes })));
  const lockfiles = sortFiles(read.filter((file) => file !== null));
  if (lockfiles.length > MAX_FILES) notes.push(`only the first ${MAX_FILES} lock files were recorded`);
  return { lockfiles: lockfiles.slice(0, MAX_FILES), notes };
}

async function lockfilesIn(folder: string, notes: string[]): Promise<string[]> {
  try {
    const names = await readdir(folder);
    return names.filter((name) => NAMES.has(name) || PATTERN.test(name)).map((name) => join(folder, name));
  } catch (error) {
    notes.push(`a folder could not be searched for lock files (${(error as NodeJS.ErrnoException).code})`);
    return [];
  }
}

interface Within {
  workspace: string;
  /** The workspace with links resolved. */
  root: string;
  notes: string[];
}

async function digestOf(file: string, { workspace, root, notes }: Within): Promise<Lockfile | null> {
  const path = recordPath(workspace, file);
  const [fault] = pathNameFaults(path, 'lock files');
  const leftOut = (why: string) => {
    notes.push(`the lock file ${JSON.stringify(path)} was left out: ${why}`);
    return null;
  };
  if (fault !== undefined) return leftOut(fault.mend.toLowerCase());
  try {
    if (!insideWorkspace(root, await realpath(file))) return leftOut('it is a link out of the workspace');
    const stats = await stat(file);
    if (!stats.isFile()) return null;
    if (stats.size > MAX_BYTES) return leftOut('it is larger than 32 MiB');
    return { path, digest: (await hashFile(file, workspace)).digest };
  } catch (error) {
    if (error instanceof UserError) return leftOut(error.faults[0]?.what ?? 'it cannot be read');
    return leftOut(`it cannot be read (${(error as NodeJS.ErrnoException).code ?? error})`);
  }
}
