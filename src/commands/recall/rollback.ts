import { UserError } from '../../core/errors.js';
import type { RecalledEvent } from '../../core/generated/types.js';
import { rollbackReason } from '../../core/registry/confirm/recall-title.js';
import {
  ARCHIVED,
  FIRST_STAGE,
  foldModel,
  type RegisteredModel,
  versionInStage,
} from '../../core/registry/registry.js';
import { rollbackVersions } from '../../core/registry/rollback.js';
import { uriOf } from '../../core/registry/version.js';
import { readModel } from '../../ledger/read/records.js';
import type { PromoteDeps, PromoteResult } from '../promote/deps.js';
import { promote } from '../promote/promote.js';

/** A stage that holds a version which comes from what is recalled, and what became of it. */
export interface RolledBack {
  model: string;
  /** Null where the model cannot be read. */
  stage: string | null;
  /** The version that holds it. */
  version: number | null;
  /** `would`: of a dry run; `left`: a newer version holds the stage that does not come from it; `no-target`: there is none to go back to. */
  state: 'done' | 'pending-approval' | 'refused' | 'no-target' | 'left' | 'failed' | 'would';
  /** The version that it goes back to, or would; null where there is none, or nobody knows. */
  to: number | null;
  /** What the rollback answered; null where it ended with an error, or was not begun. */
  result: PromoteResult | null;
  /** Why it is not done, sentences without the last full stop; empty where it is. */
  why: string;
}

interface Held {
  model: string;
  stage: string;
  version: number;
  state: RegisteredModel;
}

/**
 * Begins the registry's own rollback for each stage that holds a version which comes from what is recalled, Production first, each in a
 * commit of its own: one that fails stops none of the others. A stage that was rolled back before holds none any more, and what waits for
 * approvals is not asked for twice.
 * @param affected all versions that come from it
 */
export async function rollBack(
  recall: Pick<RecalledEvent, 'event_id'>,
  { affected, dry_run }: { affected: readonly { model: string; version: number }[]; dry_run: boolean },
  deps: PromoteDeps,
): Promise<RolledBack[]> {
  const { held, failed } = await heldStages(affected, deps);
  const done: RolledBack[] = [];
  for (const one of held) {
    const numbers = new Set(
      affected.filter(({ model }) => model === one.model).map(({ version }) => version),
    );
    const newest = versionInStage(one.state, one.stage);
    if (newest !== undefined && !numbers.has(newest.version)) done.push(leftWith(newest.version, one));
    else if (dry_run) done.push(wouldBe(one, numbers));
    else done.push(await rollBackOne(one, rollbackReason(recall.event_id), deps));
  }
  return [...done, ...failed];
}

async function heldStages(
  affected: readonly { model: string; version: number }[],
  { ledger }: PromoteDeps,
): Promise<{ held: Held[]; failed: RolledBack[] }> {
  const view = await ledger.view();
  const held: Held[] = [];
  const failed: RolledBack[] = [];
  for (const model of [...new Set(affected.map((one) => one.model))].sort()) {
    const numbers = new Set(affected.filter((one) => one.model === model).map(({ version }) => version));
    try {
      const state = await readModel(view, model);
      for (const [stage, holders] of foldModel(state).holders) {
        const last = holders.findLast(({ version }) => numbers.has(version));
        if (last !== undefined && stage !== ARCHIVED && stage !== FIRST_STAGE)
          held.push({ model, stage, version: last.version, state });
      }
    } catch (error) {
      failed.push({ ...{ model, stage: null, version: null }, ...failure(error) });
    }
  }
  return { held: [...held].sort((one, other) => rankOf(one) - rankOf(other)), failed };
}

/** Production first. */
function rankOf({ stage }: Held): number {
  return stage === 'Production' ? 0 : 1;
}

async function rollBackOne(
  { model, stage, version }: Held,
  reason: string,
  deps: PromoteDeps,
): Promise<RolledBack> {
  const request = {
    ...{ model, stage, reason, version: '', rollback: true },
    ...{ archive_existing: null, endpoint: null, override: false, dry_run: false },
  };
  try {
    const result = await promote(request, deps);
    const isRefused = result.state === 'refused';
    const why = isRefused
      ? result.judgement.findings
          .filter(({ severity }) => severity === 'error')
          .map(({ message, mend }) => `${message}. ${mend}`)
          .join('. ')
      : '';
    const state = isRefused ? 'refused' : result.state === 'pending-approval' ? 'pending-approval' : 'done';
    return { model, stage, version, state, to: result.version.version, result, why };
  } catch (error) {
    if (error instanceof UserError && error.has('E_VERSION_NOT_FOUND'))
      return {
        model,
        stage,
        version,
        state: 'no-target',
        to: null,
        result: null,
        why: noTarget(error, model, version),
      };
    return { ...{ model, stage, version }, ...failure(error) };
  }
}

function noTarget(error: UserError, model: string, version: number): string {
  const what = error.faults.map((fault) => fault.what).join('. ');
  return `${what}. Archive ${uriOf(model, version)} where nothing may serve, record with \`lineage-gate withdrawn ENDPOINT\` that nothing does, or promote a version that does not come from it`;
}

function failure(error: unknown): Pick<RolledBack, 'state' | 'to' | 'result' | 'why'> {
  if (!(error instanceof UserError)) throw error;
  const why = error.faults.map(({ what, mend }) => `${what}. ${mend}`).join('. ');
  return { state: 'failed', to: null, result: null, why };
}

/** Nobody is moved away from a version that is good. */
function leftWith(newest: number, { model, stage, version }: Held): RolledBack {
  const why = `${stage} means version ${newest}, which does not come from it; archive version ${version}`;
  return { model, stage, version, state: 'left', to: newest, result: null, why };
}

function wouldBe({ model, stage, version, state }: Held, affected: ReadonlySet<number>): RolledBack {
  const target = rollbackVersions(state, stage).find((one) => !affected.has(one.version));
  const why = target === undefined ? `There is no version that ${stage} could go back to` : '';
  const to = target?.version ?? null;
  return { model, stage, version, state: to === null ? 'no-target' : 'would', to, result: null, why };
}

const NOT_BEGUN: ReadonlySet<RolledBack['state']> = new Set(['refused', 'no-target', 'failed'] as const);

/** Whether a stage still gives out what comes from it, and nothing waits that ends that. */
export function isNotBegun({ state }: Pick<RolledBack, 'state'>): boolean {
  return NOT_BEGUN.has(state);
}

/** For programs. */
export function rollbackJson({ result, ...about }: RolledBack) {
  const event_id = result?.events.at(-1)?.event_id ?? null;
  return { ...about, event_id, request_id: result?.request?.event.event_id ?? null };
}
