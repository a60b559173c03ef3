import { uriOf } from '../registry/version.js';
import type { LineageGraph } from './graph.js';
import type { LineageEdge, LineageNode } from './node.js';
import { isOf, type RunFacts } from './run-facts.js';
import type { VersionFacts } from './sources.js';
import type { Tenure } from './tenure.js';
import { trace } from './trace.js';

/** What something hits. */
export interface Impact {
  /** Runs whose weights come from it, the oldest first. */
  runs: readonly RunFacts[];
  /** Runs that were judged on it, and come from it in no other way. */
  judged: readonly RunFacts[];
  /** What is in Production now first, then by name and number. */
  versions: readonly ImpactedVersion[];
}

export interface ImpactedVersion {
  model: string;
  version: number;
  run_id: string | null;
  /** Path of its record. */
  record: string;
  status: VersionFacts['status'];
  /** What it held, also what has ended. */
  tenures: readonly Tenure[];
  /** Ids of requests for it that wait. */
  waiting: readonly string[];
}

export interface ImpactFacts {
  /** Whether what comes from the end of an edge comes from its beginning; left out, by all but what judged alone. */
  goesOn?: (edge: LineageEdge) => boolean;
  tenures: readonly Tenure[];
  requests: readonly { model: string; version: number; event_id: string }[];
}

/** Runs of which nobody can tell whether they come from something, by why. */
export interface Unjudged {
  why: string;
  ids: readonly string[];
}

/** All that comes from the roots. */
export function impactOf(
  graph: LineageGraph,
  roots: readonly LineageNode[],
  { tenures, requests, goesOn = notJudged }: ImpactFacts,
): Impact {
  const { nodes, edges } = trace(graph, {
    ...{ roots, direction: 'down', most: Number.POSITIVE_INFINITY },
    goesOn,
  });
  const judgedOnly = new Set(nodes.flatMap((node) => (node.kind === 'run' ? node.run_id : [])));
  for (const { to, kind } of edges)
    if (to.kind === 'run' && kind !== 'judged-on') judgedOnly.delete(to.run_id);
  for (const root of roots) if (root.kind === 'run') judgedOnly.delete(root.run_id);
  const runs = nodes
    .flatMap((node) => (node.kind === 'run' ? (graph.runs.get(node.run_id) ?? []) : []))
    .sort((one, other) => Date.parse(one.started_at) - Date.parse(other.started_at));
  const versions = nodes.flatMap((node): ImpactedVersion[] => {
    const facts = node.kind === 'version' ? graph.version(node.model, node.version) : undefined;
    if (facts === undefined) return [];
    const { model, version, run_id, record, status } = facts;
    // They may name it as it was called then.
    const isOf = (one: { model: string; version: number }) => graph.version(one.model, one.version) === facts;
    return [
      {
        ...{ model, version, run_id, record, status },
        tenures: tenures.filter(isOf),
        waiting: requests.filter(isOf).map(({ event_id }) => event_id),
      },
    ];
  });
  return {
    runs: runs.filter(({ run_id }) => !judgedOnly.has(run_id)),
    judged: runs.filter(({ run_id }) => judgedOnly.has(run_id)),
    versions: versions.sort(
      (one, other) =>
        Number(isInProduction(other)) - Number(isInProduction(one)) ||
        (one.model < other.model ? -1 : one.model > other.model ? 1 : one.version - other.version),
    ),
  };
}

/** Whoever made them first, the same bytes are as bad. */
function notJudged({ kind }: LineageEdge): boolean {
  return kind !== 'judged-on';
}

export function isInProduction({ tenures }: Pick<ImpactedVersion, 'tenures'>): boolean {
  return tenures.some(({ to, holds, kind }) => to === null && kind === 'stage' && holds === 'Production');
}

/** What an answer says nothing about. @param hit ids of runs that are known to be hit */
export function unjudged(graph: LineageGraph, hit: ReadonlySet<string>): Unjudged[] {
  const others = [...graph.runs.values()].filter(({ run_id }) => !hit.has(run_id));
  const of = (why: string, isMeant: (run: RunFacts) => boolean): Unjudged[] => {
    const ids = others.filter(isMeant).map(({ run_id }) => run_id);
    return ids.length === 0 ? [] : [{ why, ids }];
  };
  return [
    ...of('name no data and no model that they began with', isSilent),
    ...of('read data of which no digest was recorded', ({ datasets }) =>
      datasets.some(({ digest }) => digest === null),
    ),
    ...of('recorded no list of Python packages', (run) => run.package === 'unknown'),
    ...of('say that a run made their data which did not (made_by)', (run) => !isTrueMaker(run, graph)),
    ...lostVersions(graph),
    ...of('were imported from elsewhere', ({ trust }) => trust === 'imported'),
  ];
}

function isTrueMaker({ run_id, datasets }: RunFacts, { runs }: LineageGraph): boolean {
  return datasets.every(
    ({ made_by, contents }) =>
      made_by === null ||
      made_by === run_id ||
      contents.length === 0 ||
      runs.get(made_by)?.outputs.some((output) => isOf(output, contents)) === true,
  );
}

/** Versions whose run nobody can ask any more. */
function lostVersions({ versions, runs }: LineageGraph): Unjudged[] {
  const lost = versions.all.filter(({ run_id }) => run_id === null || !runs.has(run_id));
  const ids = lost.map(({ model, version }) => uriOf(model, version));
  return ids.length === 0 ? [] : [{ why: 'model versions are of no run that can be read', ids }];
}

function isSilent({ datasets, tagged, models, parent }: RunFacts): boolean {
  return datasets.length + tagged.length + models.length === 0 && parent === null;
}
