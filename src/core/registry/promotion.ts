import type { ModelEvent, ModelVersion, StageChangedEvent } from '../generated/types.js';
import { EventChain, type EventFacts } from './event-chain.js';
import { FIRST_STAGE, foldModel, type RegisteredModel } from './registry.js';

/** A move of a version to a stage. */
export interface Promotion {
  version: ModelVersion;
  to: string;
  /** Whether the versions that are in the stage are archived. */
  archive_existing: boolean;
  reason: string | null;
  policy: NonNullable<StageChangedEvent['policy']>;
  /** The request that it answers, with the approvals it rests on; left out where none was needed. */
  request?: string;
  approvals?: string[];
  override?: boolean;
  rollback?: boolean;
}

/** The stage that a version is in. */
export function stageOf(model: RegisteredModel, version: number): string {
  return foldModel(model).stages.get(version) ?? FIRST_STAGE;
}

/** Numbers of the versions that a move archives. */
export function archivedBy(
  model: RegisteredModel,
  { version, to, archive_existing }: Pick<Promotion, 'version' | 'to' | 'archive_existing'>,
): number[] {
  if (!archive_existing) return [];
  const held = foldModel(model).holders.get(to) ?? [];
  return held.map((one) => one.version).filter((number) => number !== version.version);
}

/** The event of a move: pure, so that it can be asked again after a lost race. */
export function promote(promotion: Promotion, model: RegisteredModel, facts: EventFacts): ModelEvent {
  const { version, to, reason, policy, request, approvals, override, rollback } = promotion;
  return new EventChain(model.events, facts).add(version, {
    type: 'stage-changed',
    from_stage: stageOf(model, version.version),
    to_stage: to,
    reason,
    archived: archivedBy(model, promotion),
    manifest_digest: version.manifest.digest,
    policy,
    ...(request === undefined ? {} : { request }),
    ...(approvals === undefined ? {} : { approvals }),
    ...(override ? { override: true as const } : {}),
    ...(rollback ? { rollback: true as const } : {}),
  });
}
