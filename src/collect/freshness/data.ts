import { stat } from 'node:fs/promises';
import { TEXT_LF } from '../../core/compare/digests.js';
import { sha256 } from '../../core/digest.js';
import { Faults } from '../../core/errors.js';
import { parseLines } from '../../core/key-values.js';
import { parseDatasets } from '../dataset-lines.js';
import { collectDatasets, type DataDigest } from '../datasets.js';
import { existingPath, type Place } from '../files/paths.js';
import { walk, walked } from '../files/walk.js';
import { existsIn } from '../values/line-options.js';
import { fingerprint, opensFirst } from './fingerprint.js';

/** A look at a dataset's file or folder. */
export interface DataLook extends Pick<DataDigest, 'text_lf' | 'files'> {
  /** Changes when somebody writes a file of it; its status alone (`chmod`, a new link) does not count. */
  print: string;
  /** `sha256:<hex>` when it was small enough to be read; else null. */
  digest: string | null;
  size_bytes: number | null;
}

/** Data up to this is hashed before the training; bytes. Of more only the looks are kept. */
const HASHED = 100 * 1024 * 1024;
const FILES_LIMIT = 1_000_000;

/** Looks at the data that lines name and that is there, by path in the record; hashes what is small. */
export async function lookAtData(place: Place, text: string): Promise<Record<string, DataLook>> {
  const looks: Record<string, DataLook> = Object.create(null);
  const lines = new Map(parseLines(text).map((line) => [line.line, line.text]));
  for (const { path, line } of parseDatasets(text, existsIn(place))) {
    if (path === null) continue;
    const found = await existingPath(place, path, '').catch(() => undefined);
    const look = found && (await printOf(place.workspace, found.absolute));
    if (found === undefined || look === undefined) continue;
    const own = { ...place, text: lines.get(line) ?? '' };
    // What cannot be read now may be mended by the run, and is told when it has ended.
    const [dataset] = look.size <= HASHED ? await collectDatasets(own, new Faults()) : [];
    const { digest = null, size_bytes = null, digests, files } = dataset ?? {};
    const text_lf = digests?.[TEXT_LF];
    looks[found.record] = {
      print: look.print,
      digest,
      size_bytes,
      ...(text_lf === undefined ? {} : { text_lf }),
      ...(files === undefined ? {} : { files }),
    };
  }
  return looks;
}

/** Whether the dataset at a path in the record is as it was when it was looked at. */
export async function isSameData(workspace: string, path: string, look: DataLook): Promise<boolean> {
  return (await printOf(workspace, walked(workspace, path)))?.print === look.print;
}

/** How a file or folder looks, and its bytes. @returns undefined when there is nothing that can be looked at */
export async function printOf(
  workspace: string,
  absolute: string,
): Promise<{ print: string; size: number } | undefined> {
  const isFolder = await stat(absolute).then(
    (stats) => stats.isDirectory(),
    () => undefined,
  );
  if (isFolder === undefined) return undefined;
  const options = { where: '', linkCode: 'E_PATH_OUTSIDE', limit: FILES_LIMIT } as const;
  const all = { root: absolute, within: workspace, enters: () => true, takes: () => true, ...options };
  const files = isFolder ? await walk(all).catch(() => undefined) : [''];
  if (files === undefined) return undefined;
  const opens = opensFirst(absolute);
  let size = 0;
  const lines = files.sort().map((file) => {
    const look = fingerprint(file === '' ? absolute : walked(absolute, file), { opens });
    size += Number(look?.size ?? 0);
    const { link, size: bytes, mtime, inode } = look ?? {};
    return JSON.stringify([file, bytes, mtime, inode, link]);
  });
  return { print: sha256(lines.join('\n')), size };
}
