import { sha256 } from '../../core/digest.js';
import { firstAmendmentId, isId } from '../../core/ids.js';
import { isTrueManifest } from '../../core/manifest.js';
import { tookClaimed } from '../../core/registry/registration.js';
import { seriesFault } from '../../core/series.js';
import type { ObjectStore } from '../git/object-store.js';
import { isFile } from '../git/objects.js';
import { LARGEST_EVENT, modelFolder } from '../layout.js';
import { recordDecoder } from '../read/json-record.js';
import { digestOfOdd } from '../read/unreadable.js';
import { checkPictures, decoded, eachContent } from './contents.js';
import { judgeEndpoints } from './endpoints.js';
import { finding, type LineageFinding } from './findings.js';
import { type Descends, judgeGiven } from './given.js';
import { byModel, type EventAtTip, judgeModels, settleDisowned, type VersionAtTip } from './models.js';
import { judgeNames } from './names.js';
import { type Confirming, judgeOnline, type OnlineCounts } from './online.js';
import { factsOfRun, judgeOrigins, type RunFacts, saidOfManifest, saidOfTags } from './origins.js';
import { judgeRecalls } from './recalls.js';
import { type Clock, judgeEventTimes, judgeRunTimes, judgeVersionTimes } from './times.js';
import { besideRun, type TipFile, type TipFiles } from './tip.js';

export interface Contents {
  files: TipFiles;
  /** Place of each commit in the history. */
  order: ReadonlyMap<string, number>;
  clock: Clock;
  findings: LineageFinding[];
  confirm?: Confirming | undefined;
  /** Says what comes from recalls by all records; left out, what they name themselves does. */
  descends?: Descends | undefined;
}

/** Reads every record of the newest commit and checks it, by itself and against those that it names; and events against GitHub, where it is asked. */
export async function judgeContents(store: ObjectStore, contents: Contents): Promise<OnlineCounts | null> {
  const { files, order, findings, confirm } = contents;
  const versions = await readVersions(store, contents);
  const models = byModel(versions, await readEvents(store, contents), files.misplaced);
  const named = models.map(({ name, versions, events }) => ({
    name,
    folder: modelFolder(name),
    commits: [...versions, ...events].map(({ file }) => file.commit),
  }));
  findings.push(...judgeNames(named, { order, of: 'model' }));
  findings.push(...judgeModels(models, order));
  await judgeEndpoints(store, { ...contents, files: files.endpointEvents, models });
  const wanted = new Set(versions.flatMap(({ record }) => record?.run_id ?? []));
  findings.push(...judgeOrigins(versions, await readRuns(store, wanted, contents)));
  const recalls = await judgeRecalls(store, { ...contents, files: files.recalls });
  findings.push(...(await judgeGiven({ models, recalls, order, descends: contents.descends })));
  const online = confirm === undefined ? null : await judgeOnline({ models, recalls }, confirm, findings);
  findings.splice(0, findings.length, ...settleDisowned(models, findings));
  await checkPictures(store, files.pictures, findings);
  await judgeAmendments(store, contents);
  await judgeLoggedModels(store, contents);
  await eachContent(store, { files: files.series, findings }, (file, bytes) => {
    const fault = seriesFault(bytes);
    if (fault !== undefined) findings.push(finding('record-invalid', file, fault));
  });
  return online;
}

/** Nothing that is decided rests on them: each is held against its own place, and the one that belongs to a record against that. */
async function judgeAmendments(store: ObjectStore, { files, findings }: Contents): Promise<void> {
  const decode = await recordDecoder('amendment');
  await eachContent(store, { files: files.amendments, findings }, (file, bytes) => {
    const amendment = decoded(decode, { file, bytes }, findings);
    if (amendment === undefined) return;
    const { event_id, subject } = amendment;
    if (event_id !== file.place.event)
      findings.push(finding('record-misplaced', file, `is amendment ${event_id}`));
    const run = subject.run_id ?? '';
    if (isId(run) && event_id === firstAmendmentId(run)) findings.push(...besideRun(file, run, files));
  });
}

/** Nothing that is decided rests on them, either. */
async function judgeLoggedModels(store: ObjectStore, { files, findings }: Contents): Promise<void> {
  const decode = await recordDecoder('loggedModel');
  await eachContent(store, { files: files.loggedModels, findings }, (file, bytes) => {
    const model = decoded(decode, { file, bytes }, findings);
    if (model === undefined) return;
    if (model.model_id !== file.place.model)
      findings.push(finding('record-misplaced', file, `is logged model ${model.model_id}`));
    if (model.manifest !== null && !isTrueManifest(model.manifest))
      findings.push(untrueManifest(file, 'of the model'));
  });
}

/** @returns what is to be known of the wanted runs, by id */
async function readRuns(
  store: ObjectStore,
  wanted: ReadonlySet<string>,
  { files, clock, findings }: Contents,
): Promise<Map<string, RunFacts | undefined>> {
  const runs = new Map<string, RunFacts | undefined>();
  for (const id of files.runs.keys()) if (wanted.has(id)) runs.set(id, undefined);
  const decode = await recordDecoder('run');
  await eachContent(store, { files: [...files.runs.values()], findings }, (file, bytes) => {
    const run = decoded(decode, { file, bytes }, findings);
    if (run === undefined) return;
    if (run.run_id !== file.place.run) {
      findings.push(finding('record-misplaced', file, `is the record of run ${run.run_id}`));
      return;
    }
    findings.push(...judgeRunTimes(run, file, clock));
    for (const { path, manifest } of run.outputs.models)
      if (manifest !== null && !isTrueManifest(manifest)) findings.push(untrueManifest(file, `of ${path}`));
    if (wanted.has(run.run_id)) runs.set(run.run_id, factsOfRun(run));
  });
  return runs;
}

function untrueManifest(file: TipFile, whose: string): LineageFinding {
  return finding('manifest-untrue', file, `has a manifest ${whose} whose digest is not that of its files`);
}

/** What disowns a record that is not read. */
function unreadDigest(store: ObjectStore, file: TipFile): string {
  const nothing = Buffer.alloc(0);
  return isFile(file) && file.id === store.blobId(nothing) ? sha256(nothing) : digestOfOdd(file);
}

async function readVersions(
  store: ObjectStore,
  { files, clock, findings }: Contents,
): Promise<VersionAtTip[]> {
  const decode = await recordDecoder('modelVersion');
  // One that cannot be read still has its number.
  const versions = new Map<string, VersionAtTip>(
    files.versions.map((file) => [file.path, { file, digest: unreadDigest(store, file), record: undefined }]),
  );
  await eachContent(store, { files: files.versions.filter(isFile), findings }, (file, bytes) => {
    const { model, version } = file.place;
    const digest = sha256(bytes);
    versions.set(file.path, { file, digest, record: undefined });
    const record = decoded(decode, { file, bytes }, findings);
    const isOwn = record?.model === model && record.version === version;
    if (record !== undefined && !isOwn)
      findings.push(
        finding('record-misplaced', file, `is the record of ${record.model} version ${record.version}`),
      );
    if (record === undefined || !isOwn) return;
    const { run_id, run_path, manifest, tags } = record;
    findings.push(...judgeVersionTimes(record, file, clock));
    if (manifest !== null && !isTrueManifest(manifest)) findings.push(untrueManifest(file, 'of the model'));
    const taken = tookClaimed(record.policy.findings);
    versions.set(file.path, {
      file,
      digest,
      record: {
        run_id,
        run_path,
        manifest: manifest?.digest ?? null,
        tookClaimed: taken,
        said: manifest === null ? new Map() : saidOfManifest(manifest),
        tags: saidOfTags(tags),
      },
    });
  });
  return [...versions.values()];
}

async function readEvents(store: ObjectStore, { files, clock, findings }: Contents): Promise<EventAtTip[]> {
  const decode = await recordDecoder('modelEvent');
  const events = new Map<string, EventAtTip>(
    files.events.map((file) => [file.path, { file, digest: unreadDigest(store, file), event: undefined }]),
  );
  const readable = files.events.filter(isFile);
  await eachContent(store, { files: readable, findings, largest: LARGEST_EVENT }, (file, bytes) => {
    const event = decoded(decode, { file, bytes }, findings);
    const isOwn = event?.model === file.place.model && event.event_id === file.place.event;
    if (event !== undefined && !isOwn)
      findings.push(finding('record-misplaced', file, `is event ${event.event_id} of ${event.model}`));
    if (isOwn) findings.push(...judgeEventTimes(event, file, clock));
    events.set(file.path, { file, digest: sha256(bytes), event: isOwn ? event : undefined });
  });
  return [...events.values()];
}
