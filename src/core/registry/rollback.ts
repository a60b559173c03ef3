import type { ModelVersion, StageChangedEvent } from '../generated/types.js';
import { foldModel, type RegisteredModel, versionInStage, versionOf } from './registry.js';

/**
 * Versions that a stage can go back to, the latest there first: those it held before the one that it held last, but for every one
 * that was rolled away from or moved out by hand since it came there. So a second rollback goes one further back, and none goes forward.
 */
export function rollbackVersions(model: RegisteredModel, stage: string): ModelVersion[] {
  const held: number[] = [];
  const left = new Set<number>();
  for (const event of countedMoves(model, stage)) {
    if (event.to_stage !== stage) {
      left.add(event.version);
      continue;
    }
    if (event.rollback === true) {
      for (let last = held.at(-1); last !== undefined && last !== event.version; last = held.at(-1)) {
        left.add(last);
        held.pop();
      }
    } else left.delete(event.version);
    if (held.at(-1) !== event.version) held.push(event.version);
  }
  const now = held.at(-1);
  const back = held.reverse().filter((version) => version !== now && !left.has(version));
  return [...new Set(back)].flatMap((version) => versionOf(model, version) ?? []);
}

/** The version that the stage held last, where somebody has moved it out and nothing has come since; undefined where the stage holds one. */
export function movedOut(model: RegisteredModel, stage: string): number | undefined {
  const last = countedMoves(model, stage).at(-1);
  const isOut = last !== undefined && last.to_stage !== stage;
  return isOut && versionInStage(model, stage) === undefined ? last.version : undefined;
}

function countedMoves(model: RegisteredModel, stage: string) {
  const { damage, disowned } = foldModel(model);
  const isOf = ({ from_stage, to_stage }: StageChangedEvent) => from_stage === stage || to_stage === stage;
  const out = new Set([...damage.map(({ event_id }) => event_id), ...disowned.keys()]);
  return model.events.flatMap((event) =>
    event.type === 'stage-changed' && isOf(event) && !out.has(event.event_id) ? [event] : [],
  );
}
