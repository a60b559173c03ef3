import { stat } from 'node:fs/promises';
import { Faults } from '../../core/errors.js';
import { type Line, parseLines, splitKeyValue } from '../../core/key-values.js';
import { isFileLine, matchFiles } from '../files/globs.js';
import { type Place, placePath } from '../files/paths.js';
import { walk } from '../files/walk.js';

/** The inputs that name outputs, as the user wrote them. */
export interface OutputTexts {
  metrics: string;
  model: string;
  artifacts: string;
  pictures: string;
}

/** The files that they name now, as records name them: relative to the workspace, forward slashes. */
export interface NamedOutputs extends Record<keyof OutputTexts, string[]> {
  /** Inputs with so many files that none of them is looked at. */
  unseen: (keyof OutputTexts)[];
}

/** Files of one input that are looked at: the look costs time at either end of a run. */
const LOOKS_LIMIT = 200_000;
const MODEL_FILES_LIMIT = 100_000;

/**
 * The files that the outputs' lines name at this moment; a line that names nothing is no fault here.
 * @param faults takes what is wrong with patterns and paths, and links that lead out of the workspace (E_ARTIFACT_SYMLINK)
 */
export async function namedOutputs(place: Place, texts: OutputTexts, faults: Faults): Promise<NamedOutputs> {
  const unseen: NamedOutputs['unseen'] = [];
  const match = async (input: keyof OutputTexts, lines: readonly Line[]): Promise<string[]> => {
    const own = new Faults();
    const options = { input, linkCode: 'E_ARTIFACT_SYMLINK', limit: LOOKS_LIMIT, faults: own } as const;
    const found = await own.catch(() => matchFiles(place, lines, options));
    const isTooMany = own.list.some(({ code }) => code === 'E_FILE_TOO_LARGE');
    if (isTooMany) unseen.push(input);
    else for (const fault of own.list) faults.add(fault);
    return found?.files ?? [];
  };
  const model: string[] = [];
  for (const line of parseLines(texts.model)) {
    model.push(...((await faults.catch(() => modelFiles(place, line))) ?? []));
  }
  return {
    metrics: await match('metrics', await fileLines(place, texts.metrics)),
    model,
    artifacts: await match('artifacts', parseLines(texts.artifacts)),
    pictures: await match('pictures', parseLines(texts.pictures)),
    unseen,
  };
}

/** Lines of `metrics` that name files. */
async function fileLines(place: Place, text: string): Promise<Line[]> {
  const lines: Line[] = [];
  for (const line of parseLines(text)) {
    if (splitKeyValue(line.text) === undefined || (await isFileLine(place, line.text))) lines.push(line);
  }
  return lines;
}

async function modelFiles(place: Place, { text, line }: Line): Promise<string[]> {
  const where = `model, line ${line}`;
  const { absolute, record } = placePath(place, text, where);
  const stats = await stat(absolute).catch(() => undefined);
  if (stats === undefined) return [];
  if (!stats.isDirectory()) return [record];
  const options = { where, linkCode: 'E_ARTIFACT_SYMLINK', limit: MODEL_FILES_LIMIT } as const;
  const all = { root: absolute, within: place.workspace, enters: () => true, takes: () => true };
  const files = await walk({ ...all, ...options });
  return files.map((file) => (record === '.' ? file : `${record}/${file}`));
}
