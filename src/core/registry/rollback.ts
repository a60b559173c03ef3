import type { ModelVersion } from '../generated/types.js';
import { foldModel, type RegisteredModel, versionOf } from './registry.js';

/**
 * Versions that a stage can go back to, the latest there first: those it held before the one that it held last, but for every one
 * that was rolled away from since it came there. So a second rollback goes one further back, and none goes forward.
 */
export function rollbackVersions(model: RegisteredModel, stage: string): ModelVersion[] {
  const held: number[] = [];
  const left = new Set<number>();
  for (const event of countedMoves(model, stage)) {
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

function countedMoves(model: RegisteredModel, stage: string) {
  const { damage, disowned } = foldModel(model);
  const out = new Set([...damage.map(({ event_id }) => event_id), ...disowned.keys()]);
  return model.events.flatMap((event) =>
    event.type === 'stage-changed' && event.to_stage === stage && !out.has(event.event_id) ? [event] : [],
  );
}
