import { repositoryName } from '../remote-repository.js';
import { keyOf, type LineageEdge, type LineageNode } from './node.js';
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

/** The same one of each clone, however that writes the address of its repository. */
export function commitNode(commit: string, repository: string | null): LineageNode & { kind: 'commit' } {
  return { kind: 'commit', repository: repository === null ? null : repositoryName(repository), commit };
}

/** @param read keys of what somebody has read: of gathered folders these alone */
export function outputsOf(run: RunFacts, read: ReadonlySet<string>): (LineageNode & { kind: 'output' })[] {
  return run.outputs.flatMap((output) => {
    const node = outputNode(run, output);
    return output.isGathered && !read.has(keyOf(node)) ? [] : [node];
  });
}

/** Whether what comes from its beginning is found by it. */
export function isNoted({ kind }: LineageEdge): boolean {
  return kind === 'code' || kind === 'began-with' || kind === 'began-with-same' || kind === 'ran-with';
}

/** Nobody hangs a run of his own on one that is trusted more. */
export function isPart({ parent, trust }: RunFacts, runs: ReadonlyMap<string, RunFacts>): boolean {
  return parent !== null && (trust === 'trusted' || runs.get(parent)?.trust !== 'trusted');
}
