import { descending } from '../../../src/commands/recall/descending.js';
import { affectedJson, allAffected } from '../../../src/commands/recall/report.js';
import { askedOfJudged, recalledVersions } from '../../../src/commands/recalled/of-versions.js';
import { Recalled } from '../../../src/commands/recalled/recalled.js';
import { digestOfFiles } from '../../../src/core/digest.js';
import type { ModelVersion, RunRecord } from '../../../src/core/generated/types.js';
import { wayOf } from '../../../src/core/recall/findings.js';
import { registerVersion } from '../../../src/core/registry/registration.js';
import { eventPath, runPath, versionPath } from '../../../src/ledger/layout.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { encodeRecord } from '../../../src/ledger/read/records.js';
import { adding, modelVersion, RecordingLog, runRecord } from '../../ledger/fixtures.js';
import { AT, newId } from '../promote/setup.js';
import { content, digest, emptyLedger, folders, recalled, runId, standing, train } from './setup.js';

afterAll(() => folders.remove());

const outputs = (of: Partial<RunRecord['outputs']>) => ({
  outputs: { ...runRecord(runId(0)).outputs, ...of },
});

/** A run that made data with the digest of a letter. */
const makes = (letter: string) =>
  outputs({
    artifacts: [
      { path: `out/${letter}`, digest: digest(letter), size_bytes: 3, kind: 'data' as const, stored: [] },
    ],
  });

/** A base model that only its digest tells. */
const beganWith = (digest: string) => ({
  uri: 'hf:acme/base',
  version: null,
  revision: null,
  digest,
  made_by: null,
});

/** Registers the model of a run that reads features, as the one version of a name. */
async function registered(
  ledger: Ledger,
  name: string,
  number: number,
  { made_by, tags, began }: { made_by: string; tags?: ModelVersion['tags']; began?: string },
): Promise<{ version: ModelVersion; run: RunRecord }> {
  const base = modelVersion(name, 1);
  const held = [{ path: 'm', size_bytes: 1, digest: digest(String(number)) }];
  const manifest = { ...base.manifest, files: held, size_bytes: 1, digest: digestOfFiles(held) };
  const reads = [{ name: 'features', version: '1', holds: 'f', more: { made_by } }];
  const id = await train(ledger, number, {
    reads,
    changes: {
      ...outputs({ models: [{ path: base.run_path, manifest }] }),
      ...(began === undefined
        ? {}
        : { inputs: { ...runRecord(runId(number)).inputs, models: [beganWith(began)] } }),
    },
  });
  const facts = { at: AT, actor: 'octo', ci_run_url: null, newId };
  const { version, events } = registerVersion(
    { ...base, run_id: id, manifest, tags: tags ?? base.tags },
    { versions: [], events: [] },
    { aliases: [], facts },
  );
  const files = [{ path: versionPath(name, 1), bytes: await encodeRecord('modelVersion', version) }];
  for (const event of events)
    files.push({ path: eventPath(name, event.event_id), bytes: await encodeRecord('modelEvent', event) });
  await ledger.write(adding(...files));
  const [bytes] = (await (await ledger.view()).read([runPath(id)])).values();
  return { version, run: JSON.parse(String(bytes)) };
}

test('what began with bytes that a newer run has copied comes from who made them, its versions as well', async () => {
  const ledger = await emptyLedger();
  const files = [{ path: 'w', size_bytes: 1, digest: digest('c') }];
  const copied = { ...modelVersion('base', 1).manifest, files, size_bytes: 1, digest: digestOfFiles(files) };
  const changes = outputs({ models: [{ path: 'base', manifest: copied }] });
  const bad = await train(ledger, 1, { reads: [{}], changes });
  const copier = await train(ledger, 2, { reads: [{ name: 'raw', holds: 'b' }], changes });
  await registered(ledger, 'tuned', 3, { made_by: bad, began: copied.digest });
  const { event, affected } = await recalled(ledger, 'dataset:orders@v2.1');
  const { impact, doubtful } = affected;
  expect(impact.runs.map(({ run_id }) => run_id)).toEqual([bad, copier, runId(3)]);
  expect([names(impact.versions), names(doubtful.versions)]).toEqual([['tuned'], []]);

  // Why these come from it stands in no record of theirs.
  const held = (what: string) => [
    ...['dataset `orders@v2.1`', `run \`${bad}\``],
    `${what}, which holds the same bytes as \`base\` of run \`${bad}\``,
  ];
  const ways = [
    { run_id: copier, versions: [], way: [...held('model `base`'), `run \`${copier}\``] },
    {
      ...{ run_id: runId(3), versions: ['models:/tuned/1'] },
      way: [...held('base model `hf:acme/base`'), `run \`${runId(3)}\``],
    },
  ];
  expect(affected.ways).toEqual(ways);
  expect((await standing(ledger, event)).ways).toEqual(ways);
});

test('what a copier made beside the copy comes from it, too, as decisions have it, and it is said whose it is', async () => {
  const ledger = await emptyLedger();
  const files = [{ path: 'w', size_bytes: 1, digest: digest('c') }];
  const held = { ...modelVersion('base', 1).manifest, files, size_bytes: 1, digest: digestOfFiles(files) };
  const models = [{ path: 'base', manifest: held }];
  const bad = await train(ledger, 1, { reads: [{}], changes: outputs({ models }) });
  const both = { ...makes('f').outputs, models };
  const raw = [{ name: 'raw', holds: 'b' }];
  const copier = await train(ledger, 2, { reads: raw, changes: { outputs: both } });
  const reader = await train(ledger, 3, { reads: [{ name: 'features', holds: 'f' }] });
  const { event, affected } = await recalled(ledger, 'dataset:orders@v2.1');
  expect(affected.impact.runs.map(({ run_id }) => run_id)).toEqual([bad, copier, reader]);
  const way = (await standing(ledger, event)).ways.find(({ run_id }) => run_id === reader)?.way ?? [];
  expect(way.slice(0, 2)).toEqual(['dataset `orders@v2.1`', `run \`${bad}\``]);
  expect(way.at(-1)).toBe(`run \`${reader}\``);
  expect(wayOf(way)).toContain(`run \`${copier}\` → dataset \`features@`);
});

test('a version of a copy is marked as that', async () => {
  const ledger = await emptyLedger();
  const { version, run } = await registered(ledger, 'found', 3, { made_by: runId(1) });
  const bad = await train(ledger, 2, { reads: [{}], changes: { outputs: run.outputs } });
  const { impact, ways } = (await recalled(ledger, 'dataset:orders@v2.1')).affected;
  expect(impact.versions).toMatchObject([{ model: 'found', version: version.version, same_bytes: true }]);
  expect(ways).toMatchObject([{ run_id: run.run_id, versions: ['models:/found/1'] }]);
  expect(ways[0]?.way).toContain(`run \`${bad}\``);
});

const names = (all: readonly { model: string }[]) => all.map(({ model }) => model);

test('what decisions call a doubt is a group of its own, whoever the record names as the maker', async () => {
  const ledger = await emptyLedger();
  const good = await train(ledger, 1, { reads: [{ name: 'raw', holds: 'b' }], changes: makes('f') });
  const bad = await train(ledger, 2, { reads: [{}], changes: makes('f') });
  const sure = await train(ledger, 3, { reads: [{}], changes: makes('e') });
  const ga = await registered(ledger, 'ga', 5, { made_by: bad });
  const gb = await registered(ledger, 'gb', 6, { made_by: good });
  const result = await recalled(ledger, 'dataset:orders@v2.1');
  expect(result.event.affected).toMatchObject({ runs: [bad, sure], versions: [], other_makers: [good] });
  expect(result.event.affected.contents).toContain(content('f'));
  const { impact, doubtful } = result.affected;
  expect(impact.runs.map(({ run_id }) => run_id)).toEqual([bad, sure]);
  expect([names(impact.versions), names(doubtful.versions)]).toEqual([[], ['ga', 'gb']]);
  expect(affectedJson(impact, doubtful)).toMatchObject({
    runs: [bad, sure],
    may_come_from_it: {
      runs: [runId(5), runId(6)],
      versions: [{ model: 'ga', status: 'judged' }, { model: 'gb' }],
    },
  });
  expect(allAffected(result.event, result.affected)).toEqual([]);

  // Every surface gives the answer that who decides about a version gets.
  const view = await ledger.view();
  const decided = new Recalled(view, { log: new RecordingLog() });
  for (const { version, run } of [ga, gb]) {
    const told = await decided.told(run, version.manifest.digest);
    expect(told.map(({ severity }) => severity)).toEqual(['warn']);
    const said = await recalledVersions(view, [askedOfJudged(version, run)], new RecordingLog());
    expect(said.get(1)?.sentences).toEqual([
      `may come from what is recalled, and it is not known that it does: ${result.event.event_id} (${wayOf(told[0]?.path ?? [])})`,
    ]);
  }
  const { now, doubtful: may } = await standing(ledger, result.event);
  expect([names(now.versions), names(may.versions)]).toEqual([[], ['ga', 'gb']]);
  const known = (await descending(ledger)([result.event])).get(result.event.event_id);
  expect([known?.versions, names(known?.doubtful ?? [])]).toEqual([[], ['ga', 'gb']]);
});

test('a version whose own tags name what is recalled is in no doubt, whatever its run is', async () => {
  const ledger = await emptyLedger();
  await train(ledger, 1, { reads: [{ name: 'raw', holds: 'b' }], changes: makes('f') });
  const bad = await train(ledger, 2, { reads: [{}], changes: makes('f') });
  await registered(ledger, 'ga', 5, { made_by: bad });
  await registered(ledger, 'gt', 6, { made_by: bad, tags: { dataset_version: 'orders_v2.1' } });
  const { affected } = await recalled(ledger, 'dataset:orders@v2.1');
  expect([names(affected.impact.versions), names(affected.doubtful.versions)]).toEqual([['gt'], ['ga']]);
});

test('bytes that another run makes only after the recall are no doubt, and who reads them comes from it', async () => {
  const ledger = await emptyLedger();
  const bad = await train(ledger, 2, { reads: [{}], changes: makes('f') });
  await registered(ledger, 'ga', 5, { made_by: bad });
  const { event } = await recalled(ledger, 'dataset:orders@v2.1');
  const copy = await train(ledger, 6, { reads: [{ name: 'raw', holds: 'b' }], changes: makes('f') });
  await registered(ledger, 'gc', 8, { made_by: copy });
  const { now, doubtful } = await standing(ledger, event);
  expect([names(now.versions), names(doubtful.versions)]).toEqual([['ga', 'gc'], []]);
});

test('who copied a model comes from it and is none who made it as well, nor is who took it over in the name of a sound run', async () => {
  const ledger = await emptyLedger();
  const model = (letter: string, from: object = {}) => {
    const held = [{ path: 'm', size_bytes: 1, digest: digest(letter) }];
    const { manifest } = modelVersion('clf', 1);
    const whole = { ...manifest, files: held, size_bytes: 1, digest: digestOfFiles(held) };
    return outputs({ models: [{ path: 'm', manifest: whole, ...from }] });
  };
  const raw = [{ name: 'raw', holds: 'b' }];
  const bad = await train(ledger, 1, { reads: [{}], changes: model('c') });
  const sound = await train(ledger, 2, { reads: raw, changes: model('d') });
  const copy = await train(ledger, 3, { reads: raw, changes: model('c') });
  const lied = await train(ledger, 4, {
    ...{ reads: raw, changes: model('c', { reused: true, made_by: sound }) },
  });
  const tuned = { name: 'init', version: '1', more: { made_by: copy, digest: digest('c') } };
  const tune = await train(ledger, 5, { reads: [tuned], changes: model('e') });
  const again = await train(ledger, 6, { reads: raw, changes: model('e') });
  const { event, affected } = await recalled(ledger, 'dataset:orders@v2.1');
  const ids = affected.impact.runs.map(({ run_id }) => run_id);
  expect(ids.sort()).toEqual([bad, copy, lied, tune, again]);
  expect(affected.doubtful.runs).toEqual([]);
  expect(event.affected).toMatchObject({ runs: ids, other_makers: [] });
  expect(event.affected.contents).toContain(content('e'));
  const { now, doubtful } = await standing(ledger, event);
  expect(now.runs.map(({ run_id }) => run_id).sort()).toEqual(ids);
  expect(doubtful.runs).toEqual([]);
});

test('a version of a package without a place in the order is a doubt', async () => {
  const ledger = await emptyLedger();
  const { environment } = runRecord(runId(0));
  const installed = (version: string) => ({
    environment: {
      ...environment,
      python: { version: '3.12', implementation: 'CPython', packages: { numpy: version } },
    },
  });
  const within = await train(ledger, 1, { reads: [{}], changes: installed('1.26.0') });
  const odd = await train(ledger, 2, { reads: [{}], changes: installed('weird-x') });
  const { event, affected } = await recalled(ledger, 'package:numpy>=1.26,<1.27');
  expect(event.affected.runs).toEqual([within]);
  expect(affected.doubtful.runs.map(({ run_id }) => run_id)).toEqual([odd]);
});

test('what was made of a folder that holds a model, and a version that names that by a tag: it is said how', async () => {
  const ledger = await emptyLedger();
  const files = [{ path: 'w', size_bytes: 1, digest: digest('c') }];
  const model = { ...modelVersion('base', 1).manifest, files, size_bytes: 1, digest: digestOfFiles(files) };
  const bad = await train(ledger, 1, {
    reads: [{}],
    changes: outputs({ models: [{ path: 'base', manifest: model }] }),
  });
  const begun = { ...beganWith(digest('1')), uri: 'base', file_digests: [digest('c'), digest('d')] };
  const tuned = await train(ledger, 2, {
    changes: { ...makes('e'), inputs: { ...runRecord(runId(2)).inputs, models: [begun] } },
  });
  const scored = await train(ledger, 4, {
    reads: [{ name: 'scores', version: '9', holds: 'e', more: { made_by: tuned } }],
  });
  const sound = await train(ledger, 5, { reads: [{ name: 'raw', holds: 'b' }], changes: makes('f') });
  await registered(ledger, 'named', 6, { made_by: sound, tags: { dataset_version: 'scores_9' } });
  const { event, affected } = await recalled(ledger, 'dataset:orders@v2.1');
  expect(affected.impact.runs.map(({ run_id }) => run_id)).toEqual([bad, tuned, scored]);
  const held = [
    ...['dataset `orders@v2.1`', `run \`${bad}\``],
    `base model \`base\`, which holds the same bytes as \`base\` of run \`${bad}\``,
    ...[`run \`${tuned}\``, 'dataset `scores@9`'],
  ];
  const ways = [
    { run_id: tuned, versions: [], way: held.slice(0, 4) },
    { run_id: scored, versions: [], way: [...held, `run \`${scored}\``] },
    {
      ...{ run_id: runId(6), versions: ['models:/named/1'] },
      way: [...held, 'dataset tagged `scores_9`, which is made of it', `run \`${runId(6)}\``],
    },
  ];
  expect(affected.ways).toEqual(ways);
  expect((await standing(ledger, event)).ways).toEqual(ways);
});
