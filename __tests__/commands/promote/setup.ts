import type { PromoteDeps } from '../../../src/commands/promote/deps.js';
import { LOCAL_PEOPLE, type People } from '../../../src/commands/promote/people.js';
import { promote } from '../../../src/commands/promote/promote.js';
import { promoteRequestOf } from '../../../src/commands/promote/request.js';
import { digestOfFiles, sha256 } from '../../../src/core/digest.js';
import type { RunRecord } from '../../../src/core/generated/types.js';
import type { Policy } from '../../../src/core/policy/policy.js';
import type { EventFacts } from '../../../src/core/registry/event-chain.js';
import { registerVersion } from '../../../src/core/registry/registration.js';
import { foldModel, type RegisteredModel } from '../../../src/core/registry/registry.js';
import { eventPath, versionPath } from '../../../src/ledger/layout.js';
import type { Ledger, NewFile } from '../../../src/ledger/ledger.js';
import { encodeRecord, readModel } from '../../../src/ledger/read/records.js';
import { policy } from '../../core/policy/support.js';
import {
  adding,
  DAY,
  Folders,
  idAt,
  localLedger,
  modelVersion,
  RecordingLog,
  runFile,
  runRecord,
} from '../../ledger/fixtures.js';
import { initRepository } from '../../support/repository.js';

const folders = new Folders();

export const removeLedgers = () => folders.remove();

let ids = 1;
export const newId = () => idAt(DAY + 1, ids++);
export const AT = '2026-11-22T00:00:00Z';

/** A ledger with so many versions of `clf`, each of a run of its own with a metric. */
export async function ledgerWith(metrics: readonly number[]): Promise<Ledger> {
  const folder = await folders.make();
  await initRepository(folder);
  const ledger = localLedger(folder);
  await registerEach(ledger, metrics);
  return ledger;
}

/** Registers a version of a model, which has none yet, for each of these metrics. */
export async function registerEach(
  ledger: Ledger,
  metrics: readonly number[],
  {
    name = 'clf',
    firstRun = 1000,
    datasets = [],
  }: { name?: string; firstRun?: number; datasets?: RunRecord['inputs']['datasets'] } = {},
): Promise<void> {
  let state: RegisteredModel = { versions: [], events: [] };
  const files: NewFile[] = [];
  for (const [index, value] of metrics.entries()) {
    const id = idAt(DAY, firstRun + index);
    const base = modelVersion(name, index + 1);
    const bytes = [{ path: 'm', size_bytes: 1, digest: sha256(`${index}`) }];
    const manifest = { ...base.manifest, files: bytes, size_bytes: 1, digest: digestOfFiles(bytes) };
    const { outputs, inputs, context: ofRun } = runRecord(id);
    const context = { ...ofRun, actor: 'octocat', actor_id: '583231' };
    const val_auc = { value, step: null, at: null, source: 'inline' };
    const models = [{ path: base.run_path, manifest }];
    const made = { ...outputs, models, metrics: { val_auc } };
    files.push(await runFile(id, { context, inputs: { ...inputs, datasets }, outputs: made }));
    const { version, events } = registerVersion({ ...base, run_id: id, manifest }, state, {
      aliases: [],
      facts: { at: AT, actor: 'octo', ci_run_url: null, newId },
    });
    state = { versions: [...state.versions, version], events: [...state.events, ...events] };
    files.push({
      path: versionPath(name, version.version),
      bytes: await encodeRecord('modelVersion', version),
    });
    for (const event of events) {
      files.push({ path: eventPath(name, event.event_id), bytes: await encodeRecord('modelEvent', event) });
    }
  }
  await ledger.write(adding(...files));
}

export type Ask = Partial<Parameters<typeof promoteRequestOf>[0]>;
export interface As {
  rules?: Policy;
  actor?: string;
  triggering_actor?: string | null;
  job?: { ref: string | null; default_branch: string } | null;
  people?: People;
  at?: string;
  by?: EventFacts['by'];
  ask?: PromoteDeps['ask'];
  log?: RecordingLog;
}

export async function move(ledger: Ledger, ask: Ask, as: As = {}) {
  const request = promoteRequestOf({
    ...{
      model: 'clf',
      version: '1',
      stage: 'Production',
      reason: 'because',
      archiveExisting: null,
      ...{ rollback: false, override: false, dryRun: false },
    },
    ...ask,
  });
  return promote(request, depsOf(ledger, as));
}

/** What a promotion is made with. */
export function depsOf(ledger: Ledger, as: As = {}): PromoteDeps {
  const { rules = policy({ required_tags: [] }), actor = 'octo', triggering_actor = null, job = null } = as;
  const { people = LOCAL_PEOPLE, at = AT, by, ask, log = new RecordingLog() } = as;
  const facts = {
    at,
    actor,
    ci_run_url: null,
    newId,
    ...(by === undefined ? {} : { by }),
  };
  return {
    ledger,
    policy: rules,
    log,
    facts,
    triggering_actor,
    job,
    people,
    ...(ask === undefined ? {} : { ask }),
  };
}

/** The stage of each version that has one. */
export async function stages(ledger: Ledger): Promise<Record<string, string>> {
  return Object.fromEntries(foldModel(await readModel(await ledger.view(), 'clf')).stages);
}
