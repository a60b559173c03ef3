import { digestOfFiles, type FileEntry } from '../digest.js';
import { UserError } from '../errors.js';
import type { RunRecord, Stored } from '../generated/types.js';
import { isTrueManifest } from '../manifest.js';
import { nearest } from '../nearest.js';
import { quoted } from '../printable.js';

/** A file to fetch: `path` within its upload, and what it must be. */
export interface WantedFile extends FileEntry {
  /** Where it goes. Forward slashes, relative to the folder that is asked for. */
  target: string;
}

/** Files that were stored together. */
export interface FetchPart {
  files: readonly WantedFile[];
  /** Where they were put; any of them will do. */
  stored: readonly Stored[];
}

export interface RunFiles {
  /** Of the model's manifest, the artifact, or the list of the folder's files. */
  digest: string;
  /** Whether `digest` is that of a manifest, which other runs may have made as well. */
  isModel: boolean;
  parts: FetchPart[];
}

/** Files of a manifest, in their own places. */
export function manifestFiles({ files }: { files: readonly FileEntry[] }): WantedFile[] {
  return files.map(({ path, size_bytes, digest }) => ({ path, size_bytes, digest, target: path }));
}

/**
 * What a run has at a path: a model, an artifact, a folder of artifacts, or a file or folder within a model.
 * @param paths readings of the path, the first that there is counts
 * @throws UserError E_MODEL_NOT_FOUND with the nearest path; E_LEDGER_RECORD_INVALID for a manifest that is not of its files
 */
export function filesAt(run: RunRecord, paths: readonly string[]): RunFiles {
  for (const path of paths) {
    const found = modelAt(run, path) ?? someOf(plainArtifacts(run), path);
    if (found !== undefined) return found;
  }
  const { models, artifacts } = run.outputs;
  const known = [...models, ...artifacts].map(({ path }) => path);
  const asked = paths.at(-1) ?? '';
  const meant = nearest(asked, known);
  const some = [...new Set(known)].slice(0, 5).map((one) => quoted(one));
  throw new UserError({
    code: 'E_MODEL_NOT_FOUND',
    what: `Run ${run.run_id} has no model and no file at ${quoted(asked)}`,
    where: 'model URI',
    mend:
      meant !== undefined
        ? `Did you mean ${quoted(meant)}? Correct the URI`
        : known.length === 0
          ? 'It has none at all: name what a run makes in its track step (`model`, `artifacts`)'
          : `It has ${some.join(', ')}${known.length > some.length ? ', …' : ''}`,
  });
}

/** Artifacts that are files: a model stands among them as a whole. */
function plainArtifacts({ outputs }: RunRecord): RunRecord['outputs']['artifacts'] {
  return outputs.artifacts.filter(({ kind }) => kind !== 'model');
}

/** A model, or what lies at a path within one. */
function modelAt(run: RunRecord, path: string): RunFiles | undefined {
  const model = run.outputs.models.find((one) => one.path === path || path.startsWith(`${one.path}/`));
  if (model === undefined) return undefined;
  const { manifest } = model;
  if (!isTrueManifest(manifest)) {
    throw new UserError({
      code: 'E_LEDGER_RECORD_INVALID',
      what: `The record of run ${run.run_id} has a manifest of ${quoted(model.path)} whose digest is not that of its files`,
      where: `run ${run.run_id}`,
      mend: 'Look at the commit that added it, and train again',
    });
  }
  const stored = run.outputs.artifacts.find((one) => one.path === model.path)?.stored ?? [];
  if (path === model.path)
    return { digest: manifest.digest, isModel: true, parts: [{ files: manifestFiles(manifest), stored }] };
  const held = manifest.files.map((file) => ({ ...file, stored }));
  return someOf(held, path.slice(model.path.length + 1));
}

type Held = FileEntry & { stored: readonly Stored[] };

/** The file at a path, or the files of the folder there. */
function someOf(files: readonly Held[], path: string): RunFiles | undefined {
  const one = files.find((file) => file.path === path);
  if (one !== undefined) return fileAlone(one);
  const below = files.filter((file) => file.path.startsWith(`${path}/`));
  if (below.length === 0) return undefined;
  const parts = new Map<string, FetchPart & { files: WantedFile[] }>();
  for (const { stored, ...file } of below) {
    const key = JSON.stringify(stored);
    const part = parts.get(key) ?? { files: [], stored };
    part.files.push(wanted(file, file.path.slice(path.length + 1)));
    parts.set(key, part);
  }
  const all = [...parts.values()];
  const targets = all.flatMap((part) => part.files.map((file) => ({ ...file, path: file.target })));
  return { digest: digestOfFiles(targets), isModel: false, parts: all };
}

/** A file by itself, which keeps the last part of its path. */
export function fileAlone({ stored, ...file }: Held): RunFiles {
  const name = file.path.slice(file.path.lastIndexOf('/') + 1);
  return { digest: file.digest, isModel: false, parts: [{ files: [wanted(file, name)], stored }] };
}

function wanted({ path, size_bytes, digest }: FileEntry, target: string): WantedFile {
  return { path, size_bytes, digest, target };
}
