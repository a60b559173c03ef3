import type { RecalledEvent } from '../../core/generated/types.js';
import { tagOf } from '../../core/lineage/data-tags.js';
import type { LineageGraph } from '../../core/lineage/graph.js';
import type { Impact } from '../../core/lineage/impact.js';
import type { LineageNode } from '../../core/lineage/node.js';
import type { Produced } from '../../core/lineage/producers.js';
import type { AskedOf, RunFacts } from '../../core/lineage/run-facts.js';
import { firstMade } from '../../core/recall/affected.js';
import { firstMakers, firstOf, MadeModels } from '../../core/recall/copies.js';
import { type Matcher, taggedKey } from '../../core/recall/match.js';
import { recalledImpact } from '../../core/recall/recalled-impact.js';
import { isTwin, rootsOfRecalled } from '../../core/recall/roots.js';
import type { LedgerView } from '../../ledger/ledger.js';
import type { ReadGraph } from '../lineage/read-graph.js';
import { Ways } from './ways.js';

/** What comes from something that is recalled, as the records of one view have it. */
export interface AffectedNow {
  runs: readonly string[];
  /**
   * What they made, with when the first had, milliseconds since 1970. Also what those made that may be in doubt: whoever may push could
   * else take the record of a maker beyond doubt away, and add one in doubt.
   */
  contents: ReadonlyMap<string, number>;
  models: MadeModels;
  /** `name@version` of other datasets that have the tag of the one that is recalled. */
  twins: readonly string[];
  /** By {@link taggedKey}: data that comes from it, and that a name in tags of a version means. */
  tagged: ReadonlyMap<string, LineageNode>;
  /** From what is recalled to something, for people; empty where nothing leads there. */
  wayTo(node: LineageNode): readonly string[];
  /** The first that is one of these contents, of what these runs made, or else any that a way leads to. */
  maker(contents: readonly string[]): Produced | undefined;
}

export type ReadsGraph = (view: LedgerView, asked: AskedOf) => Promise<ReadGraph>;

/** What comes from recalls, and all runs that there are. */
export interface AllAffected {
  /** By id of the recall. */
  by: ReadonlyMap<string, AffectedNow>;
  runs: ReadonlyMap<string, RunFacts>;
}

/**
 * What comes from each recall now, by id: by all records of the view, as `impact` has it, and no look-up.
 * @throws UserError E_LEDGER_* where they cannot be read at all
 */
export async function affectedNow(
  view: LedgerView,
  recalls: readonly { recall: RecalledEvent; matcher: Matcher }[],
  reads: ReadsGraph,
): Promise<AllAffected> {
  const affected = new Map<string, AffectedNow>();
  let runs: ReadonlyMap<string, RunFacts> = new Map();
  if (recalls.length === 0) return { by: affected, runs };
  const graphs = new Map<string | null, ReadGraph>();
  for (const { recall, matcher } of recalls) {
    const name = matcher.asksPackage;
    const read = graphs.get(name) ?? (await reads(view, { package: name }));
    graphs.set(name, read);
    ({ runs } = read.graph);
    const roots = rootsOf(read.graph, recall, matcher);
    const { impact, held } = recalledImpact(read.graph, roots, read);
    affected.set(recall.event_id, {
      ...found(read.graph, roots, { runs: impact.runs, recall, matcher }),
      // Their own records say more of these.
      runs: impact.runs.flatMap(({ run_id }) => (held.has(run_id) ? [] : [run_id])),
      tagged: taggedBy(read.graph, impact),
    });
  }
  return { by: affected, runs };
}

/** Of commits what is recalled beyond doubt: what was merged with one may mend it. */
function rootsOf(graph: LineageGraph, { what }: RecalledEvent, matcher: Matcher): LineageNode[] {
  if (what.kind !== 'commit') return rootsOfRecalled(graph, what);
  return [...graph.runs.values()]
    .filter((run) => matcher.commit(run).some(({ severity }) => severity === 'refuse'))
    .map(({ run_id }) => ({ kind: 'run', run_id }));
}

/** What versions name that come from it by nothing but a tag of their own. */
function taggedBy(
  graph: LineageGraph,
  { runs, versions }: Pick<Impact, 'runs' | 'versions'>,
): Map<string, LineageNode> {
  const hit = new Set(runs.map(({ run_id }) => run_id));
  const keys = versions.flatMap(({ model, version, run_id }) =>
    run_id === null || hit.has(run_id)
      ? []
      : graph.up({ kind: 'version', model, version }).flatMap(({ from, by_tag }): [string, LineageNode][] => {
          if (by_tag !== true || from.kind !== 'dataset' || from.name === null || from.digest === null)
            return [];
          return [[taggedKey(run_id, tagOf({ name: from.name, version: from.version })), from]];
        }),
  );
  return new Map(keys);
}

function twinsOf(graph: LineageGraph, { what }: RecalledEvent): string[] {
  if (what.kind !== 'dataset') return [];
  const names = [...graph.named()].flatMap((node) =>
    node.kind === 'dataset' && isTwin(node, what) ? [`${node.name}@${node.version}`] : [],
  );
  return [...new Set(names)];
}

function found(
  graph: LineageGraph,
  roots: readonly LineageNode[],
  { runs, recall, matcher }: { runs: readonly RunFacts[]; recall: RecalledEvent; matcher: Matcher },
): Omit<AffectedNow, 'tagged'> {
  let ways: Ways | undefined;
  const waysOnce = () => {
    ways ??= new Ways(graph, roots, { what: recall.what, matcher });
    return ways;
  };
  let makers: ReadonlyMap<string, Produced> | undefined;
  return {
    runs: runs.map(({ run_id }) => run_id),
    contents: firstMade(runs),
    models: new MadeModels(runs),
    twins: twinsOf(graph, recall),
    wayTo: (node) => waysOnce().to(node),
    maker: (contents) => {
      makers ??= firstMakers(runs);
      return firstOf(makers, contents) ?? waysOnce().maker(contents);
    },
  };
}
