import { isId } from '../../core/ids.js';
import { modelOfEntry } from '../index/model-entries.js';
import { ALL_SEGMENTS, pathsOfSegment, type SegmentsFolder, segmentOf } from '../index/segment.js';
import { dayFolder, INDEX, RUNS } from '../layout.js';
import { finding, type LineageFinding } from './findings.js';
import type { Change } from './history.js';
import { isDerived } from './paths.js';
import type { Walk } from './walk.js';

/** A segment of the index as one commit left it. */
export interface SegmentState {
  number: number;
  of: SegmentsFolder;
  /** Ids of the parts that were there, by path. */
  parts: ReadonlyMap<string, string>;
  /** The commit that made it so. */
  commit: string;
}

const NO_FILE = /^0+$/;

/** Follows `index/` through a history: what its look-ups were after each commit, and all in it that is no part of it. */
export class IndexWalk {
  readonly findings: LineageFinding[] = [];
  /** Every state that a segment was ever in, each once. */
  readonly states = new Map<string, SegmentState>();
  /** Ids of the parts of segments, by path. */
  readonly #parts = new Map<string, string>();

  /** Takes what a commit changed, after {@link Walk.take} has. */
  take(commit: string, changes: readonly Change[], walk: Walk): void {
    const touched = new Map(ALL_SEGMENTS.map((of) => [of, new Set<number>()]));
    for (const { path, newId } of changes) {
      if (!isDerived(path)) continue;
      const part = segmentOf(path);
      if (part !== undefined) {
        touched.get(part.of)?.add(part.segment);
        if (NO_FILE.test(newId)) this.#parts.delete(path);
        else this.#parts.set(path, newId);
      } else if (!NO_FILE.test(newId) && modelOfEntry(path) === undefined)
        this.#requireCopy({ path, newId, commit }, walk);
    }
    for (const [of, numbers] of touched) for (const number of numbers) this.#keep({ number, of }, commit);
  }

  #keep({ number, of }: Pick<SegmentState, 'number' | 'of'>, commit: string): void {
    const parts = new Map(
      pathsOfSegment(number, of).flatMap((path) => {
        const id = this.#parts.get(path);
        return id === undefined ? [] : [[path, id] as const];
      }),
    );
    const key = [...parts].join();
    // Without any of its files it is gone, as after the index was made anew.
    if (parts.size > 0 && !this.states.has(key)) this.states.set(key, { number, of, parts, commit });
  }

  /** All else in the index is a copy of a folder of runs, with the same files. */
  #requireCopy({ path, newId, commit }: { path: string; newId: string; commit: string }, walk: Walk): void {
    const original = originalOf(path);
    const known = original === undefined ? undefined : walk.file(original);
    if (known !== undefined && known.id === newId) return;
    const what =
      original === undefined ? 'is no part of an index' : `is no copy of ${original}, which it stands for`;
    this.findings.push(finding('index-wrong', { path, commit }, what));
  }
}

/** The file that one in a copy of a folder of runs is the same as; undefined for what is in no such copy. */
function originalOf(path: string): string | undefined {
  const within = path.slice(INDEX.length + 1);
  const [, year, month, rest] = /^(\d{4})-(\d\d)\/(.+)$/.exec(within) ?? [];
  if (rest !== undefined) return `${RUNS}/${year}/${month}/${rest}`;
  const [, name, id = ''] = /^day\/(([0-9a-f]{32})[./].*)$/.exec(within) ?? [];
  return name !== undefined && isId(id) ? `${dayFolder(id)}/${name}` : undefined;
}
