import { sortFiles } from '../../core/digest.js';
import type { ErrorCode } from '../../core/error-codes.js';
import { type Fault, Faults } from '../../core/errors.js';
import { keyProblem, type Line, parseLines, shown, splitKeyValue } from '../../core/key-values.js';
import { isFileLine, matchFiles } from '../files/globs.js';
import { type Place, pathNameFaults, type SourceFile } from '../files/paths.js';
import { walked } from '../files/walk.js';

export interface InlinePair {
  key: string;
  value: string;
  /** The input and line. */
  where: string;
}

export interface InputLines {
  pairs: InlinePair[];
  /** Files in the workspace, sorted; `shown` is the path that records have. */
  files: SourceFile[];
}

export interface InputText {
  text: string;
  place: Place;
  /** Name of the input, for messages. */
  input: string;
  /** Code of what is wrong with an inline pair. */
  code: ErrorCode;
}

const FILES_LIMIT = 1000;

/**
 * The lines of `params` or `metrics`: `key=value`, or the path or pattern of files. A line that is the path of a file is that, `=` or not.
 * What the faulty lines do not touch is returned all the same.
 * @param faults gets the given code, E_PATH_MISSING, and those of {@link matchFiles}
 */
export async function readInputLines(
  { text, place, input, code }: InputText,
  faults: Faults,
): Promise<InputLines> {
  const pairs: InlinePair[] = [];
  const globs: Line[] = [];
  for (const line of parseLines(text)) {
    const pair = (await isFileLine(place, line.text)) ? undefined : splitKeyValue(line.text);
    if (pair === undefined) {
      globs.push(line);
      continue;
    }
    const [key, value] = pair;
    const where = `${input}, line ${line.line}`;
    const problem = keyProblem(key);
    if (problem === undefined) pairs.push({ key, value, where });
    else
      faults.add({
        code,
        what: `The key ${shown(key)} ${problem}`,
        where,
        mend: 'Write the line as key=value',
      });
  }
  return { pairs, files: await filesOf(globs, { place, input, faults }) };
}

async function filesOf(
  globs: readonly Line[],
  { place, input, faults }: { place: Place; input: string; faults: Faults },
): Promise<SourceFile[]> {
  const options = { input, linkCode: 'E_PATH_OUTSIDE', limit: FILES_LIMIT } as const;
  const found = await faults.catch(() => matchFiles(place, globs, options));
  for (const line of found?.unmatched ?? []) faults.add(missingFile(line, input));
  const paths = found?.files ?? (await filesLineByLine(globs, (lines) => matchFiles(place, lines, options)));
  const named = paths.filter((path) => {
    const problems = pathNameFaults(path, input);
    for (const fault of problems) faults.add(fault);
    return problems.length === 0;
  });
  return sortFiles(named.map((path) => ({ path }))).map(({ path }) => ({
    absolute: walked(place.workspace, path),
    within: place.workspace,
    shown: path,
  }));
}

/** The files of the lines that have no fault, once it is known that one has, and which. */
async function filesLineByLine(
  globs: readonly Line[],
  match: (lines: readonly Line[]) => Promise<{ files: string[] }>,
): Promise<string[]> {
  const isExclude = ({ text }: Line) => text.startsWith('!');
  const paths = new Set<string>();
  for (const line of globs.filter((one) => !isExclude(one))) {
    const ignored = new Faults();
    const excludes = globs.filter((other) => isExclude(other) && other.line > line.line);
    const found = await ignored.catch(() => match([line, ...excludes]));
    for (const path of found?.files ?? []) paths.add(path);
  }
  return [...paths];
}

function missingFile({ text, line }: Line, input: string): Fault {
  return {
    code: 'E_PATH_MISSING',
    what: `No file matches ${shown(text)}`,
    where: `${input}, line ${line}`,
    mend: 'Write key=value, or the path of a file that exists when the training has ended; paths count from working-directory',
  };
}
