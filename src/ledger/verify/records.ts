import { sha256 } from '../../core/digest.js';
import type { ObjectStore } from '../git/object-store.js';
import { recordDecoder } from '../read/json-record.js';
import { checkPictures, decoded, eachContent, seriesFault } from './contents.js';
import { finding, type LineageFinding } from './findings.js';
import {
  byModel,
  type EventAtTip,
  judgeModel,
  judgeOrigins,
  modelsOfRun,
  type RunModels,
  type VersionAtTip,
} from './models.js';
import type { TipFiles } from './tip.js';

/** Reads every record of the newest commit and checks it, by itself and against those that it names. */
export async function judgeContents(
  store: ObjectStore,
  options: { files: TipFiles; order: ReadonlyMap<string, number>; findings: LineageFinding[] },
): Promise<void> {
  const { files, order, findings } = options;
  const versions = await readVersions(store, files, findings);
  const events = await readEvents(store, files, findings);
  for (const model of byModel(versions, events)) findings.push(...judgeModel(model, order));
  const wanted = new Set(versions.map(({ record }) => record?.run_id));
  const runs = new Map<string, RunModels | undefined>();
  const decode = await recordDecoder('run');
  await eachContent(store, { files: [...files.runs.values()], findings }, (file, bytes) => {
    const run = decoded(decode, { file, bytes }, findings);
    if (run !== undefined && run.run_id !== file.place.run)
      findings.push(finding('record-misplaced', file, `is the record of run ${run.run_id}`));
    else if (run !== undefined && wanted.has(run.run_id)) runs.set(run.run_id, modelsOfRun(run));
  });
  for (const id of files.runs.keys()) if (wanted.has(id) && !runs.has(id)) runs.set(id, undefined);
  findings.push(...judgeOrigins(versions, runs));
  await checkPictures(store, files.pictures, findings);
  await eachContent(store, { files: files.series, findings }, (file, bytes) => {
    const fault = seriesFault(bytes);
    if (fault !== undefined) findings.push(finding('record-invalid', file, fault));
  });
}

async function readVersions(
  store: ObjectStore,
  files: TipFiles,
  findings: LineageFinding[],
): Promise<VersionAtTip[]> {
  const decode = await recordDecoder('modelVersion');
  // One that cannot be read still has its number.
  const versions = new Map<string, VersionAtTip>(
    files.versions.map((file) => [file.path, { file, record: undefined }]),
  );
  await eachContent(store, { files: files.versions, findings }, (file, bytes) => {
    const { model, version } = file.place;
    const record = decoded(decode, { file, bytes }, findings);
    const isOwn = record?.model === model && record.version === version;
    if (record !== undefined && !isOwn)
      findings.push(
        finding('record-misplaced', file, `is the record of ${record.model} version ${record.version}`),
      );
    if (record === undefined || !isOwn) return;
    const { run_id, run_path, manifest } = record;
    versions.set(file.path, { file, record: { run_id, run_path, manifest: manifest.digest } });
  });
  return [...versions.values()];
}

async function readEvents(
  store: ObjectStore,
  files: TipFiles,
  findings: LineageFinding[],
): Promise<EventAtTip[]> {
  const decode = await recordDecoder('modelEvent');
  const events = new Map<string, EventAtTip>(
    files.events.map((file) => [file.path, { file, digest: '', event: undefined }]),
  );
  await eachContent(store, { files: files.events, findings }, (file, bytes) => {
    const event = decoded(decode, { file, bytes }, findings);
    const isOwn = event?.model === file.place.model && event.event_id === file.place.event;
    if (event !== undefined && !isOwn)
      findings.push(finding('record-misplaced', file, `is event ${event.event_id} of ${event.model}`));
    events.set(file.path, { file, digest: sha256(bytes), event: isOwn ? event : undefined });
  });
  return [...events.values()];
}
