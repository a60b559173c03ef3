import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { type Faults, UserError } from '../core/errors.js';
import type { WholeHistory } from '../core/long-history.js';
import { parseSeriesLine, type SeriesPoint, seriesLine } from '../core/series.js';
import { type ArtifactFile, describeEach } from './artifacts.js';

/** What a long history is called among the artifacts of its run. */
const NAME = 'metrics-history';
const ENDING = '.ndjson.gz';
/** Lines that are made at once. */
const BATCH = 1000;
/** Characters of a file that are read at most, so that a small one cannot be made to fill the memory or the day. */
const LARGEST = 4 * 1024 * 1024 * 1024;
/** Longer than any line that holds a point. */
const LONGEST_LINE = 16_384;

interface Options {
  /** Absolute folder that is made if need be. */
  root: string;
  /** Paths of artifacts that the run has already. */
  taken: readonly string[];
  run_id: string;
  /** Whether a point may be told. */
  isTold(point: SeriesPoint): boolean;
  /** Gets E_STORE_UPLOAD, E_FILE_*. */
  faults: Faults;
}

/** Writes all of a run's history to a file, for an artifact: one point a line as in a series file, compressed by gzip. */
export async function writeHistory(
  { all }: WholeHistory,
  { root, taken, run_id, isTold, faults }: Options,
): Promise<ArtifactFile | undefined> {
  const name = taken.includes(NAME + ENDING) ? `${NAME}-${run_id}${ENDING}` : NAME + ENDING;
  return faults.catch(async () => {
    try {
      await mkdir(root, { recursive: true });
      await pipeline(
        Readable.from(texts(all, isTold)),
        createGzip(),
        createWriteStream(path.join(root, name), { mode: 0o600 }),
      );
    } catch (error) {
      throw unwritten(name, error as NodeJS.ErrnoException);
    }
    const [file] = await describeEach({ root }, [{ path: name, kind: 'metrics' }], faults);
    return file;
  });
}

function* texts(points: Iterable<SeriesPoint>, isTold: Options['isTold']): Generator<string> {
  let lines: string[] = [];
  for (const point of points) {
    if (isTold(point)) lines.push(seriesLine(point));
    if (lines.length < BATCH) continue;
    yield lines.join('');
    lines = [];
  }
  yield lines.join('');
}

function unwritten(name: string, { code, message }: NodeJS.ErrnoException): unknown {
  return new UserError({
    code: 'E_STORE_UPLOAD',
    what: `The whole history of the metrics cannot be written (${code ?? message})`,
    where: name,
    mend: 'Make room in the temp folder, and run it again',
  });
}

/**
 * The points of one metric in such a file, one after the other; what is no point is passed over.
 * @param source bytes of the file
 * @throws Error where it cannot be read, or is no gzip
 */
export async function* readHistory(source: Readable, key: string): AsyncGenerator<SeriesPoint> {
  // Of the others nothing is parsed.
  const beginning = `{"key":${JSON.stringify(key)},`;
  const text = source.pipe(createGunzip()).setEncoding('utf8');
  // `pipe` hands no failure on.
  source.once('error', (error) => text.destroy(error));
  let [rest, size] = ['', 0];
  try {
    for await (const chunk of text as AsyncIterable<string>) {
      size += chunk.length;
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      if (size > LARGEST || rest.length > LONGEST_LINE) throw new Error('it is no history');
      for (const line of lines) {
        const point = line.startsWith(beginning) ? parseSeriesLine(line) : undefined;
        if (point !== undefined) yield point;
      }
    }
  } finally {
    source.destroy();
    text.destroy();
  }
}
