import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { sortFiles } from '../core/digest.js';
import { Faults } from '../core/errors.js';
import type { DvcOut } from './files/dvc.js';
import { isBesideData } from './files/leftovers.js';
import type { Contained } from './files/opened.js';
import { walk, walked } from './files/walk.js';

const FILES_LIMIT = 1_000_000;
/** So many files are read before other work of the process gets its turn. */
const BATCH_FILES = 256;

interface FileOfFolder {
  /** Relative to the folder, forward slashes. */
  path: string;
  size_bytes: number;
}

/**
 * What of the digests that DVC wrote for a folder is of what lies there now, as for a file: none where it has another size or number of
 * files, and no md5 of other bytes. What tools leave in any folder may have been there for DVC, or not.
 * @param md5Of of a file
 */
export async function digestsOfFolder(
  out: DvcOut,
  folder: Contained,
  md5Of: (file: Contained) => Promise<string>,
): Promise<DvcOut['digests']> {
  const all = await filesIn(folder);
  const data = all.filter(({ path }) => !path.split('/').some((name) => isBesideData(name)));
  const lists = data.length === all.length ? [all] : [all, data];
  const fitting = lists.filter((list) => isCounted(list, out));
  const { md5, ...others } = out.digests;
  if (fitting.length === 0) return {};
  if (md5 === undefined) return others;
  const known = new Map<string, string>();
  for (const { path } of fitting[0] ?? []) {
    if (known.size % BATCH_FILES === 0) await setImmediate();
    const file = { absolute: walked(folder.absolute, path), within: folder.within };
    // What cannot be read is no data, which has been read: it may have been none for DVC, too.
    known.set(path, await md5Of(file).catch(() => ''));
  }
  return fitting.some((list) => md5OfList(list, known) === md5) ? out.digests : others;
}

async function filesIn({ absolute: root, within }: Contained): Promise<FileOfFolder[]> {
  const paths = await walk({
    ...{ root, within, where: 'datasets', linkCode: 'E_PATH_OUTSIDE', limit: FILES_LIMIT },
    enters: () => true,
    takes: () => true,
    // Of leftovers: what is wrong with data has been told.
    faults: new Faults(),
  });
  const files: FileOfFolder[] = [];
  for (const path of paths) {
    if (files.length % BATCH_FILES === 0) await setImmediate();
    const stats = statSync(walked(root, path), { throwIfNoEntry: false });
    if (stats !== undefined) files.push({ path, size_bytes: stats.size });
  }
  return sortFiles(files);
}

function isCounted(list: readonly FileOfFolder[], { size_bytes, files }: DvcOut): boolean {
  const size = list.reduce((sum, file) => sum + file.size_bytes, 0);
  return (size_bytes === null || size_bytes === size) && (files === null || files === list.length);
}

/** As DVC makes it: of a list in JSON, in the spelling of Python. */
function md5OfList(list: readonly FileOfFolder[], md5s: ReadonlyMap<string, string>): string {
  const entries = list.map(({ path }) => `{"md5": "${md5s.get(path)}", "relpath": ${pythonText(path)}}`);
  return `${createHash('md5')
    .update(`[${entries.join(', ')}]`)
    .digest('hex')}.dir`;
}

function pythonText(text: string): string {
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(text).replace(/[^ -~]/g, escaped);
}
