import type { RunRecord } from '../generated/types.js';

export type Dataset = RunRecord['inputs']['datasets'][number];

/** In `digests`: what `digest` would be with the line ends of Unix. It tells what two contents differ in, not that they are one. */
export const TEXT_LF = 'text-lf';

/** Schemes whose digest is of the bytes: an `etag` or a version of a store may differ where these do not. */
const OF_BYTES: ReadonlySet<string> = new Set(['file', 'folder', 'folder-2', 'md5', 'sha256', 'git-lfs']);

/** As many digits of a digest as people compare. */
const DIGITS = /^([^:]*:.{12}).*$/s;

/** Scheme to digest, the ones that are of the bytes themselves first. */
export function digestsOf({ digest, scheme, digests = {} }: Dataset): Map<string, string> {
  // An older record does not say whether it was a file or a folder; where it is a file now, a folder would be a change too.
  const schemes = scheme === undefined ? ['file', 'folder'] : [scheme];
  const own = digest === null ? [] : schemes.map((one): [string, string] => [one, digest]);
  const others = Object.entries(digests)
    .filter(([name]) => name !== TEXT_LF)
    .map(([name, value]): [string, string] => [name, `${name}:${value}`]);
  return new Map([...own, ...others]);
}

/** Digests of two contents by the same scheme. */
export interface Compared {
  isSame: boolean;
  before: string;
  now: string;
}

/** Whether two contents are one; null when no scheme that is of their bytes can tell. */
export function compareContent(before: Dataset, now: Dataset): Compared | null {
  if (before.digest !== null && before.digest === now.digest)
    return { isSame: true, before: before.digest, now: now.digest };
  const [old, current] = [digestsOf(before), digestsOf(now)];
  const scheme = [...current.keys()].find((one) => OF_BYTES.has(one) && old.has(one));
  const [was, is] = scheme === undefined ? [] : [old.get(scheme), current.get(scheme)];
  return was === undefined || is === undefined ? null : { isSame: was === is, before: was, now: is };
}

/** Whether two contents, known to be different, are one but for the line ends. */
export function differInLineEnds(before: Dataset, now: Dataset): boolean {
  if (before.digest === null || now.digest === null || before.scheme !== now.scheme) return false;
  const text = ({ digest, digests }: Dataset) => digests?.[TEXT_LF] ?? digest;
  return text(before) === text(now);
}

/** Paths of files that differ, came or went, sorted; null when a record does not list them. */
export function differingFiles(before: Dataset, now: Dataset): string[] | null {
  if (before.files === undefined || now.files === undefined) return null;
  const [old, current] = [before.files, now.files].map(
    (files) => new Map(files.map(({ path, digest }) => [path, digest])),
  );
  const paths = [...new Set([...(old?.keys() ?? []), ...(current?.keys() ?? [])])].sort();
  return paths.filter((path) => old?.get(path) !== current?.get(path));
}

/** `sha256:0123456789ab` */
export function shortened(digest: string): string {
  return digest.replace(DIGITS, '$1');
}
