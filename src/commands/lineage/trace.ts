import path from 'node:path';
import { UserError } from '../../core/errors.js';
import { shown } from '../../core/key-values.js';
import { distinct, findNodes } from '../../core/lineage/find.js';
import type { LineageGraph } from '../../core/lineage/graph.js';
import type { LineageNode } from '../../core/lineage/node.js';
import { parseReference } from '../../core/lineage/reference.js';
import { type Direction, type Trace, trace } from '../../core/lineage/trace.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { digestsOnDisk } from './on-disk.js';
import { type ReadGraph, readGraph } from './read-graph.js';

export interface TraceRequest {
  /** What is asked about, or the path of a file or folder. */
  reference: string;
  direction: Direction;
}

export interface Traced extends ReadGraph {
  trace: Trace;
}

/** Schemes come before paths: a file may be called `runs:`. */
const SCHEME = /^(?:models|runs|run|dataset|sha256|endpoint|commit):/i;

/**
 * What a model, run, dataset, endpoint, commit or file comes from, or what comes from it.
 * @param deps `cwd`: absolute folder that paths count from
 * @throws UserError E_INPUT_INVALID, E_LINEAGE_NOT_FOUND, E_FILE_UNREADABLE, E_LEDGER_*
 */
export async function traceLineage(
  { reference, direction }: TraceRequest,
  { view, cwd }: { view: LedgerView; cwd: string },
): Promise<Traced> {
  const digests = SCHEME.test(reference) ? undefined : await digestsOnDisk(path.resolve(cwd, reference));
  const asked = digests === undefined ? parseReference(reference) : undefined;
  const read = await readGraph(view);
  const roots =
    asked === undefined ? ofFile(read.graph, reference, digests ?? []) : findNodes(read.graph, asked);
  return { ...read, trace: trace(read.graph, { roots, direction }) };
}

function ofFile(graph: LineageGraph, name: string, digests: readonly string[]): LineageNode[] {
  const found = distinct(digests.flatMap((digest) => graph.withDigest(digest)));
  if (found.length > 0) return found;
  throw new UserError({
    code: 'E_LINEAGE_NOT_FOUND',
    what: `No run has read or written what ${shown(name)} holds (${digests[0] ?? ''}), and no version has it`,
    where: shown(name),
    mend: 'Fetch the ledger if it is not up to date; a file that was changed after it was made is another one',
  });
}
