import { UserError } from '../../core/errors.js';
import { Folder } from '../git/folder.js';
import type { ObjectStore } from '../git/object-store.js';
import { isFile } from '../git/objects.js';
import { compareFacts, type IndexProblem, parseSegment } from '../index/check.js';
import { DayFactsMaker } from '../index/day-facts.js';
import { pathOfDay } from '../index/days.js';
import { type DayFacts, daysPath, LARGEST_PART } from '../index/segment.js';
import { LARGEST_FILE, runIdOf } from '../layout.js';
import { runDecoder } from '../read/records.js';
import { finding, type LineageFinding } from './findings.js';
import type { SegmentState } from './look-ups.js';

/** Compares every state that the look-ups were ever in with the records that they were made of. */
export async function judgeLookUps(
  store: ObjectStore,
  states: Iterable<SegmentState>,
  findings: LineageFinding[],
): Promise<void> {
  for (const state of states) {
    const problems = await problemsOf(store, state);
    for (const { path, what } of problems)
      findings.push(finding('index-wrong', { path, commit: state.commit }, what));
  }
}

async function problemsOf(store: ObjectStore, { number, of, parts }: SegmentState): Promise<IndexProblem[]> {
  const problems: IndexProblem[] = [];
  const files = new Map<string, Buffer>();
  const paths = [...parts.keys()];
  await store.each(
    [...parts.values()],
    (object, index) => {
      // What is too large is damaged for its readers.
      files.set(paths[index] ?? '', Buffer.from(object?.bytes ?? ''));
    },
    { largest: LARGEST_PART },
  );
  const segment = parseSegment({ number, of }, files, problems);
  const path = daysPath(number, of);
  const facts = await factsOf(store, segment.days, (what) => problems.push({ path, what }));
  return [...problems, ...compareFacts(segment, facts)];
}

interface DayRecord {
  path: string;
  id: string;
  day: string;
}

/** What the records say that the folders of days had. @param days ids of the folders */
async function factsOf(
  store: ObjectStore,
  days: ReadonlyMap<string, string>,
  tell: (what: string) => void,
): Promise<ReadonlyMap<string, DayFacts>> {
  const trees = await store.get([...days.values()]);
  const makers = new Map<string, DayFactsMaker>();
  const records: DayRecord[] = [];
  for (const [index, [day, id]] of [...days].entries()) {
    const tree = trees[index];
    if (tree?.type !== 'tree') {
      tell(`has a folder of ${day} that the ledger never had (${id})`);
      continue;
    }
    makers.set(day, new DayFactsMaker(id));
    const entries = new Folder(tree.bytes, store.format).entries().filter(isFile);
    const own = entries.map((entry) => ({ path: `${pathOfDay(day)}/${entry.name}`, id: entry.id, day }));
    records.push(
      ...own.filter(({ path }) => runIdOf(path) !== undefined).sort((a, b) => (a.path < b.path ? -1 : 1)),
    );
  }
  await addRecords(store, { records, makers, tell });
  return new Map([...makers].map(([day, maker]) => [day, maker.made]));
}

async function addRecords(
  store: ObjectStore,
  to: { records: readonly DayRecord[]; makers: Map<string, DayFactsMaker>; tell: (what: string) => void },
): Promise<void> {
  const { records, makers, tell } = to;
  const decode = await runDecoder();
  await store.each(
    records.map(({ id }) => id),
    (object, index) => {
      const { path = '', day = '' } = records[index] ?? {};
      const maker = makers.get(day);
      if (maker === undefined) return;
      try {
        maker.add(decode(path, object?.bytes ?? Buffer.alloc(0)));
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        makers.delete(day);
        tell(`has ${day}, of which a record cannot be read: ${path}`);
      }
    },
    { largest: LARGEST_FILE },
  );
}
