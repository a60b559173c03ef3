import {
  type AskedRun,
  askedOfJudged,
  askedOfUnjudged,
  toldOfAll,
} from '../commands/recalled/of-versions.js';
import { Recalled } from '../commands/recalled/recalled.js';
import { UserError } from '../core/errors.js';
import type { LineageGraph } from '../core/lineage/graph.js';
import type { LineageNode } from '../core/lineage/node.js';
import type { Log } from '../core/log.js';
import { saidRecalled } from '../core/recall/findings.js';
import { everyVersion, type RegisteredModel } from '../core/registry/registry.js';
import { uriOf } from '../core/registry/version.js';
import type { LedgerView } from '../ledger/ledger.js';
import { readModel, readRun } from '../ledger/read/records.js';

/** Versions and runs of an answer that are looked at. */
const MOST = 200;

interface Asked {
  what: string;
  /** None where nobody knows of anything. */
  asked: readonly AskedRun[];
}

/** A sentence for each version that comes, or may come, from what is recalled, as the ledger has it, and for each run that was asked about. */
export async function recalledLines(
  view: LedgerView,
  {
    nodes,
    roots,
    graph,
  }: { nodes: readonly LineageNode[]; roots: readonly LineageNode[]; graph: LineageGraph },
  log: Log,
): Promise<string[]> {
  const asked = nodes
    .filter(({ kind }) => kind === 'version')
    .concat(roots.filter(({ kind }) => kind === 'run'));
  return linesOf(view, { asked, find: (node) => ofNode(node, { view, graph }) }, log);
}

/** As {@link recalledLines}, of one run. */
export function recalledRunLines(view: LedgerView, run_id: string, log: Log): Promise<string[]> {
  return linesOf(view, { asked: [run_id], find: (id) => ofRun(id, view) }, log);
}

/** As {@link recalledLines}, of versions that somebody gets by a stage, an alias, an endpoint or as the latest. */
export function recalledVersionLines(
  view: LedgerView,
  used: readonly { model: string; version: number }[],
  log: Log,
): Promise<string[]> {
  const asked = new Map(used.map((one) => [uriOf(one.model, one.version), one]));
  const find = async ([what, { model, version }]: [string, (typeof used)[number]]): Promise<Asked> => {
    const found = await readModel(view, model);
    // What was deleted may serve all the same.
    const known = everyVersion(found).find((one) => one.version === version);
    if (known === undefined || known.run_id === null) return ofUnjudged(view, found, { model, version });
    return { what, ...askedOfJudged(known, await readRun(view, known.run_id)) };
  };
  return linesOf(view, { asked: [...asked], find }, log);
}

/** Nothing is asked where nothing is recalled; what cannot be read takes no list away. */
async function linesOf<T>(
  view: LedgerView,
  { asked, find }: { asked: readonly T[]; find: (one: T) => Promise<Asked> },
  log: Log,
): Promise<string[]> {
  const recalled = new Recalled(view, { log });
  const lines: string[] = [];
  try {
    if (await recalled.isEmpty()) return [];
    for (const one of asked.slice(0, MOST)) {
      const told = await toldOf(recalled, () => find(one)).catch(unlessUnread);
      lines.push(...told);
    }
    if (asked.length > MOST)
      lines.push(
        `${asked.length - MOST} more were not held against what is recalled: \`lineage-gate recalls show ID\` lists all that comes from it`,
      );
  } catch (error) {
    unlessUnread(error);
    lines.push('What is recalled could not be read: `lineage-gate recalls ls` says why');
  }
  return lines;
}

/** What cannot be read is told of by itself. */
function unlessUnread(error: unknown): [] {
  if (!(error instanceof UserError)) throw error;
  return [];
}

async function toldOf(recalled: Recalled, find: () => Promise<Asked>): Promise<string[]> {
  const { what, asked } = await find();
  const { sentences } = saidRecalled(await toldOfAll(recalled, asked));
  return sentences.map((sentence) => `${what} ${sentence}`);
}

async function ofRun(run_id: string, view: LedgerView): Promise<Asked> {
  return { what: `Run ${run_id}`, asked: [{ run: await readRun(view, run_id), model: null }] };
}

async function ofUnjudged(
  view: LedgerView,
  read: RegisteredModel,
  { model, version }: { model: string; version: number },
): Promise<Asked> {
  const all = await askedOfUnjudged(view, read);
  const asked = all.flatMap((one) => (one.version === version ? one.asked : []));
  return { what: uriOf(model, version), asked };
}

async function ofNode(
  node: LineageNode,
  { view, graph }: { view: LedgerView; graph: LineageGraph },
): Promise<Asked> {
  if (node.kind === 'run') return ofRun(node.run_id, view);
  const facts = node.kind === 'version' ? graph.version(node.model, node.version) : undefined;
  if (facts === undefined) return { what: '', asked: [] };
  const { model, version, run_id, run_path, digest } = facts;
  if (run_id === null || run_path === null)
    return ofUnjudged(view, await readModel(view, model), { model, version });
  return { what: uriOf(model, version), asked: [{ run: await readRun(view, run_id), model: digest }] };
}
