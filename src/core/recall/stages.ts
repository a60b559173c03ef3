import type { ModelVersion } from '../generated/types.js';
import {
  ARCHIVED,
  FIRST_STAGE,
  foldModel,
  isUnjudged,
  type RegisteredModel,
  versionInStage,
} from '../registry/registry.js';
import { rollbackVersions } from '../registry/rollback.js';

/** A stage that holds versions which come from what is recalled, and how they get out of it. */
export interface BadStage {
  stage: string;
  /** The bad versions that it holds, the one that came last at the end. */
  versions: readonly number[];
  /** Those of them that nobody judged, which no command archives. */
  unjudged: readonly number[];
  /** `left`: the stage means a version that does not come from it, so that the bad ones are archived and nothing is rolled back. */
  state: 'would' | 'left' | 'no-target';
  /** The version that the stage means afterwards; null where there is none. */
  to: number | null;
}

/**
 * The one plan of what becomes of the stages of a model.
 * @param bad numbers of the versions that come from what is recalled
 * @param isPassedOver whether a version is none to go back to for another reason
 */
export async function badStages(
  model: RegisteredModel,
  bad: ReadonlySet<number>,
  isPassedOver: (version: ModelVersion) => Promise<boolean> = async () => false,
): Promise<BadStage[]> {
  const found: BadStage[] = [];
  for (const [stage, holders] of foldModel(model).holders) {
    const versions = holders.map(({ version }) => version).filter((version) => bad.has(version));
    if (versions.length === 0 || stage === ARCHIVED || stage === FIRST_STAGE) continue;
    const unjudged = versions.filter((version) => isUnjudged(model, version));
    const newest = versionInStage(model, stage);
    if (newest !== undefined && !bad.has(newest.version)) {
      found.push({ stage, versions, unjudged, state: 'left', to: newest.version });
      continue;
    }
    const target = await firstOf(
      rollbackVersions(model, stage).filter(({ version }) => !bad.has(version)),
      isPassedOver,
    );
    const state = target === undefined ? 'no-target' : 'would';
    found.push({ stage, versions, unjudged, state, to: target?.version ?? null });
  }
  return found;
}

async function firstOf(
  versions: readonly ModelVersion[],
  isPassedOver: (version: ModelVersion) => Promise<boolean>,
): Promise<ModelVersion | undefined> {
  for (const version of versions) if (!(await isPassedOver(version))) return version;
  return undefined;
}
