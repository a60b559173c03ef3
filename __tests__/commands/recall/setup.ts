import { affectedBy } from '../../../src/commands/recall/affected.js';
import { clear } from '../../../src/commands/recall/clear.js';
import type { RecallDeps } from '../../../src/commands/recall/deps.js';
import { recall } from '../../../src/commands/recall/recall.js';
import { clearRequestOf, type RecallTexts, recallRequestOf } from '../../../src/commands/recall/request.js';
import { standingOf } from '../../../src/commands/recall/standing.js';
import { openRecalls } from '../../../src/commands/recalled/open-recalls.js';
import type { RecalledEvent, RunRecord } from '../../../src/core/generated/types.js';
import type { Policy } from '../../../src/core/policy/policy.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import type { RecallView } from '../../../src/report/recall/view.js';
import {
  datasetOf,
  Folders,
  idAt,
  localLedger,
  newRun,
  RecordingLog,
  runRecord,
} from '../../ledger/fixtures.js';
import { initRepository } from '../../support/repository.js';
import { type As, depsOf } from '../promote/setup.js';
import { freshId } from '../recalled/events.js';

export const folders = new Folders();

export async function emptyLedger(): Promise<Ledger & { folder: string }> {
  const folder = await folders.make();
  await initRepository(folder);
  return { ...localLedger(folder), folder };
}

export const START = Date.UTC(2026, 0, 1);
export const runId = (number: number) => idAt(START + number * 60_000, number);
export const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
export const content = (letter: string) => `file ${digest(letter)}`;

export interface Read {
  name?: string;
  version?: string;
  /** Its digest. */
  holds?: string | null;
  more?: object;
}

export interface Told {
  reads?: readonly Read[];
  repository?: string;
  commit?: string;
  /** What was checked out. */
  tree?: string;
  changes?: Partial<RunRecord>;
}

/** A run that began so many minutes after the first. */
export async function train(ledger: Ledger, number: number, told: Told = {}): Promise<string> {
  const id = runId(number);
  const { reads = [], repository = null, commit, tree = null, changes = {} } = told;
  const { inputs } = runRecord(id);
  const at = (seconds: number) => new Date(START + number * 60_000 + seconds * 1000).toISOString();
  const datasets = reads.map(({ name = 'orders', version = 'v2.1', holds = 'a', more = {} }) => ({
    ...datasetOf(name, version, holds === null ? null : digest(holds)),
    ...{ size_bytes: 3, scheme: 'file' as const },
    ...more,
  }));
  const code =
    repository === null && commit === undefined
      ? null
      : ({
          ...{ repository, commit: commit ?? null, tree, ref: null, merge_commit: null, base_commit: null },
          ...{ dirty: null, diff_digest: null, untracked_files: null },
        } as RunRecord['inputs']['code']);
  const times = { started_at: at(0), ended_at: at(5) };
  await ledger.append([await newRun(id, { ...times, inputs: { ...inputs, code, datasets }, ...changes })]);
  return id;
}

export type RecallAs = Omit<As, 'ask'> & Partial<Pick<RecallDeps, 'ask' | 'place'>>;

/** What a recall is made with, now. */
export function recallDeps(ledger: Ledger, as: RecallAs = {}): RecallDeps & { log: RecordingLog } {
  const { ask, place = { cwd: '/', env: {} }, ...others } = as;
  const made = depsOf(ledger, { at: new Date().toISOString(), ...others });
  const { policy, facts, triggering_actor, job, people } = made;
  return {
    ...{ ledger, policy, triggering_actor, job, people, log: new RecordingLog() },
    facts: { ...facts, newId: freshId },
    place,
    ...(ask === undefined ? {} : { ask }),
  };
}

export function recalled(ledger: Ledger, what: string, texts: Partial<RecallTexts> = {}, as: RecallAs = {}) {
  const request = recallRequestOf({
    ...{
      what,
      reason: 'leak',
      severity: '',
      discoveredAt: '',
      incident: '',
      contact: '',
      name: '',
      onlyName: false,
      onlyDigest: '',
    },
    ...{ repository: '', allRepositories: false, dryRun: false },
    ...texts,
  });
  return recall(request, recallDeps(ledger, as));
}

export function cleared(ledger: Ledger, ids: string, as: RecallAs = {}, dryRun = false) {
  return clear(clearRequestOf({ clear: ids, reason: 'mended', dryRun }), recallDeps(ledger, as));
}

export async function openIds(ledger: Ledger): Promise<string[]> {
  const { open } = await openRecalls(await ledger.view(), { log: new RecordingLog() });
  return open.map(({ event_id }) => event_id);
}

/** All that a ledger says of a recall now. @param rules whose waivers count */
export async function standing(
  ledger: Ledger,
  recall: RecalledEvent,
  rules?: Policy,
  ask?: RecallAs['ask'],
): Promise<RecallView> {
  const view = await ledger.view();
  const recalls = await openRecalls(view, { log: new RecordingLog(), ask });
  const affected = await affectedBy(recall, view);
  const passing = rules && { policy: rules, now: new Date().toISOString() };
  return standingOf(recall, { view, recalls, affected, ...(passing && { passing }) });
}
