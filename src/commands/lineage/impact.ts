import { UserError } from '../../core/errors.js';
import { contentsOfNodes } from '../../core/lineage/disputed.js';
import {
  type Impact,
  impactOf,
  impactTrace,
  type Others,
  type Unjudged,
  unjudged,
} from '../../core/lineage/impact.js';
import type { LineageNode } from '../../core/lineage/node.js';
import { type OtherNames, otherNames } from '../../core/lineage/other-names.js';
import { uriOf } from '../../core/registry/version.js';
import { runIdOf } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { amendedLineage } from '../../ledger/read/amended.js';
import { type Asked, type Place, readAsked } from './asked.js';
import type { ReadGraph } from './read-graph.js';
import { type LineageDeps, readLineage } from './read-lineage.js';

export interface Impacted extends ReadGraph {
  roots: readonly LineageNode[];
  impact: Impact;
  /** Whether anything comes from it. */
  isHit: boolean;
  /** What is worth saying of what was asked, whole sentences. */
  notes: readonly string[];
  /** Other names of the data that is asked about: what comes from it by these alone is not in the answer. */
  otherNames: readonly OtherNames[];
  /** What the answer says nothing about. */
  unjudged: readonly Unjudged[];
}

/** Of runs, what nobody looks at. */
export const AMENDED =
  'were given data, models or lineage tags by MLflow clients after their end, and records alone are read';

export interface ImpactRequest {
  /** What is asked about, or the path of a file or folder. */
  reference: string;
  /** Ids that are wanted of the runs that could not be judged, of each kind. */
  most: number;
}

/**
 * Every run and model version that comes from something, with what they held and hold.
 * @throws UserError E_INPUT_INVALID, E_LINEAGE_NOT_FOUND, E_FILE_UNREADABLE, E_ARTIFACT_SYMLINK, E_LINEAGE_HISTORY, E_LEDGER_*
 */
export async function findImpact(
  { reference, most }: ImpactRequest,
  { cwd, env, root, ...deps }: LineageDeps & Place,
): Promise<Impacted> {
  const { view } = deps;
  const asked = await readAsked(reference, { cwd, env, root });
  const read = await readLineage({ asked, direction: 'down', trace: impactTrace }, deps);
  const { roots, neither, unplaced } = read;
  const impact = impactOf(read.graph, roots, read);
  const hit = hitBy(impact);
  return {
    ...read,
    roots,
    impact,
    isHit: isHit(asked, roots, impact),
    otherNames: otherNames(read.graph, roots),
    unjudged: [
      ...notAnswered(impact, {
        ...{ view, read, neither, unplaced },
        asked: contentsOfNodes(read.graph, roots),
        others: await read.others(hit, most),
      }),
      ...(await amended(view, impact)),
    ],
  };
}

/** Ids of the runs that something hits. */
function hitBy({ runs, judged }: Pick<Impact, 'runs' | 'judged'>): ReadonlySet<string> {
  return new Set([...runs, ...judged].map(({ run_id }) => run_id));
}

/**
 * What an answer says nothing about.
 * @param of `asked`: what is asked about, as contents are compared; `neither`: versions of a range that are neither in it nor out of it; `unplaced`: runs of which the history of commits does not tell; `others`: what is known of runs that a graph of some does not have
 */
export function notAnswered(
  impact: Impact,
  {
    view,
    read,
    asked,
    neither,
    unplaced,
    others,
  }: {
    view: LedgerView;
    read: ReadGraph;
    asked: Iterable<string>;
    neither: readonly string[];
    unplaced: readonly Unjudged[];
    others?: Others;
  },
): Unjudged[] {
  const hit = hitBy(impact);
  const versions = impact.versions.map(({ model, version }) => uriOf(model, version));
  const made = impact.runs.map(({ run_id }) => ({ kind: 'run', run_id }) as const);
  const bad = new Set([...asked, ...contentsOfNodes(read.graph, made)]);
  return [
    ...some('versions of it are neither in the range nor out of it', neither),
    ...unplaced.flatMap(({ why, ids, count = ids.length }) => {
      const left = ids.filter((id) => !hit.has(id));
      return some(why, left, count - (ids.length - left.length));
    }),
    ...unjudged(read.graph, new Set([...hit, ...versions]), { bad, others }),
    ...some(
      'records cannot be read',
      read.faults.flatMap(({ faults }) => faults.map(({ where }) => where ?? '')),
    ),
    ...some(
      'runs are not on the branch yet',
      view.parked.flatMap((path) => runIdOf(path) ?? []).filter((id) => !hit.has(id)),
    ),
  ];
}

/**
 * What is asked about may be a run: that alone is no impact, but for commits, data and bytes, whose runs are what they hit. A version is in
 * the registry, where everybody can take it, also the one that is asked about.
 */
function isHit(asked: Asked, roots: readonly LineageNode[], { runs, judged, versions }: Impact): boolean {
  const isData = asked.by !== 'reference' || /^(?:datasets?|digest)$/.test(asked.reference.kind);
  const count = isData ? 0 : roots.filter(({ kind }) => kind === 'run').length;
  return versions.length > 0 || runs.length + judged.length > count;
}

async function amended(view: LedgerView, impact: Pick<Impact, 'runs' | 'judged'>): Promise<Unjudged[]> {
  const hit = hitBy(impact);
  try {
    const ids = await amendedLineage(view);
    return some(
      AMENDED,
      ids.filter((id) => !hit.has(id)),
    );
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const paths = error.faults.map(({ where }) => where ?? '');
    return some('amendments cannot be read', paths);
  }
}

function some(why: string, ids: readonly string[], count = ids.length): Unjudged[] {
  return count === 0 ? [] : [{ why, ids, ...(count === ids.length ? {} : { count }) }];
}
