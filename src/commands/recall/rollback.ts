import { UserError } from '../../core/errors.js';
import type { ModelVersion, RecalledEvent } from '../../core/generated/types.js';
import { type BadStage, badStages } from '../../core/recall/stages.js';
import { UNJUDGED_LEAVES } from '../../core/registry/absent.js';
import { rollbackReason } from '../../core/registry/confirm/recall-title.js';
import { uriOf } from '../../core/registry/version.js';
import { readModel } from '../../ledger/read/records.js';
import type { WaivedVersion } from '../../report/recall/view.js';
import type { PromoteDeps, PromoteResult } from '../promote/deps.js';
import { promote } from '../promote/promote.js';
import { recallFindings } from '../promote/rollback.js';
import { Recalled } from '../recalled/recalled.js';
import { waivedOf } from './waived.js';

/** A stage that holds a version which comes from what is recalled, and what became of it. */
export interface RolledBack {
  model: string;
  /** Null where the model cannot be read. */
  stage: string | null;
  /** The version that holds it. */
  version: number | null;
  /**
   * `would`: of a dry run; `left`: a newer version holds the stage that may; `waived`: the policy lets the version pass; `no-target`:
   * there is none to go back to.
   */
  state: 'done' | 'pending-approval' | 'refused' | 'no-target' | 'left' | 'waived' | 'failed' | 'would';
  /** The version that it goes back to, or would; null where there is none, or nobody knows. */
  to: number | null;
  /** What the rollback answered; null where it ended with an error, or was not begun. */
  result: PromoteResult | null;
  /** Why it is not done, sentences without the last full stop; empty where it is. */
  why: string;
}

type Held = BadStage & { model: string };

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
  const waived = waivedOf(recall, affected, { policy: deps.policy, now: deps.facts.at });
  const { held, kept, failed } = await heldStages(affected, { ...deps, waived, dry_run });
  const done: RolledBack[] = [];
  for (const one of held)
    done.push(
      one.state === 'left'
        ? leftWith(one)
        : dry_run
          ? wouldBe(one)
          : await rollBackOne(one, rollbackReason(recall.event_id), deps),
    );
  return [...done, ...kept, ...failed];
}

interface Asked extends PromoteDeps {
  /** Of the affected versions. */
  waived: readonly WaivedVersion[];
  /** Whether nobody else finds out which versions other recalls refuse. */
  dry_run: boolean;
}

async function heldStages(
  affected: readonly { model: string; version: number }[],
  { waived, dry_run, ledger, policy, facts, ...deps }: Asked,
): Promise<{ held: Held[]; kept: RolledBack[]; failed: RolledBack[] }> {
  const view = await ledger.view();
  const recalled = new Recalled(view, deps);
  const isRefused = async (version: ModelVersion) =>
    dry_run &&
    (await recallFindings(version, { policy, facts, view, recalled })).some(
      ({ severity }) => severity === 'error',
    );
  const held: Held[] = [];
  const kept: RolledBack[] = [];
  const failed: RolledBack[] = [];
  for (const model of [...new Set(affected.map((one) => one.model))].sort()) {
    const passing = new Map(waived.flatMap((one) => (one.model === model ? [[one.version, one.why]] : [])));
    const numbers = affected.flatMap((one) => (one.model === model ? one.version : []));
    const bad = new Set(numbers.filter((version) => !passing.has(version)));
    try {
      const state = await readModel(view, model);
      const stages = await badStages(state, bad, isRefused);
      held.push(...stages.map((stage) => ({ ...stage, model })));
      for (const { stage, versions } of await badStages(state, new Set(passing.keys())))
        for (const version of versions)
          kept.push({
            model,
            stage,
            version,
            state: 'waived',
            to: null,
            result: null,
            why: passing.get(version) ?? '',
          });
    } catch (error) {
      failed.push({ model, stage: null, version: null, ...failure(error) });
    }
  }
  const inOrder = <T extends Pick<RolledBack, 'stage'>>(all: T[]) =>
    all.sort((one, other) => rankOf(one) - rankOf(other));
  return { held: inOrder(held), kept: inOrder(kept), failed };
}

/** Production first. */
function rankOf({ stage }: Pick<RolledBack, 'stage'>): number {
  return stage === 'Production' ? 0 : 1;
}

async function rollBackOne(held: Held, reason: string, deps: PromoteDeps): Promise<RolledBack> {
  const { model, stage } = held;
  const version = newestOf(held);
  const request = {
    model,
    stage,
    reason,
    version: '',
    rollback: true,
    archive_existing: null,
    endpoint: null,
    override: false,
    dry_run: false,
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
        why: noTarget(error, held),
      };
    return { model, stage, version, ...failure(error) };
  }
}

function noTarget(error: UserError, held: Held): string {
  const what = error.faults.map((fault) => fault.what).join('. ');
  return `${what}. Archive ${uriOf(held.model, newestOf(held))} where nothing may serve${howToArchive(held)}, record with \`lineage-gate withdrawn ENDPOINT\` that nothing does, or promote a version that does not come from it`;
}

/** In parentheses; empty where `promote` does it. */
function howToArchive({ versions, unjudged }: BadStage): string {
  if (unjudged.length === 0) return '';
  const which = unjudged.length === versions.length ? '' : `version ${unjudged.join(', ')}: `;
  return ` (${which}${UNJUDGED_LEAVES})`;
}

function failure(error: unknown): Pick<RolledBack, 'state' | 'to' | 'result' | 'why'> {
  if (!(error instanceof UserError)) throw error;
  const why = error.faults.map(({ what, mend }) => `${what}. ${mend}`).join('. ');
  return { state: 'failed', to: null, result: null, why };
}

/** Nobody is moved away from a version that is good. */
function leftWith(held: Held): RolledBack {
  const { model, stage, versions, to } = held;
  const why = `${stage} means version ${to}, which may serve; archive version ${versions.join(', ')}${howToArchive(held)}`;
  return { model, stage, version: newestOf(held), state: 'left', to, result: null, why };
}

function wouldBe(held: Held): RolledBack {
  const { model, stage, state, to } = held;
  const why = state === 'no-target' ? `There is no version that ${stage} could go back to` : '';
  return { model, stage, version: newestOf(held), state, to, result: null, why };
}

function newestOf({ versions }: Pick<BadStage, 'versions'>): number {
  return versions.at(-1) ?? 0;
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
