import type { ModelVersion } from '../../core/generated/types.js';
import { archivedBy, stageOf } from '../../core/registry/promotion.js';
import { type RegisteredModel, versionInStage } from '../../core/registry/registry.js';
import { rollbackVersions } from '../../core/registry/rollback.js';
import type { PromoteRequest } from './request.js';

export interface Move {
  version: ModelVersion;
  from: string;
  to: string;
  archive_existing: boolean;
  archived: number[];
  replaced: ModelVersion | null;
  is_there: boolean;
}

/** What a move would change in the state as it is. */
export function moveOf(
  version: ModelVersion,
  {
    stage: to,
    archive_existing: wanted,
    rollback = false,
  }: Pick<PromoteRequest, 'stage' | 'archive_existing'> & { rollback?: boolean },
  state: RegisteredModel,
): Move {
  const from = stageOf(state, version.version);
  // What is rolled away from has to leave, also where a stage keeps several.
  const archive_existing = wanted ?? (rollback || to === 'Production');
  const archived = archivedBy(state, { version, to, archive_existing });
  const before = versionInStage(state, to);
  const replaced = before === undefined || before.version === version.version ? null : before;
  const is_there = from === to && archived.length === 0;
  return { version, from, to, archive_existing, archived, replaced, is_there };
}

/** What the stage held before what it holds, the newest first, but for the version that is moved. */
export function heldBefore(
  { version, to }: Pick<Move, 'version' | 'to'>,
  state: RegisteredModel,
): ModelVersion[] {
  return rollbackVersions(state, to).filter((one) => one.version !== version.version);
}
