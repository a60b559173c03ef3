import { sortFiles } from '../core/digest.js';
import { describeFault, type Fault, Faults } from '../core/errors.js';
import { type Line, parseLines, shown } from '../core/key-values.js';
import { clashingName, decodeName, encodeName, isName } from '../core/names.js';
import {
  captionOf,
  LARGEST_PICTURE,
  MOST_PICTURES,
  type PictureType,
  pictureType,
} from '../core/pictures.js';
import { matchFiles } from './files/globs.js';
import { withOpened } from './files/opened.js';
import type { Place, SourceFile } from './files/paths.js';
import { walked } from './files/walk.js';

export { captionOf, LARGEST_PICTURE, MOST_PICTURES, pictureType };

/** Folder in LINEAGE_DIR. */
export const PICTURES_FOLDER = 'pictures';

/** A small picture of a run. */
export interface RunPicture {
  /** Its name in the run's folder of the ledger: encoded, and ending as its content says. */
  name: string;
  bytes: Buffer;
}

export interface PicturesInput extends Place {
  /** The input as the user wrote it. */
  text: string;
  /** Absolute; null when it could not be read. */
  lineageDir: string | null;
  /** Why a name cannot be told; undefined when it can. */
  secretIn(name: string): string | undefined;
  /** Paths in the record of files that the run did not write; they are left out. */
  stale?: ReadonlySet<string>;
  /** Take nothing. */
  quick?: boolean;
}

export interface CollectedPictures {
  /** Sorted by name. */
  pictures: RunPicture[];
  /** What was left out, why, and how to mend it: a sentence or two without a final full stop each. */
  warnings: string[];
}

const FILES_LIMIT = 20_000;
const WARNINGS_LIMIT = 20;
const ANY_END = /(?<=.)\.(?:png|jpe?g|gif|webp)$/i;
const NO_PICTURE = 'is no PNG, JPEG, GIF or WebP by its content';

/** Why the pictures of a run cannot be in the ledger, the end of a sentence; undefined when they can. */
export function picturesProblem(pictures: readonly RunPicture[]): string | undefined {
  if (pictures.length > MOST_PICTURES) {
    return `holds ${pictures.length} pictures, and ${MOST_PICTURES} are the most`;
  }
  const names = pictures.map(({ name }) => name);
  for (const [index, { name, bytes }] of pictures.entries()) {
    if (captionOf(name) === undefined) return `has a picture with a name that a ledger does not take`;
    const problem = sizeProblem(bytes.length);
    if (problem !== undefined) return `has a picture \`${name}\` that ${problem}`;
    const type = pictureType(bytes);
    if (type === undefined) return `has a picture \`${name}\` that ${NO_PICTURE}`;
    if (!name.endsWith(`.${type}`)) return `has a picture \`${name}\` that is a ${type} by its content`;
    if (isTaken(name, names.slice(0, index))) return `has two pictures \`${name}\``;
  }
  return undefined;
}

/** The pictures whose names can be told. */
export function picturesToTell(
  pictures: readonly RunPicture[],
  secretIn: PicturesInput['secretIn'],
): RunPicture[] {
  return pictures.filter(({ name }) => secretIn(captionOf(name) ?? name) === undefined);
}

/**
 * The pictures that the input names and those dropped in LINEAGE_DIR, as they are. They decide nothing, so nothing about them
 * fails a run: what cannot be taken is a warning.
 */
export async function collectPictures(input: PicturesInput): Promise<CollectedPictures> {
  if (input.quick) return { pictures: [], warnings: [] };
  const { workspace, cwd, lineageDir } = input;
  const warnings: string[] = [];
  const files = await filesOf(
    { workspace, cwd },
    { input: 'pictures', lines: parseLines(input.text) },
    warnings,
  );
  for (const { text, line } of files.unmatched) {
    warnings.push(`No picture matches ${shown(text)} (pictures, line ${line}). Correct the pattern`);
  }
  const folder = { input: 'LINEAGE_DIR', lines: [{ text: `${PICTURES_FOLDER}/`, line: 1 }] };
  const dropped =
    lineageDir === null ? null : await filesOf({ workspace: lineageDir, cwd: lineageDir }, folder, warnings);
  const old = files.found.filter((file) => input.stale?.has(file.shown));
  for (const file of old) {
    warnings.push(
      `The picture ${shown(file.shown)} is left out: it was not written by this run. Let the training draw it`,
    );
  }
  const found = [
    ...files.found.filter((file) => !old.includes(file)),
    ...(dropped?.found ?? []).map((file) => ({ ...file, shown: `LINEAGE_DIR/${file.shown}` })),
  ];
  const pictures: RunPicture[] = [];
  for (const [index, file] of found.entries()) {
    if (pictures.length === MOST_PICTURES) {
      warnings.push(tooMany(found.slice(index).map((one) => one.shown)));
      break;
    }
    const picture = await pictureAt(file, pictures, input.secretIn);
    if (typeof picture === 'string') warnings.push(`The picture ${shown(file.shown)} ${picture}`);
    else pictures.push(picture);
  }
  const more = warnings.length - WARNINGS_LIMIT;
  return {
    pictures: pictures.sort((one, other) => (one.name < other.name ? -1 : 1)),
    warnings:
      more > 0 ? [...warnings.slice(0, WARNINGS_LIMIT), `${more} more pictures were left out`] : warnings,
  };
}

/** Files by patterns, sorted by path. Faults become warnings. */
async function filesOf(
  place: Place,
  { input, lines }: { input: string; lines: readonly Line[] },
  warnings: string[],
): Promise<{ found: SourceFile[]; unmatched: Line[] }> {
  const whole = new Faults();
  const single = new Faults();
  const options = { input, linkCode: 'E_ARTIFACT_SYMLINK', limit: FILES_LIMIT, faults: single } as const;
  const matched = await whole.catch(() => matchFiles(place, lines, options));
  warnings.push(
    ...whole.list.map((fault) => `No pictures are taken from here: ${sentence(fault)}`),
    ...single.list.map((fault) => `A picture is left out: ${sentence(fault)}`),
  );
  const paths = sortFiles((matched?.files ?? []).map((path) => ({ path })));
  return {
    found: paths.map(({ path }) => ({
      absolute: walked(place.workspace, path),
      within: place.workspace,
      shown: path,
    })),
    unmatched: matched?.unmatched ?? [],
  };
}

function sentence(fault: Fault): string {
  return describeFault(fault).replace(/\.$/, '');
}

/** @returns why it is left out and what to do, as a text */
async function pictureAt(
  file: SourceFile,
  others: readonly RunPicture[],
  secretIn: PicturesInput['secretIn'],
): Promise<RunPicture | string> {
  const { shown: path } = file;
  const smaller = (problem: string) =>
    `is left out: it ${problem}. Save it with fewer pixels, or as JPEG or WebP`;
  let bytes: Buffer;
  try {
    const read = await withOpened(
      file,
      async (opened) => sizeProblem(opened.size) ?? opened.read(LARGEST_PICTURE),
    );
    if (typeof read === 'string') return smaller(read);
    bytes = read;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return `is left out: it cannot be read (${code ?? message}). Make it readable for the user that the job runs as`;
  }
  const type = pictureType(bytes);
  if (type === undefined) return `is left out: it ${NO_PICTURE}. Save it as one of these`;
  const stem = path.slice(path.lastIndexOf('/') + 1).replace(ANY_END, '');
  const secret = secretIn(stem);
  if (secret !== undefined) return `is left out: its name holds a secret (${secret}). Rename it`;
  const name = pictureName(stem, type);
  if (name === undefined)
    return 'is left out: a ledger does not take its name. Give it a shorter, plain name';
  if (
    isTaken(
      name,
      others.map((other) => other.name),
    )
  ) {
    return 'is left out: another one has its name. Give each picture a name of its own';
  }
  return { name, bytes };
}

/** The name in the ledger; undefined where none can be made. */
function pictureName(caption: string, type: PictureType): string | undefined {
  const name = `${caption}.${type}`;
  return caption !== '' && isName(name) ? encodeName(name) : undefined;
}

/** Names that differ in case only would be one file on some disks. */
function isTaken(name: string, others: readonly string[]): boolean {
  const decoded = decodeName(name) ?? name;
  const names = others.map((other) => decodeName(other) ?? other);
  return names.includes(decoded) || clashingName(decoded, names) !== undefined;
}

function sizeProblem(size: number): string | undefined {
  return size > LARGEST_PICTURE
    ? `has ${size} bytes, and ${LARGEST_PICTURE} (1 MiB) are the most`
    : undefined;
}

function tooMany(paths: readonly string[]): string {
  const names = paths.slice(0, 3).map(shown).join(', ');
  const more = paths.length > 3 ? ` and ${paths.length - 3} more` : '';
  return `Pictures are left out, since ${MOST_PICTURES} are the most of a run: ${names}${more}. Name fewer in \`pictures\`, and the others in \`artifacts\``;
}
