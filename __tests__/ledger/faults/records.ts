import { sha256 } from '../../../src/core/digest.js';
import type { ModelEvent, RunRecord } from '../../../src/core/generated/types.js';
import { eventPath, seriesPath, versionPath } from '../../../src/ledger/layout.js';
import type { LedgerView, NewRun, Plan } from '../../../src/ledger/ledger.js';
import { encodeRecord, readModel, readRun } from '../../../src/ledger/read/records.js';
import { DAY, idAt, modelVersion, newRun, registered } from '../fixtures.js';

export const MODEL = 'clf_orders';
const MODEL_PATH = 'model.bin';

/** A run whose bytes tell who made it, with a model to register. @param name no two of a case have the same */
export async function makeRun(
  id: string,
  { name, hasSeries }: { name: string; hasSeries: boolean },
): Promise<NewRun> {
  const manifest = modelVersion(MODEL, 1).manifest;
  const outputs: Partial<RunRecord> = {
    tags: { name },
    outputs: {
      metrics: {},
      artifacts: [],
      models: [{ path: MODEL_PATH, manifest }],
      system: { peak_memory_bytes: null, cpu_s: null, gpu_s: null, gpu_peak_memory_bytes: null },
    },
  };
  const run = await newRun(id, outputs);
  if (!hasSeries) return run;
  const series = Buffer.from(
    `{"key":"loss","value":0.5,"step":1,"at":null}\n{"key":${JSON.stringify(name)},"value":1,"step":2,"at":null}\n`,
  );
  return { ...run, files: [...run.files, { path: seriesPath(id), bytes: series }] };
}

/** The run that is in every ledger that is not empty. */
export const BASE_RUN = idAt(DAY, 1);

/**
 * The next version of the model, with the event that registers it. What it is depends on the view: a number, the event before.
 * @param token says whose registration it is; one that is in the ledger twice was made twice
 */
export async function registration(
  view: LedgerView,
  { run, token, eventId }: { run: string; token: string; eventId: string },
): Promise<Plan<number>> {
  const { tags } = await readRun(view, run);
  const { versions, events } = await readModel(view, MODEL);
  const number = versions.length + 1;
  const last = events.at(-1);
  const previous = last === undefined ? null : sha256(await encodeRecord('modelEvent', last));
  const version = {
    ...modelVersion(MODEL, number),
    run_id: run,
    run_path: MODEL_PATH,
    tags,
    description: token,
  };
  const { manifest } = modelVersion(MODEL, 1);
  const event: ModelEvent = {
    ...registered(MODEL, number, previous),
    event_id: eventId,
    run_id: run,
    manifest_digest: manifest.digest,
  } as ModelEvent;
  return {
    files: [
      {
        path: versionPath(MODEL, number),
        bytes: await encodeRecord('modelVersion', { ...version, manifest }),
      },
      { path: eventPath(MODEL, eventId), bytes: await encodeRecord('modelEvent', event) },
    ],
    message: {
      subject: `register ${MODEL} version ${number}`,
      trailers: [
        ['Lineage-Model', `${MODEL}/${number}`],
        ['Lineage-Run', run],
      ],
    },
    value: number,
  };
}
