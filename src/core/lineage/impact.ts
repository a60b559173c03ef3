import { uriOf } from '../registry/version.js';
import { ambiguousTags } from './ambiguous.js';
import { disputed } from './disputed.js';
import type { LineageGraph } from './graph.js';
import { type Gap, gapsOf } from './look-up-facts.js';
import { keyOf, type LineageEdge, type LineageNode } from './node.js';
import { overlapping } from './overlapping.js';
import { isOf, type RunFacts } from './run-facts.js';
import { versionsOfSameBytes } from './same-bytes.js';
import type { VersionFacts } from './sources.js';
import type { Tenure } from './tenure.js';
import { type Trace, trace } from './trace.js';

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
  /** Set where it holds bytes that something hit is, and its own record does not lead there. */
  same_bytes?: true;
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
  /** Set where there are more than the ids that are named. */
  count?: number;
}

/** Ids of runs, or as many of them as are wanted. */
export interface SomeRuns {
  ids: readonly string[];
  count: number;
}

/** What is known of the runs that are not hit. */
export interface Others {
  gaps: Readonly<Record<Gap, SomeRuns>>;
  /** Ids of the runs of versions that can be read. */
  there: Pick<ReadonlySet<string>, 'has'>;
}

/** A walk, with keys of the versions that it came by alone since they hold the bytes of something hit. */
export interface ImpactTrace extends Trace {
  copies: ReadonlySet<string>;
}

/** The walk to all that comes from the roots. @param goesOn left out, as {@link ImpactFacts} has it, copies of models are walked on from */
export function impactTrace(
  graph: LineageGraph,
  roots: readonly LineageNode[],
  goesOn?: ImpactFacts['goesOn'],
): ImpactTrace {
  const walk = (from: readonly LineageNode[]) =>
    trace(graph, {
      roots: from,
      direction: 'down',
      most: Number.POSITIVE_INFINITY,
      goesOn: goesOn ?? notJudged,
    });
  const copies = new Map<string, LineageNode>();
  let found = walk(roots);
  while (goesOn === undefined) {
    const more = versionsOfSameBytes(graph, found.nodes);
    if (more.length === 0) break;
    for (const node of more) copies.set(keyOf(node), node);
    found = walk([...roots, ...copies.values()]);
  }
  return { ...found, roots, copies: new Set(copies.keys()) };
}

/** All that comes from the roots. */
export function impactOf(
  graph: LineageGraph,
  roots: readonly LineageNode[],
  { tenures, requests, goesOn }: ImpactFacts,
): Impact {
  const { nodes, edges, copies } = impactTrace(graph, roots, goesOn);
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
        model,
        version,
        run_id,
        record,
        status,
        ...(copies.has(keyOf(node)) ? { same_bytes: true } : {}),
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

/** What of the runs of a graph that has all of them is known. @param hit ids of runs that are known to be hit */
export function othersIn({ runs }: LineageGraph, hit: ReadonlySet<string>): Others {
  const of = (isMeant: (run: RunFacts) => boolean): SomeRuns => {
    const ids = [...runs.values()].filter((run) => !hit.has(run.run_id) && isMeant(run));
    return { ids: ids.map(({ run_id }) => run_id), count: ids.length };
  };
  const has = (gap: Gap) => of((run) => gapsOf(run).includes(gap));
  return {
    gaps: {
      silent: has('silent'),
      digest: has('digest'),
      packages: has('packages'),
      imported: has('imported'),
    },
    there: runs,
  };
}

/**
 * What an answer says nothing about.
 * @param hit ids of runs that are known to be hit, and URIs of versions
 * @param of `bad`: what is asked about, and what is made of it, as contents are compared
 */
export function unjudged(
  graph: LineageGraph,
  hit: ReadonlySet<string>,
  {
    bad = new Set(),
    others: { gaps, there } = othersIn(graph, hit),
  }: { bad?: ReadonlySet<string>; others?: Others | undefined } = {},
): Unjudged[] {
  const of = (why: string, { ids, count }: SomeRuns): Unjudged[] => {
    if (count === 0) return [];
    return [{ why, ids, ...(count === ids.length ? {} : { count }) }];
  };
  const untrue = [...graph.runs.values()].filter(
    (run) => graph.isReader(run.run_id) && !isTrueMaker(run, graph),
  );
  const oneOf = disputed(graph, bad).filter((id) => !hit.has(id));
  const atOnce = overlapping(graph, hit, bad);
  const many = [...graph.runs.keys()].filter((id) => !hit.has(id) && graph.hasMoreMakers(id));
  const twofold = new Set(ambiguousTags(hit, graph).map(({ run_id }) => run_id));
  const lost = graph.versions.all.filter(({ run_id }) => run_id === null || !there.has(run_id));
  return [
    ...of('name no data and no model that they began with', gaps.silent),
    ...of('read data of which no digest was recorded', gaps.digest),
    ...of('recorded no list of Python packages, or not of every interpreter', gaps.packages),
    ...of(
      'name data by a tag alone that several datasets share, and count as if they had read each (ambiguous)',
      {
        ids: [...twofold],
        count: twofold.size,
      },
    ),
    ...of('say that a run made what they read which did not, and count as if it had (made_by)', {
      ids: untrue.map(({ run_id }) => run_id),
      count: untrue.length,
    }),
    ...of(
      'name data by a tag alone under whose name others read several contents, one of which is it or comes from it',
      {
        ids: oneOf,
        count: oneOf.length,
      },
    ),
    ...of('read bytes that a run which went on at the same time has made of it', {
      ids: atOnce,
      count: atOnce.length,
    }),
    ...of('read bytes that very many runs had made, of which the newest were looked at', {
      ids: many,
      count: many.length,
    }),
    ...of('model versions are of no run that can be read', {
      ids: lost.map(({ model, version }) => uriOf(model, version)),
      count: lost.length,
    }),
    ...of('were imported from elsewhere', gaps.imported),
  ];
}

function isTrueMaker({ run_id, datasets, models }: RunFacts, { runs }: LineageGraph): boolean {
  return [...datasets, ...models].every(
    ({ made_by, contents }) =>
      made_by === null ||
      made_by === run_id ||
      contents.length === 0 ||
      runs.get(made_by)?.outputs.some((output) => isOf(output, contents)) === true,
  );
}
