import type { LineageEdge, LineageNode } from './node.js';
import type { Output, RunFacts } from './run-facts.js';
import type { HoldFacts } from './sources.js';

export function holdEdge({ of, model, version, record }: HoldFacts): LineageEdge {
  const to: LineageNode =
    of.kind === 'endpoint'
      ? of
      : of.kind === 'stage'
        ? { kind: 'stage', model, stage: of.stage }
        : { kind: 'alias', model, alias: of.alias };
  const kind = of.kind === 'endpoint' ? 'serves' : 'holds';
  return { from: { kind: 'version', model, version }, to, kind, record };
}

export function outputNode({ run_id }: RunFacts, { path, digest }: Output): LineageNode & { kind: 'output' } {
  return { kind: 'output', run_id, path, digest };
}

export function outputsOf(run: RunFacts): (LineageNode & { kind: 'output' })[] {
  return run.outputs.map((output) => outputNode(run, output));
}
