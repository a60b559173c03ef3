import { UserError } from '../../core/errors.js';
import { tagOf } from '../../core/lineage/data-tags.js';
import type { LineageGraph } from '../../core/lineage/graph.js';
import { type Others, othersIn } from '../../core/lineage/impact.js';
import { Needs } from '../../core/lineage/needs.js';
import type { LineageNode } from '../../core/lineage/node.js';
import { cutsOf } from '../../core/lineage/reference.js';
import { formsOf } from '../../core/lineage/spelling.js';
import type { Direction, Trace } from '../../core/lineage/trace.js';
import type { Log } from '../../core/log.js';
import { digitsMeant } from '../../ledger/find-run.js';
import { bringLookUps } from '../../ledger/index/bring-look-ups.js';
import { LineageRuns } from '../../ledger/index/lineage-runs.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { type Asked, askedOf, type Roots, rootsOf } from './asked.js';
import { type AskedModels, LineageModels } from './models.js';
import { type ReadGraph, readGraph } from './read-graph.js';
import { orUnread, type Wanted } from './unread.js';
import { othersOf, walk } from './walk.js';

/** What lineage is read from. */
export interface LineageDeps {
  view: LedgerView;
  log: Log;
  /** Whether all records are read, whatever look-ups say: who may push may write any of these. */
  isIndexUsed?: boolean;
}

export interface ReadLineage extends ReadGraph, Roots {
  /** What is known of the runs that are not hit. @param most ids of each kind that are wanted */
  others(hit: ReadonlySet<string>, most: number): Promise<Others>;
}

interface Question {
  asked: Asked;
  direction: Direction;
  trace: (graph: LineageGraph, roots: readonly LineageNode[]) => Trace;
}

/**
 * As much of a ledger as a question takes: what look-ups lead to; all of it where there are none for what is asked about, and where
 * they find nothing.
 * @throws UserError E_LINEAGE_NOT_FOUND, E_RUN_AMBIGUOUS, E_LEDGER_*: E_LEDGER_RECORD_INVALID also where the run is there and cannot be read
 */
export async function readLineage(question: Question, deps: LineageDeps): Promise<ReadLineage> {
  const asked = await byClientId(question.asked, deps.view);
  if (asked !== undefined) return readLineage({ ...question, asked }, deps);
  const found = await lookedUp(question, deps);
  if (found !== undefined) return found;
  const read = await readGraph(deps.view, askedOf(question.asked));
  const roots = await rootsOf(read.graph, question.asked, question.direction).catch((error) =>
    orUnread(error, wantedOf(question.asked), read),
  );
  return {
    ...read,
    ...roots,
    others: async (hit) => othersIn(read.graph, hit),
  };
}

function wantedOf(asked: Asked): Wanted {
  if (asked.by !== 'reference') return { kind: asked.by, run: null };
  const { reference } = asked;
  const run = reference.kind === 'run' ? reference.run : reference.kind === 'id' ? reference.digits : null;
  return { kind: reference.kind, run };
}

/** The run whose MLflow client knew it by the id that is asked about; undefined where there is none, or several, and for all else. */
async function byClientId(asked: Asked, view: LedgerView): Promise<Asked | undefined> {
  if (asked.by !== 'reference') return undefined;
  const { reference } = asked;
  const of =
    reference.kind === 'id' ? ({ kind: 'run', run: reference.digits, paths: [] } as const) : reference;
  if (of.kind !== 'run') return undefined;
  const run = await digitsMeant(view, of.run);
  return run === of.run ? undefined : { by: 'reference', reference: { ...of, run } };
}

async function lookedUp(
  { asked, direction, trace }: Question,
  { view, log, isIndexUsed }: LineageDeps,
): Promise<ReadLineage | undefined> {
  if (isIndexUsed === false || !canLookUp(asked)) return undefined;
  const of = askedOf(asked);
  await bringLookUps(view, of);
  const runs = await LineageRuns.open(view, { log, asked: of });
  const models = await LineageModels.open(view, { log });
  const roots = async (graph: LineageGraph) => (await rootsOf(graph, asked, direction)).roots;
  try {
    let start = await startOf(asked, runs);
    let graph: LineageGraph;
    for (;;) {
      graph = await walk({ start, direction, roots, trace, models: modelsIn(asked) }, { runs, models });
      const next = await startOf(asked, runs);
      // A day that was read whole on the way may have had versions of a package that no look-up had.
      if (next.facts.size + next.samples.size === start.facts.size + start.samples.size) break;
      start = next;
    }
    const { tenures, requests } = models.registry;
    return {
      graph,
      tenures,
      requests,
      commit: view.commit,
      ...(await rootsOf(graph, asked, direction)),
      faults: [...runs.faults, ...models.faults],
      others: (hit, most) => othersOf({ runs, models }, { hit, most }),
    };
  } catch (error) {
    // Somebody who has read all knows better, and can say what is near.
    if (error instanceof UserError && error.has('E_LINEAGE_NOT_FOUND')) return undefined;
    throw error;
  }
}

function canLookUp(asked: Asked): boolean {
  if (asked.by !== 'reference') return asked.by === 'file';
  return asked.reference.kind === 'package' || Needs.ofReference(asked.reference) !== undefined;
}

async function startOf(asked: Asked, runs: LineageRuns): Promise<Needs> {
  if (asked.by === 'file') return Needs.ofDigests(asked.digests);
  const reference = asked.by === 'reference' ? asked.reference : null;
  if (reference?.kind === 'package') return Needs.ofPackages(reference.range, await runs.versions());
  const start = (reference === null ? undefined : Needs.ofReference(reference)) ?? new Needs();
  if (reference?.kind === 'run') for (const id of await runs.beginning(reference.run)) start.ids.add(id);
  return start;
}

function modelsIn(asked: Asked): AskedModels {
  if (asked.by === 'file') return { names: [], digests: asked.digests, tags: [] };
  const reference = asked.by === 'reference' ? asked.reference : null;
  return {
    names: reference?.kind === 'model' ? reference.uri.names : [],
    digests: reference?.kind === 'digest' ? [reference.digest] : [],
    tags: reference?.kind === 'dataset' ? cutsOf(reference).flatMap(formsOf).map(tagOf) : [],
  };
}
