import { repositoryName } from '../remote-repository.js';
import { keyOf, type LineageEdge, type LineageNode } from './node.js';
import { type Output, partOf, type RunFacts } from './run-facts.js';
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
function commitNode(commit: string, repository: string | null): LineageNode & { kind: 'commit' } {
  return { kind: 'commit', repository: repository === null ? null : repositoryName(repository), commit };
}

/** The commits that a run is of: by a tag alone, or as its repository and the submodule that it ran in were checked out. */
export function codeEdges(run: RunFacts, to: LineageNode): LineageEdge[] {
  const { repository, commit, isCommitByTag, submodule, record } = run;
  const edge = (from: LineageNode): LineageEdge => ({ from, to, kind: 'code', record });
  return [
    ...(commit === null
      ? []
      : [{ ...edge(commitNode(commit, repository)), ...(isCommitByTag ? { by_tag: true as const } : {}) }]),
    ...(submodule === undefined ? [] : [edge(commitNode(submodule.commit, submodule.repository))]),
  ];
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

/** The runs that have it as a part: nobody hangs a run of his own on one that is trusted more. */
export function wholesOfPart(run: RunFacts, runs: ReadonlyMap<string, RunFacts>): string[] {
  return partOf(run).filter((id) => run.trust === 'trusted' || runs.get(id)?.trust !== 'trusted');
}
