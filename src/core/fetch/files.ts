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

type Artifact = RunRecord['outputs']['artifacts'][number];

/** Files of a manifest, in their own places. */
export function manifestFiles({ files }: { files: readonly FileEntry[] }): WantedFile[] {
  return files.map(({ path, size_bytes, digest }) => ({ path, size_bytes, digest, target: path }));
}

/**
 * The model, artifact or folder of artifacts at a path of a run; a model's own path means the model.
 * @param paths readings of the path, the first that there is counts
 * @throws UserError E_MODEL_NOT_FOUND with the nearest path; E_LEDGER_RECORD_INVALID for a manifest that is not of its files
 */
export function filesAt(run: RunRecord, paths: readonly string[]): RunFiles {
  for (const path of paths) {
    const found = modelAt(run, path) ?? artifactsAt(run, path);
    if (found !== undefined) return found;
  }
  const { models, artifacts } = run.outputs;
  const known = [...models, ...artifacts].map(({ path }) => path);
  const asked = paths.at(-1) ?? '';
  const meant = nearest(asked, known);
  const some = [...new Set(known)].slice(0, 5).map((one) => quoted(one));
  throw new UserError({
    code: 'E_MODEL_NOT_FOUND',
    what: `Run ${run.run_id} has no model and no artifact at ${quoted(asked)}`,
    where: 'model URI',
    mend:
      meant !== undefined
        ? `Did you mean ${quoted(meant)}? Correct the URI`
        : known.length === 0
          ? 'It has none at all: name what a run makes in its track step (`model`, `artifacts`)'
          : `It has ${some.join(', ')}${known.length > some.length ? ', …' : ''}`,
  });
}

function modelAt(run: RunRecord, path: string): RunFiles | undefined {
  const model = run.outputs.models.find((one) => one.path === path);
  if (model === undefined) return undefined;
  const { manifest } = model;
  if (!isTrueManifest(manifest)) {
    throw new UserError({
      code: 'E_LEDGER_RECORD_INVALID',
      what: `The record of run ${run.run_id} has a manifest of ${quoted(path)} whose digest is not that of its files`,
      where: `run ${run.run_id}`,
      mend: 'Look at the commit that added it, and train again',
    });
  }
  const stored = run.outputs.artifacts.find((one) => one.path === path)?.stored ?? [];
  return { digest: manifest.digest, isModel: true, parts: [{ files: manifestFiles(manifest), stored }] };
}

function artifactsAt({ outputs }: RunRecord, path: string): RunFiles | undefined {
  const plain = outputs.artifacts.filter(({ kind }) => kind !== 'model');
  const one = plain.find((artifact) => artifact.path === path);
  if (one !== undefined) return artifactFiles(one);
  const below = plain.filter((artifact) => artifact.path.startsWith(`${path}/`));
  if (below.length === 0) return undefined;
  const parts = new Map<string, FetchPart & { files: WantedFile[] }>();
  for (const { stored, ...artifact } of below) {
    const key = JSON.stringify(stored);
    const part = parts.get(key) ?? { files: [], stored };
    part.files.push(wanted(artifact, artifact.path.slice(path.length + 1)));
    parts.set(key, part);
  }
  const all = [...parts.values()];
  const files = all.flatMap((part) => part.files.map((file) => ({ ...file, path: file.target })));
  return { digest: digestOfFiles(files), isModel: false, parts: all };
}

/** A single artifact, which keeps the last part of its path. */
export function artifactFiles({ stored, ...artifact }: Artifact): RunFiles {
  const name = artifact.path.slice(artifact.path.lastIndexOf('/') + 1);
  return { digest: artifact.digest, isModel: false, parts: [{ files: [wanted(artifact, name)], stored }] };
}

function wanted({ path, size_bytes, digest }: FileEntry, target: string): WantedFile {
  return { path, size_bytes, digest, target };
}
