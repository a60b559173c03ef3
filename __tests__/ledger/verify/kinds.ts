import { digestOfFiles, sha256 } from '../../../src/core/digest.js';
import type { ModelEvent, ModelVersion, RunRecord } from '../../../src/core/generated/types.js';
import { canonicalJson } from '../../../src/core/json.js';
import { DayFactsMaker } from '../../../src/ledger/index/day-facts.js';
import { ALL_SEGMENTS, segmentFiles } from '../../../src/ledger/index/segment.js';
import {
  bootstrapFiles,
  eventPath,
  runFolder,
  runIdOf,
  runPath,
  seriesPath,
  versionPath,
} from '../../../src/ledger/layout.js';
import { DAY, idAt, modelVersion, registered, runRecord } from '../fixtures.js';
import {
  type Files,
  foldersOf,
  momentOf,
  type Node,
  placeIn,
  type RawBranch,
  type RawRepository,
} from './raw-ledger.js';

const HOUR = 3_600_000;
/** The run behind both versions, one with curves, one to register, one that failed, one of a fork, and one that comes last. */
export const FIRST = idAt(DAY, 1);
export const SECOND = idAt(DAY + HOUR, 2);
export const NEXT = idAt(DAY + 2 * HOUR, 3);
export const FAILED = idAt(DAY + 3 * HOUR, 4);
export const FORK = idAt(DAY + 4 * HOUR, 5);
export const NEW = idAt(DAY + 5 * HOUR, 6);
/** When the branch is tampered with, and when it is looked at. */
export const LATER = DAY + 6 * HOUR;
export const NOW = DAY + 48 * HOUR;

const TAGS = { dataset_version: 'orders_v2.1', git_commit: 'abc', triggered_by: 'local' };
const PNG = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const POINT = '{"key":"loss","value":0.5,"step":1,"at":null}\n';
const iso = (time: number) => new Date(time).toISOString();

function runText(id: string, changes: Partial<RunRecord> = {}, models: readonly number[] = []): string {
  const at = momentOf(id);
  const record = runRecord(id, { started_at: iso(at), ended_at: iso(at + 5_000), ...changes });
  const made = models.map((number) => ({ path: `model-${number}.bin`, manifest: manifestOf(number) }));
  return canonicalJson({ ...record, outputs: { ...record.outputs, models: made } });
}

function manifestOf(number: number): ModelVersion['manifest'] {
  return modelVersion('clf', number).manifest;
}

function versionOf(number: number, changes: Partial<ModelVersion> = {}): ModelVersion {
  const record = modelVersion('clf', number);
  return {
    ...record,
    run_id: FIRST,
    run_path: `model-${number}.bin`,
    registered_at: iso(DAY + HOUR),
    // As a registration takes them.
    tags: changes.run_id === NEXT ? TAGS : {},
    ...changes,
  };
}

function versionText(number: number, changes: Partial<ModelVersion> = {}): string {
  return canonicalJson(versionOf(number, changes));
}

let events = 0;

/** An event that comes next. @returns its path and its text */
function eventOf(body: object, previous: string | null, changes: object = {}): [path: string, text: string] {
  events += 1;
  const at = DAY + 2 * HOUR + events * 1_000;
  const event = {
    schema: 'lineage-gate/model-event/v1',
    event_id: idAt(at, 1_000 + events),
    model: 'clf',
    version: 1,
    at: iso(at),
    actor: null,
    ci_run_url: null,
    previous,
    ...body,
    ...changes,
  } as ModelEvent;
  return [eventPath(event.model, event.event_id), canonicalJson(event)];
}

function registeredBody(number: number, changes: object = {}): object {
  const { run_id: _, ...event } = registered('clf', number, null) as Extract<
    ModelEvent,
    { type: 'registered' }
  >;
  return {
    type: 'registered',
    version: number,
    run_id: FIRST,
    manifest_digest: event.manifest_digest,
    ...changes,
  };
}

const stage = (version: number, from: string, to: string) => ({
  ...{ type: 'stage-changed', version, from_stage: from, to_stage: to, reason: null },
});

/** Events of `clf`, in the order of their chain: registered 1, Production 1, registered 2, alias 2. */
const CHAIN: [path: string, text: string][] = [];
for (const body of [
  registeredBody(1),
  stage(1, 'None', 'Production'),
  registeredBody(2),
  { type: 'alias-set', version: 2, alias: 'champion' },
])
  CHAIN.push(eventOf(body, CHAIN.length === 0 ? null : sha256(CHAIN.at(-1)?.[1] ?? '')));
const [REGISTERED_1, PRODUCTION, REGISTERED_2, ALIAS] = CHAIN as [
  [string, string],
  [string, string],
  [string, string],
  [string, string],
];
const LAST = sha256(ALIAS[1]);
const [VERSION_1, VERSION_2, VERSION_3] = [1, 2, 3].map((number) => versionPath('clf', number)) as [
  string,
  string,
  string,
];
const DAY_FOLDER = runPath(FIRST).slice(0, -38);

/** @param previous of the event that disowns, by the digest of the one that it names */
function disowned(previous: (digest: string) => string): (branch: RawBranch) => void {
  return (branch) => {
    const [path, text] = eventOf(stage(2, 'Staging', 'Archived'), LAST);
    const digest = sha256(text);
    const body = {
      type: 'disowned',
      version: null,
      records: [{ path, digest }],
      reason: 'nobody asked for it',
    };
    const [later, said] = eventOf(body, previous(digest));
    branch.commit({ set: { [path]: text } });
    branch.commit({ set: { [later]: said } });
  };
}

/** A sound ledger: runs with curves and a picture, two versions of `clf`, the first of them in Production. */
export function soundBranch(repo: RawRepository): RawBranch {
  const branch = repo.branch(DAY);
  const begin = Object.fromEntries(bootstrapFiles().map(({ path, bytes }) => [path, bytes]));
  const picture = `${runFolder(FIRST)}/curve.png`;
  branch.commit({ set: { ...begin, [runPath(FIRST)]: runText(FIRST, {}, [1, 2]), [picture]: PNG }, at: DAY });
  branch.commit({ set: { [runPath(SECOND)]: runText(SECOND), [seriesPath(SECOND)]: POINT }, at: DAY + HOUR });
  const models = { [VERSION_1]: versionText(1), [VERSION_2]: versionText(2) };
  branch.commit({ set: { ...models, ...Object.fromEntries(CHAIN) }, at: DAY + 2 * HOUR });
  branch.commit({ set: { [runPath(NEXT)]: runText(NEXT, { tags: TAGS }, [3]) }, at: DAY + 2 * HOUR });
  const context = { ...runRecord(FORK).context, trust: 'fork' as const };
  const failed = { [runPath(FAILED)]: runText(FAILED, { status: 'FAILED' }, [4]) };
  const fork = { [runPath(FORK)]: runText(FORK, { context }, [5]) };
  branch.commit({ set: { ...failed, ...fork }, at: DAY + 4 * HOUR });
  return branch;
}

export type Tamper = (branch: RawBranch) => void;

const set =
  (files: Record<string, string | Buffer>): Tamper =>
  (branch) => {
    branch.commit({ set: files });
  };
const remove =
  (...paths: string[]): Tamper =>
  (branch) => {
    branch.commit({ remove: paths });
  };
const raw =
  (change: (top: Node[]) => void): Tamper =>
  (branch) => {
    branch.commit({ raw: change });
  };
const mode = (path: string, to: string) =>
  raw((top) => {
    placeIn(top, path).node.mode = to;
  });
const newRun = (content: string | Buffer) => set({ [runPath(NEW)]: content });
const file = (name: string, content: string | Buffer, mode = '100644'): Node => ({
  mode,
  name,
  bytes: Buffer.from(content),
});
/** A third version with its event. */
const third = (version: Partial<ModelVersion>, event: object = {}) =>
  set({
    [VERSION_3]: versionText(3, version),
    ...Object.fromEntries([eventOf(registeredBody(3, event), LAST)]),
  });
const event = (body: object, previous: string | null = LAST, changes: object = {}) =>
  set(Object.fromEntries([eventOf(body, previous, changes)]));

const EDITED_RUN = runText(SECOND, { duration_s: 1 });
const SECOND_PATH = runPath(SECOND);
const NEW_FOLDER = runFolder(NEW);

export const HISTORY: Record<string, Tamper> = {
  'a record edited': set({ [SECOND_PATH]: EDITED_RUN }),
  'a record removed': remove(SECOND_PATH, seriesPath(SECOND)),
  'a record moved to another day': (branch) => {
    const elsewhere = SECOND_PATH.replace('/21/', '/20/');
    branch.commit({ set: { [elsewhere]: runText(SECOND) }, remove: [SECOND_PATH, seriesPath(SECOND)] });
  },
  'a record removed, and written anew with other bytes': (branch) => {
    branch.commit({ remove: [SECOND_PATH] });
    branch.commit({ set: { [SECOND_PATH]: EDITED_RUN } });
  },
  'a record edited, and put back': (branch) => {
    branch.commit({ set: { [SECOND_PATH]: EDITED_RUN } });
    branch.commit({ set: { [SECOND_PATH]: runText(SECOND) } });
  },
  'curves edited': set({ [seriesPath(SECOND)]: POINT.replace('0.5', '0.1') }),
  'curves removed': remove(seriesPath(SECOND)),
  'a picture exchanged': set({ [`${runFolder(FIRST)}/curve.png`]: Buffer.concat([PNG, PNG]) }),
  'a version edited': set({ [VERSION_1]: versionText(1, { description: 'better' }) }),
  'a version given another model': set({ [VERSION_1]: versionText(1, { manifest: manifestOf(7) }) }),
  'a version given another run': set({ [VERSION_1]: versionText(1, { run_id: NEXT }) }),
  'an event edited': set({ [PRODUCTION[0]]: PRODUCTION[1].replace('"Production"', '"Staging"') }),
  'the model of a run edited': set({ [runPath(FIRST)]: runText(FIRST, {}, [2]) }),
  'ledger.json edited': set({ 'ledger.json': '{"format":1}' }),
  'ledger.json removed': remove('ledger.json'),
  'README.md edited': set({ 'README.md': 'hello' }),
  'README.md removed': remove('README.md'),
  'a merge': (branch) => {
    const side = branch.fork();
    side.commit({ set: { [runPath(NEW)]: runText(NEW) } });
    const [one = '', other = ''] = [branch.tip, side.tip];
    branch.commit({ set: { [runPath(NEW)]: runText(NEW) }, parents: [one, other] });
  },
  'a merge that loses a record of one side': (branch) => {
    const side = branch.fork();
    side.commit({ set: { [runPath(NEW)]: runText(NEW) } });
    const [one = '', other = ''] = [branch.tip, side.tip];
    branch.commit({ parents: [one, other] });
  },
  'a second beginning': (branch) => {
    const other = branch.repo.branch(LATER).commit({ set: { 'train.py': 'x' } });
    branch.commit({ set: { 'train.py': 'x' }, parents: [branch.tip ?? '', other] });
  },
};

export const PLAIN_FILES: Record<string, Tamper> = {
  'a link among the records': raw((top) => {
    placeIn(top, `${DAY_FOLDER}/${FIRST}.json`).folder.push(file(`${NEW}.json`, '/etc/passwd', '120000'));
  }),
  'a record made a link': mode(SECOND_PATH, '120000'),
  'a record made executable': mode(SECOND_PATH, '100755'),
  'a record that its group may write (100664)': mode(SECOND_PATH, '100664'),
  'a record for its owner alone (100600)': mode(SECOND_PATH, '100600'),
  'a version for its owner alone (100600)': mode(VERSION_1, '100600'),
  'the folder of a day with a zero before its mode (040000)': mode(DAY_FOLDER, '040000'),
  'the folder of a model with a zero before its mode (040000)': mode('models/clf', '040000'),
  'an empty folder in the place of a record': raw((top) => {
    const { folder } = placeIn(top, SECOND_PATH);
    folder.push({ mode: '40000', name: `${NEW}.json`, folder: [] });
  }),
  'a record replaced by a folder': (branch) => {
    branch.commit({ set: { [`${SECOND_PATH}/x.json`]: '{}' }, remove: [SECOND_PATH] });
  },
  'a file in the place of the folder of models': (branch) => {
    const gone = [...branch.files.keys()].filter((path) => path.startsWith('models/'));
    branch.commit({ set: { models: 'x' }, remove: gone });
  },
  'a record that is there twice': raw((top) => {
    const { folder, index } = placeIn(top, SECOND_PATH);
    folder.splice(index, 0, file(`${SECOND}.json`, EDITED_RUN));
  }),
  'a file and a folder of one name': raw((top) => {
    const { folder, index } = placeIn(top, 'models/clf');
    folder.splice(index, 0, file('clf', 'x'));
  }),
  'a record as one entry at the top, with slashes in its name': raw((top) => {
    top.push(file(runPath(NEW), runText(NEW)));
  }),
  'a day as one entry at the top, which git finds before the true one': raw((top) => {
    top.unshift({ mode: '40000', name: DAY_FOLDER, folder: [file(`${SECOND}.json`, EDITED_RUN)] });
  }),
  'a folder that is not sorted': raw((top) => {
    placeIn(top, SECOND_PATH).folder.reverse();
  }),
  'a name of two dots': raw((top) => {
    placeIn(top, SECOND_PATH).folder.unshift(file('..', 'x'));
  }),
};

export const CONTENTS: Record<string, Tamper> = {
  'a record of 0 bytes': newRun(''),
  'a record that is not UTF-8': newRun(Buffer.from([0x7b, 0xff, 0x7d])),
  'a record that is no JSON': newRun('not json\n'),
  'a record nested without end': newRun('['.repeat(100_000)),
  'a record with a key __proto__': newRun(runText(NEW).replace('{\n', '{\n  "__proto__": {},\n')),
  'a record that does not fit its schema': newRun(runText(NEW).replace('"FINISHED"', '"GREAT"')),
  'a record that is not canonical': newRun(JSON.stringify(JSON.parse(runText(NEW)))),
  'the record of another run': newRun(runText(SECOND)),
  'a run in the folder of another day': set({ [`runs/2025/01/01/${NEW}.json`]: runText(NEW) }),
  'a run under no run id': set({ [`${DAY_FOLDER}/${'0'.repeat(32)}.json`]: '{}' }),
  'files at unknown paths': set({ 'notes.txt': 'x', 'runs/ünï': 'x', 'models/clf/readme.md': 'x' }),
  'a file deeper than anything that a ledger holds': set({ [`models/${'a/'.repeat(30)}x.json`]: '{}' }),
  'curves without a run': set({ [seriesPath(NEW)]: POINT }),
  'curves that are none': set({
    [runPath(NEW)]: runText(NEW),
    [seriesPath(NEW)]: POINT.replace('0.5', '"a"'),
  }),
  'curves that came later': set({ [seriesPath(NEXT)]: POINT }),
  'a picture that came later': set({ [`${runFolder(NEXT)}/roc.png`]: PNG }),
  'a picture that is a program by its content': set({
    [runPath(NEW)]: runText(NEW),
    [`${NEW_FOLDER}/roc.png`]: '#!/bin/sh\n',
  }),
  'a picture of another type than its name says': set({
    [runPath(NEW)]: runText(NEW),
    [`${NEW_FOLDER}/roc.jpg`]: PNG,
  }),
  'a picture of more than 1 MiB': set({
    [runPath(NEW)]: runText(NEW),
    [`${NEW_FOLDER}/roc.png`]: Buffer.concat([PNG, Buffer.alloc(1024 * 1024)]),
  }),
  'five pictures of a run': set({
    [runPath(NEW)]: runText(NEW),
    ...Object.fromEntries([1, 2, 3, 4, 5].map((number) => [`${NEW_FOLDER}/${number}.png`, PNG])),
  }),
  'something else in the folder of a run': set({
    [runPath(NEW)]: runText(NEW),
    [`${NEW_FOLDER}/page.html`]: '<script>',
    [`${NEW_FOLDER}/a/roc.png`]: PNG,
  }),
  'a run with a manifest whose digest is not that of its files': (branch) => {
    const manifest = { ...manifestOf(3), files: manifestOf(8).files };
    const record = JSON.parse(runText(NEW)) as RunRecord;
    const outputs = { ...record.outputs, models: [{ path: 'model-3.bin', manifest }] };
    branch.commit({ set: { [runPath(NEW)]: canonicalJson({ ...record, outputs }) } });
  },
};

export const MODELS: Record<string, Tamper> = {
  'an event removed': remove(PRODUCTION[0]),
  'the last event removed': remove(ALIAS[0]),
  'the event that registered a version removed': remove(REGISTERED_2[0], ALIAS[0]),
  'an event that follows one in the middle': event(stage(2, 'None', 'Production'), sha256(REGISTERED_1[1])),
  'an event that follows none': event(stage(2, 'None', 'Production'), sha256('nothing')),
  'an event of another model': (branch) => {
    const [path, text] = eventOf(stage(2, 'None', 'Production'), LAST, { model: 'churn' });
    branch.commit({ set: { [path.replace('models/churn', 'models/clf')]: text } });
  },
  'an event of a version that is not there': event({ type: 'alias-set', version: 9, alias: 'next' }),
  'a folder named like no model': set({ [`models/%41/events/${NEW}.json`]: '{}' }),
  'a version removed': remove(VERSION_1),
  'a version far ahead': set({ [versionPath('clf', 9)]: versionText(9) }),
  'a version that nothing registers': set({ [VERSION_3]: versionText(3, { run_id: NEXT }) }),
  'a version of a number that is none': set({ 'models/clf/versions/03.json': '{}' }),
  'a version under another number': set({ [VERSION_3]: versionText(2) }),
  'a version registered twice': event(registeredBody(2)),
  'a version with another manifest than was registered': third(
    { run_id: NEXT },
    { run_id: NEXT, manifest_digest: manifestOf(8).digest },
  ),
  'a version of another run than was registered': third({ run_id: NEXT }, { run_id: FIRST }),
  'a version of a run that is not there': third({ run_id: NEW }, { run_id: NEW }),
  'a version of a run that failed': third(
    { run_id: FAILED, run_path: 'model-4.bin', manifest: manifestOf(4) },
    { run_id: FAILED, manifest_digest: manifestOf(4).digest },
  ),
  'a version of a run of a fork': third(
    { run_id: FORK, run_path: 'model-5.bin', manifest: manifestOf(5) },
    { run_id: FORK, manifest_digest: manifestOf(5).digest },
  ),
  'a version that its run did not make': third({}, { run_id: FIRST }),
  'a version at another path of its run': third({ run_id: NEXT, run_path: 'other.bin' }, { run_id: NEXT }),
  'a version whose manifest has other files': (branch) => {
    const files = manifestOf(8).files;
    const manifest = { ...manifestOf(3), files };
    if (digestOfFiles(files) === manifest.digest) throw new Error('the digest would be true');
    third({ run_id: NEXT, manifest }, { run_id: NEXT })(branch);
  },
  'a stage left that the version was not in': event(stage(2, 'Staging', 'Archived')),
  'an event that cannot apply, disowned by the one that follows it': disowned((digest) => digest),
  'an event that follows the same one as another, disowned by that one': disowned(() => LAST),
  'the run to be registered, with another file in its manifest': (branch) => {
    const record = JSON.parse(runText(NEXT, { tags: TAGS }, [3])) as RunRecord;
    const manifest = { ...manifestOf(3), files: manifestOf(8).files };
    const outputs = { ...record.outputs, models: [{ path: 'model-3.bin', manifest }] };
    branch.commit({ set: { [runPath(NEXT)]: canonicalJson({ ...record, outputs }) } });
  },
  'the run behind Production made to fail': set({
    [runPath(FIRST)]: runText(FIRST, { status: 'FAILED' }, [1, 2]),
  }),
  'the run behind Production removed': remove(runPath(FIRST), `${runFolder(FIRST)}/curve.png`),
  'Production given to a version of another run': (branch) => {
    third({}, { run_id: FIRST })(branch);
    const registration =
      [...branch.files].findLast(([path]) => path.startsWith('models/clf/events/'))?.[1] ?? '';
    const [path, text] = eventOf(stage(3, 'None', 'Production'), sha256(registration));
    branch.commit({ set: { [path]: text } });
  },
};

/** A model of its own by that name, registered as it has to be. */
const named = (name: string) => (branch: RawBranch) => {
  const [path, text] = eventOf(registeredBody(1), null, { model: name });
  branch.commit({ set: { [versionPath(name, 1)]: versionText(1, { model: name }), [path]: text } });
};

export const NAMES: Record<string, Tamper> = {
  'a name that differs in case': named('CLF'),
  'a name with a letter of another script': named('\u0441lf'),
  'a name of wide letters': named('\uff43\uff4c\uff46'),
  'a name with a zero-width space': named('clf\u200b'),
  'a name that turns the text round': named('fdp\u202efdp'),
  'a name that is not NFC': named('pre\u0301vision'),
};

const late = (changes: Partial<RunRecord>, id = NEW) => set({ [runPath(id)]: runText(id, changes) });
const OLD = idAt(DAY - 90 * 24 * HOUR, 90);
const FUTURE = idAt(DAY + 9_000 * 24 * HOUR, 91);

export const TIMES: Record<string, Tamper> = {
  'a run whose id is still to come': late({ started_at: iso(LATER), ended_at: iso(LATER) }, FUTURE),
  'a run that ends after it was recorded': late({ ended_at: iso(DAY + 40 * HOUR) }),
  'a run of months ago': late({}, OLD),
  'a run that began long before its id was made': late({
    started_at: iso(DAY - 60 * HOUR),
    ended_at: iso(LATER),
  }),
  'a run that ends before it begins': late({ started_at: iso(LATER), ended_at: iso(LATER - HOUR) }),
  'an event of the future': event({ type: 'alias-set', version: 1, alias: 'next' }, LAST, {
    at: iso(DAY + 900 * HOUR),
  }),
  'an event of a time that does not exist': event({ type: 'alias-set', version: 1, alias: 'next' }, LAST, {
    at: '2026-99-99T99:99:99Z',
  }),
  'an event before the one it follows': event({ type: 'alias-set', version: 1, alias: 'next' }, LAST, {
    at: iso(DAY),
  }),
  'an event whose id is of months ago': event({ type: 'alias-set', version: 1, alias: 'next' }, LAST, {
    event_id: OLD,
  }),
  'a version registered months ago': third(
    { run_id: NEXT, registered_at: iso(DAY - 900 * HOUR) },
    { run_id: NEXT },
  ),
  'a commit before the one it builds on': (branch) => {
    branch.commit({ set: { [runPath(NEW)]: runText(NEW) }, at: DAY - HOUR });
  },
  'a commit of the future': (branch) => {
    branch.commit({ set: { [runPath(NEW)]: runText(NEW, { ended_at: iso(NOW) }) }, at: NOW + 24 * HOUR });
  },
};

const DAY_NAME = '2026-11-21';

/** Look-ups of the day as it is; the last of them say something else where that is asked for. */
function lookUps(branch: RawBranch, change: (facts: Map<string, number[]>) => void = () => undefined): Files {
  const { node } = placeIn(foldersOf(branch.files), DAY_FOLDER);
  const maker = new DayFactsMaker('folder' in node ? branch.repo.tree(node.folder) : '');
  const records = [...branch.files.keys()].filter((path) => runIdOf(path) !== undefined).sort();
  for (const path of records) maker.add(JSON.parse(String(branch.files.get(path))) as RunRecord);
  const facts = new Map([...maker.made.facts].map(([fact, at]) => [fact, [...at]]));
  change(facts);
  const days = new Map([[DAY_NAME, { ...maker.made, facts }]]);
  const files = ALL_SEGMENTS.flatMap((of) => segmentFiles(7, days, of));
  return new Map(files.map(({ path, bytes }) => [path, bytes]));
}

type Looked = (branch: RawBranch) => Record<string, Buffer>;
const looked =
  (change?: (facts: Map<string, number[]>) => void): Looked =>
  (branch) =>
    Object.fromEntries(lookUps(branch, change));
const indexed =
  (make: Looked): Tamper =>
  (branch) => {
    branch.commit({ set: make(branch) });
  };
/** The first run is not found by what it was. */
const hiding = looked((facts) => {
  facts.set('experiment=clf_orders', (facts.get('experiment=clf_orders') ?? []).slice(1));
});

export const honestLookUps = indexed(looked());

export const INDEX: Record<string, Tamper> = {
  'look-ups that hide a run': indexed(hiding),
  'look-ups that invent a fact': indexed(looked((facts) => facts.set('experiment=other', [0]))),
  'look-ups that hide a run without data': indexed(looked((facts) => facts.delete('gap=silent'))),
  'look-ups that invent what a run wrote': indexed(
    looked((facts) => facts.set('output=0123456789abcdef', [0])),
  ),
  'look-ups that hide the versions of a model': indexed((branch) => {
    const { node } = placeIn(foldersOf(branch.files), 'models/clf');
    const tree = 'folder' in node ? branch.repo.tree(node.folder) : '';
    return {
      'index/models/clf.json': Buffer.from(
        canonicalJson({ tree, runs: [], digests: [], stages: {}, tags: [] }),
      ),
    };
  }),
  'what look-ups say of a model, damaged': set({ 'index/models/clf.json': '{}\n' }),
  'look-ups that hid a run until they were made anew': (branch) => {
    branch.commit({ set: hiding(branch) });
    branch.commit({ set: Object.fromEntries(lookUps(branch)) });
  },
  'look-ups that hid a run until they were removed': (branch) => {
    branch.commit({ set: hiding(branch) });
    branch.commit({ remove: [...branch.files.keys()].filter((path) => path.startsWith('index/')) });
  },
  'look-ups of a folder that never was': set({
    ...Object.fromEntries(segmentFiles(9, new Map()).map(({ path, bytes }) => [path, bytes])),
    'index/segments/days/9.json': canonicalJson({ [DAY_NAME]: `${'0'.repeat(39)}1` }),
  }),
  'look-ups of which a part is missing': indexed((branch) => {
    const { 'index/segments/a/7.json': _, ...others } = looked()(branch);
    return others;
  }),
  'look-ups of which a part is damaged': indexed((branch) => ({
    ...looked()(branch),
    'index/segments/a/7.json': Buffer.from('{'),
  })),
  'a segment of a number that is none': set({ 'index/segments/days/007.json': '{}' }),
  'something else in index/': set({ 'index/notes.txt': 'x' }),
  'a copy of a day with another run in it': set({ [`index/day/${SECOND}.json`]: EDITED_RUN }),
  'a copy of a month with a run that is not there': set({ [`index/2026-11/21/${NEW}.json`]: runText(NEW) }),
  'a link among the look-ups': raw((top) => {
    top.push({
      mode: '40000',
      name: 'index',
      folder: [{ mode: '40000', name: 'segments', folder: [file('days', '/etc', '120000')] }],
    });
    top.sort((a, b) =>
      Buffer.compare(
        Buffer.from(`${a.name}${'folder' in a ? '/' : ''}`),
        Buffer.from(`${b.name}${'folder' in b ? '/' : ''}`),
      ),
    );
  }),
};
