import type { AskRecall } from '../../../src/commands/recalled/ask.js';
import { Recalled } from '../../../src/commands/recalled/recalled.js';
import type { RecallEvent } from '../../../src/core/generated/types.js';
import { RECALLS, recallPath } from '../../../src/ledger/layout.js';
import type { LedgerView } from '../../../src/ledger/ledger.js';
import { encodeRecord } from '../../../src/ledger/read/records.js';
import { adding, Folders, RecordingLog } from '../../ledger/fixtures.js';
import { clearedEvent, recalledEvent } from './events.js';
import { addRuns, emptyLedger, id, trained } from './world.js';

const folders = new Folders();
afterAll(() => folders.remove());

const HONEST = trained('a');
const BAD = trained('b');

/** Recalls of a run, each of which something lifts. */
function lifted(recalls: number, lifts = 1): RecallEvent[] {
  return Array.from({ length: recalls }, () =>
    recalledEvent({ what: { kind: 'run', run_id: id('b') } }),
  ).flatMap((recall) => [
    recall,
    ...Array.from({ length: lifts }, () => clearedEvent([recall.event_id], null, [])),
  ]);
}

/** What is said of both runs, and what it took: files of the ledger that were shown, but for those of recalls, and questions. */
async function said(events: readonly RecallEvent[], answer: AskRecall) {
  const ledger = await emptyLedger(folders);
  await addRuns(ledger, HONEST, BAD);
  const files = events.map(async (event) => ({
    path: recallPath(event.event_id),
    bytes: await encodeRecord('recallEvent', event),
  }));
  await ledger.write(adding(...(await Promise.all(files))));
  const read = new Set<string>();
  const asked: string[] = [];
  const log = new RecordingLog();
  const askRecall: AskRecall = (event, all) => {
    asked.push(event.event_id);
    return answer(event, all);
  };
  const view = counting(await ledger.view(), read);
  const recalled = new Recalled(view, { askRecall, log });
  const rules = async (run: typeof BAD) =>
    (await recalled.findings(run, { subject: 'clf' })).map(({ rule, severity }) => `${rule} ${severity}`);
  const honest = await rules(HONEST);
  const [seen, questions] = [[...read], [...asked]];
  return {
    isEmpty: await recalled.isEmpty(),
    honest,
    read: seen,
    asked: questions,
    bad: await rules(BAD),
    log,
  };
}

function counting(view: LedgerView, read: Set<string>): LedgerView {
  const note = (paths: readonly string[]) => {
    for (const path of paths) if (!path.startsWith(`${RECALLS}/`)) read.add(path);
  };
  return {
    commit: view.commit,
    parked: view.parked,
    list: (folder) => view.list(folder),
    look: (folder) => view.look(folder),
    names: (folder) => view.names(folder),
    subfolders: (folder) => view.subfolders(folder),
    open: (paths) => view.open(paths),
    bring: async (paths) => {
      for (const path of paths) if (path !== RECALLS) read.add(path);
      await view.bring(paths);
    },
    has: (paths) => view.has(paths),
    read: async (paths) => {
      note(paths);
      return view.read(paths);
    },
    each: async (paths, visit, options) => {
      note(paths);
      await view.each(paths, visit, options);
    },
  };
}

const confirms: AskRecall = async () => ({ state: 'confirmed', notes: [], conclusion: null });
const knowsNothing: AskRecall = async () => ({ state: 'unknown', why: 'is of a run that is gone' });
const contradicts: AskRecall = async ({ type }) =>
  type === 'cleared'
    ? { state: 'contradicted', why: ['is of nobody who may'] }
    : { state: 'confirmed', notes: [], conclusion: null };

test('where GitHub confirms that a few recalls are lifted, nothing else is read, and each lift is asked about once', async () => {
  const events = lifted(5);
  const cleared = events.filter(({ type }) => type === 'cleared').map(({ event_id }) => event_id);
  const found = await said(events, confirms);
  expect(found).toMatchObject({ isEmpty: true, honest: [], bad: [], read: [] });
  expect(found.asked.sort()).toEqual(cleared.sort());
});

test.each([
  ['does not confirm it', knowsNothing],
  ['contradicts it', contradicts],
])('where GitHub %s, what comes from it is refused, and it is told where it matters', async (_, answer) => {
  const found = await said(lifted(1), answer);
  expect(found).toMatchObject({ isEmpty: false, honest: [], bad: ['recalled error'] });
  expect(found.read).not.toEqual([]);
  expect(found.log.lines.filter((line) => line.includes('does not count'))).toHaveLength(1);
});

test.each([
  ['many recalls', () => lifted(6)],
  ['many lifts of one', () => lifted(1, 6)],
  ['one that is open', () => [...lifted(1), recalledEvent()]],
])(
  'with %s GitHub is asked about what matters alone',
  async (_, events) => {
    const found = await said(events(), knowsNothing);
    expect(found).toMatchObject({ isEmpty: false, honest: [], asked: [] });
  },
  60_000,
);
