import type { ModelVersion } from '../../core/generated/types.js';
import { archivedBy, stageOf } from '../../core/registry/promotion.js';
import {
  ARCHIVED,
  FIRST_STAGE,
  foldModel,
  type RegisteredModel,
  versionInStage,
  versionOf,
} from '../../core/registry/registry.js';
import { movedOut, rollbackVersions } from '../../core/registry/rollback.js';
import type { PromoteRequest } from './request.js';

/** Whether a version in the stage serves something, so that its run and its files are judged. */
export function serves(stage: string): boolean {
  return stage !== ARCHIVED && stage !== FIRST_STAGE;
}

export interface Move {
  version: ModelVersion;
  from: string;
  to: string;
  archive_existing: boolean;
  archived: number[];
  replaced: ModelVersion | null;
  is_there: boolean;
  /** Aliases of versions that would be archived. */
  left: readonly { alias: string; version: number }[];
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
  const out = new Set(to === ARCHIVED ? [version.version] : archived);
  const left = [...foldModel(state).aliases].flatMap(([alias, held]) =>
    out.has(held.version) ? { alias, version: held.version } : [],
  );
  return { version, from, to, archive_existing, archived, replaced, is_there, left };
}

/** What a move is compared with. */
export interface Compared {
  /** What the stage holds; where that was taken out of service and nothing has come since, it: else that were a way past every limit. */
  version: ModelVersion | null;
  isThere: boolean;
  /** What the stage held before that, the newest first. */
  before(): readonly ModelVersion[];
}

export function comparedWith(
  { version, to, replaced }: Pick<Move, 'version' | 'to' | 'replaced'>,
  state: RegisteredModel,
): Compared {
  const isOther = (one: ModelVersion) => one.version !== version.version;
  const out = replaced === null ? movedOut(state, to) : undefined;
  const last = out === undefined ? undefined : versionOf(state, out);
  const isMeant = last !== undefined && isOther(last) && !serves(stageOf(state, last.version));
  return {
    version: replaced ?? (isMeant ? last : null),
    isThere: replaced !== null,
    before: () => rollbackVersions(state, to).filter(isOther),
  };
}
