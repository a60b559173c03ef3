import { statSync } from 'node:fs';
import { type Fault, UserError } from '../core/errors.js';
import { isBesideData } from './files/leftovers.js';
import { readSmallContained } from './files/opened.js';
import { existingPath, type Place, placed } from './files/paths.js';
import { PointerReader, pointerFault } from './files/pointers.js';
import { walk, walked } from './files/walk.js';

/** A path whose bytes are claimed, and the input and line that claims them. */
export interface ClaimedPath {
  path: string;
  where: string;
}

/** Pointers are written by a tool for all files or none, so that the first ones of a folder tell. */
const FILES_READ = 2000;
/** Every pointer to a single file is smaller; larger files are not opened. */
const SMALL = 4096;
const FILES_LIMIT = 1_000_000;
const FAULTS_SHOWN = 20;

/**
 * The pointers among what exists already, so that they can be told before a training. What is not there, or cannot be read, is
 * another matter and no fault here.
 * @returns at most 20 faults E_POINTER_FILE
 */
export async function checkPointers(paths: readonly ClaimedPath[], place: Place): Promise<Fault[]> {
  if (paths.length === 0) return [];
  const pointers = await PointerReader.open();
  const faults: Fault[] = [];
  for (const claimed of paths) {
    if (faults.length >= FAULTS_SHOWN) break;
    faults.push(...(await faultsAt(claimed, place, pointers)));
  }
  return faults.slice(0, FAULTS_SHOWN);
}

async function faultsAt(
  { path, where }: ClaimedPath,
  place: Place,
  pointers: PointerReader,
): Promise<Fault[]> {
  try {
    const { absolute, record } = await existingPath(place, path, where);
    if (statSync(absolute).isDirectory()) return await faultsIn({ absolute, record, where }, place, pointers);
    const bytes = readSmallContained({ absolute, within: place.workspace }, SMALL);
    const pointer = bytes && pointers.read(bytes);
    return pointer === undefined ? [] : [pointerFault(pointer.kind, { place: record, where })];
  } catch (error) {
    // Told by whoever reads the path at the end, when it may be there.
    if (!(error instanceof UserError) && !(error instanceof Error && 'code' in error)) throw error;
    return [];
  }
}

async function faultsIn(
  folder: { absolute: string; record: string; where: string },
  place: Place,
  pointers: PointerReader,
): Promise<Fault[]> {
  const { absolute: root, record, where } = folder;
  const takes = (path: string) => path.endsWith('.dvc') || !isBesideData(path);
  const paths = await walk({
    root,
    within: place.workspace,
    place: record,
    where,
    takes,
    enters: (path) => !isBesideData(path),
    linkCode: 'E_PATH_OUTSIDE',
    limit: FILES_LIMIT,
  });
  const faults: Fault[] = [];
  let read = 0;
  for (const path of paths.sort()) {
    const absolute = walked(root, path);
    const bytes = readSmallContained({ absolute, within: place.workspace }, SMALL);
    if (bytes === undefined) continue;
    const fault = pointers.faultInFolder(absolute, bytes, { place: placed(record, path), where });
    if (fault !== undefined) faults.push(fault);
    if (++read === FILES_READ || faults.length === FAULTS_SHOWN) break;
  }
  return faults;
}
