import { realpath, stat } from 'node:fs/promises';
import type { Minimatch } from 'minimatch';
import type { ErrorCode } from '../../core/error-codes.js';
import { Faults, UserError } from '../../core/errors.js';
import { type Line, shown } from '../../core/key-values.js';
import { outside, type Place, placePath, recordPath } from './paths.js';
import { walk } from './walk.js';

export interface GlobOptions {
  /** Name of the input, for messages. */
  input: string;
  /** Code of the fault for a link that leads out of the workspace. */
  linkCode: ErrorCode;
  /** Files at most. */
  limit: number;
  platform?: NodeJS.Platform;
  /** Takes what is wrong with single files, and the others are the answer; without it one of them fails the whole. */
  faults?: Faults;
}

export interface GlobResult {
  /** Files relative to the workspace, with forward slashes, in no order. */
  files: string[];
  /** The lines, other than excludes, that no file matched. */
  unmatched: Line[];
}

interface Pattern {
  line: Line;
  negate: boolean;
  matched: boolean;
  /** Matches what is named; undefined when only what lies below is meant. */
  self: Minimatch | undefined;
  below: Minimatch;
}

type GlobModule = typeof import('../../core/linear-globs.js');

/**
 * Files in the workspace by the patterns of actions/upload-artifact: `*`, `?`, `[…]`, `**`; hidden files match; a folder stands for all
 * files below it; `!` takes out what earlier lines put in. A line that is the path of something that exists stands for just that, whatever its characters.
 *
 * Not by `@actions/glob`: it writes `::debug::` lines to standard output, which on a laptop are not swallowed by a runner, follows links
 * out of the workspace before a caller can refuse, and walks through folders that are excluded.
 * @throws UserError E_PATH_OUTSIDE, E_PATH_NAME, E_FILE_UNREADABLE, E_FILE_TOO_LARGE, and the options' link code
 */
export async function matchFiles(
  place: Place,
  lines: readonly Line[],
  options: GlobOptions,
): Promise<GlobResult> {
  if (lines.length === 0) return { files: [], unmatched: [] };
  const globs = await import('../../core/linear-globs.js');
  const windows = (options.platform ?? process.platform) === 'win32';
  const root = await realpath(place.workspace);
  const patterns: Pattern[] = [];
  const faults = new Faults();
  for (const line of lines) {
    const rooting = { place, root, line, input: options.input, windows, globs };
    const pattern = await faults.catch(async () => compile(await rootedPattern(rooting), rooting));
    if (pattern !== undefined) patterns.push(pattern);
  }
  faults.throwIfAny();
  const files = await walk({
    root: place.workspace,
    where: options.input,
    enters: (path) => canHold(patterns, path),
    takes: (path) => selects(patterns, path),
    linkCode: options.linkCode,
    limit: options.limit,
    faults: options.faults,
  });
  const unmatched = patterns.filter(({ negate, matched }) => !negate && !matched).map(({ line }) => line);
  return { files, unmatched };
}

/** Whether a line names a regular file, by its whole text. */
export async function isFileLine(place: Place, text: string): Promise<boolean> {
  try {
    const { absolute } = placePath(place, text, '');
    return (await stat(absolute)).isFile();
  } catch {
    // Not a name of a file in the workspace; what it is instead is for the caller to find out.
    return false;
  }
}

interface Rooting {
  place: Place;
  root: string;
  line: Line;
  input: string;
  windows: boolean;
  globs: GlobModule;
}

interface Rooted {
  /** Relative to the workspace. */
  segments: string[];
  negate: boolean;
  folderOnly: boolean;
}

async function rootedPattern(rooting: Rooting): Promise<Rooted> {
  const { place, line, globs, windows } = rooting;
  const where = `${rooting.input}, line ${line.line}`;
  const negate = line.text.startsWith('!');
  const named = negate ? line.text.slice(1).trim() : line.text;
  if (named === '' || named.length > 4096) {
    const what =
      named === '' ? 'There is no pattern behind the "!"' : 'The pattern is longer than 4096 characters';
    throw new UserError({
      code: 'E_INPUT_INVALID',
      what,
      where,
      mend: 'Write a path or a pattern such as out/*.png',
    });
  }
  const text = windows ? named.replaceAll('\\', '/') : named;
  const escaped = (path: string) =>
    path === '.'
      ? []
      : path.split('/').map((name) => globs.escapeGlob(name, { windowsPathsNoEscape: windows }));
  const folderOnly = text.endsWith('/');
  const literal = await existing(place, named, where);
  if (literal !== undefined) return { segments: escaped(literal), negate, folderOnly };

  const absolute = belowWorkspace(text, rooting);
  if (absolute === undefined && (text.startsWith('/') || (windows && /^[a-z]:/i.test(text)))) {
    throw new UserError(outside(named, where));
  }
  const cwd =
    absolute === undefined ? escaped(recordPath(place.workspace, placePath(place, '.', where).absolute)) : [];
  return {
    segments: normalized([...cwd, ...(absolute ?? text).split('/')], named, where),
    negate,
    folderOnly,
  };
}

/** The path in the workspace, when the text as it stands names something there. */
async function existing(place: Place, text: string, where: string): Promise<string | undefined> {
  try {
    const { absolute, record } = placePath(place, text, where);
    await stat(absolute);
    return record;
  } catch {
    // Then it is a pattern, and what is wrong with that is found below.
    return undefined;
  }
}

/** What follows the workspace in an absolute pattern such as `${{ github.workspace }}/out/*.png`. */
function belowWorkspace(text: string, { place, root, windows }: Rooting): string | undefined {
  for (const folder of [place.workspace, root]) {
    const prefix = `${windows ? folder.replaceAll('\\', '/') : folder}/`;
    const start = text.slice(0, prefix.length);
    if (start === prefix || (windows && start.toLowerCase() === prefix.toLowerCase()))
      return text.slice(prefix.length);
  }
  return undefined;
}

function normalized(segments: readonly string[], text: string, where: string): string[] {
  const result: string[] = [];
  for (const segment of segments) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') {
      result.push(segment);
      continue;
    }
    const left = result.pop();
    if (left === undefined) throw new UserError(outside(text, where));
    if (/[*?]/.test(left)) {
      const what = `${shown(text)} has ".." behind a wildcard`;
      throw new UserError({ code: 'E_INPUT_INVALID', what, where, mend: 'Write the pattern without ".."' });
    }
  }
  return result;
}

function compile(
  { segments, negate, folderOnly }: Rooted,
  { line, input, globs, windows }: Rooting,
): Pattern {
  const make = (parts: readonly string[]) => {
    const glob = globs.linearGlob(parts.join('/'), {
      dot: true,
      nobrace: true,
      noext: true,
      nocomment: true,
      nonegate: true,
      nocase: windows,
      windowsPathsNoEscape: windows,
    });
    if (glob !== undefined) return glob;
    const what = `${shown(line.text)} has a range in brackets that ends before it begins`;
    const mend = 'Write each character that is meant in brackets, or ? for any';
    throw new UserError({ code: 'E_INPUT_INVALID', what, where: `${input}, line ${line.line}`, mend });
  };
  const below = make([...segments, '**']);
  const self = folderOnly || segments.length === 0 ? undefined : make(segments);
  return { line, negate, matched: false, self, below };
}

/** The last pattern that matches decides. */
function selects(patterns: readonly Pattern[], path: string): boolean {
  let selected = false;
  for (const pattern of patterns) {
    if (!pattern.self?.match(path) && !pattern.below.match(path)) continue;
    selected = !pattern.negate;
    pattern.matched = true;
  }
  return selected;
}

function canHold(patterns: readonly Pattern[], folder: string): boolean {
  let possible = false;
  for (const { negate, self, below } of patterns) {
    if (!negate) possible ||= below.match(folder, true);
    else if (self?.match(folder) || below.match(`${folder}/x`)) possible = false;
  }
  return possible;
}
