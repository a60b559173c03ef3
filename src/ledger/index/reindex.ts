import type { Log } from '../../core/log.js';
import { INDEX } from '../layout.js';
import type { Ledger, LedgerView, NewFile, Plan } from '../ledger.js';
import { batchesOf, readDayFacts, type UnreadableDay } from './day-facts.js';
import { copiesOf, daysOf } from './days.js';
import { tolerant } from './look-up.js';
import { makeSegments } from './make-segments.js';
import { entryFiles, MODEL_ENTRIES, modelTrees } from './model-entries.js';
import { ALL_SEGMENTS, SEGMENTS } from './segment.js';

/** Records of a segment, unless one day has more. */
const SEGMENT_RECORDS = 2_000;

export interface Reindexed {
  days: number;
  records: number;
  /** Days without look-ups, since a record of theirs cannot be read. */
  unreadable: UnreadableDay[];
  /** The commit that holds the new index; null when the one there was is the same. */
  commit: string | null;
}

/**
 * Makes the index anew from the records, as one commit.
 * @throws UserError E_LEDGER_*; then the index is as it was
 */
export async function reindex(ledger: Ledger, options: { log: Log }): Promise<Reindexed> {
  const { value, commit } = await ledger.write((view) => planOf(view, options.log));
  return { ...value, commit };
}

async function planOf(view: LedgerView, log: Log): Promise<Plan<Omit<Reindexed, 'commit'>>> {
  const files: NewFile[] = [];
  const value = { days: 0, records: 0, unreadable: [] as UnreadableDay[] };
  const days = new Map([...(await daysOf(view))].reverse());
  const next = new Map(ALL_SEGMENTS.map((of) => [of, 1]));
  for await (const batch of batchesOf(view, days, SEGMENT_RECORDS)) {
    const { facts, unreadable } = await readDayFacts(view, batch);
    for (const [of, first] of next) {
      const made = makeSegments(facts, { first, of }, log);
      next.set(of, made.next);
      files.push(...made.files);
      if (of === SEGMENTS) {
        value.days += made.days.length;
        value.records += made.records;
      }
    }
    value.unreadable.push(...unreadable);
    log.debug(`index: ${value.days} of ${days.size} days, ${value.records} records`);
  }
  files.push(...(await entryFiles(view, await modelTrees(view))));
  const message = { subject: `index: made anew from ${value.records} runs`, trailers: [] };
  if (await isIndex(view, files)) return { files: [], message, value };
  return { files, message, value, resetIndex: true };
}

/** Whether the look-ups are these files, byte by byte, and the copies of folders are as they should be. */
async function isIndex(view: LedgerView, files: readonly NewFile[]): Promise<boolean> {
  const same = await tolerant(undefined, async () => {
    const folders = await view.subfolders(INDEX);
    for (const [path, id] of await copiesOf(view))
      if (folders.get(path.slice(INDEX.length + 1)) !== id) return false;
    const wanted = new Map(files.map((file) => [file.path, file.bytes]));
    const paths: string[] = [];
    for (const of of [...ALL_SEGMENTS, MODEL_ENTRIES]) paths.push(...(await view.list(of)));
    if (paths.length !== wanted.size || !paths.every((path) => wanted.has(path))) return false;
    const found = await view.read(paths);
    return files.every(({ path, bytes }) => found.get(path)?.equals(bytes));
  });
  return same ?? false;
}
