import path from 'node:path';
import { UserError } from '../../core/errors.js';
import { shown } from '../../core/key-values.js';
import { parseCommitRange } from '../../core/lineage/commit-range.js';
import { findNodes, heldBy, neitherIn } from '../../core/lineage/find.js';
import { knownMeanings, meaningWords } from '../../core/lineage/find-datasets.js';
import { isNeverHad } from '../../core/lineage/find-packages.js';
import type { LineageGraph } from '../../core/lineage/graph.js';
import { withBytesOf } from '../../core/lineage/held-bytes.js';
import type { Unjudged } from '../../core/lineage/impact.js';
import { distinct, type LineageNode } from '../../core/lineage/node.js';
import { SHOWN } from '../../core/lineage/not-found.js';
import { repositoriesOf } from '../../core/lineage/of-repository.js';
import { parseReference, type Reference } from '../../core/lineage/reference.js';
import type { AskedOf } from '../../core/lineage/run-facts.js';
import { withBytes } from '../../core/lineage/same-bytes.js';
import type { Direction } from '../../core/lineage/trace.js';
import { quoted } from '../../core/printable.js';
import { type KnownRange, openRange, rootsWithin } from './commit-range.js';
import { digestsOnDisk } from './on-disk.js';

/** What a user asks about, before the ledger is read. */
export type Asked =
  | { by: 'reference'; reference: Reference }
  | { by: 'commits'; range: KnownRange }
  | { by: 'file'; name: string; digests: readonly string[] };

export interface Roots {
  roots: LineageNode[];
  /** Versions of a range that are neither in it nor out of it. */
  neither: readonly string[];
  /** Runs of which the repository's history does not tell, by why. */
  unplaced: readonly Unjudged[];
  /** What is worth saying of what was asked, whole sentences. */
  notes: readonly string[];
}

/** Where a question is asked. */
export interface Place {
  /** Absolute folder that paths count from, in the repository whose commits are asked about. */
  cwd: string;
  /** For git. */
  env: NodeJS.ProcessEnv;
  /** Absolute root of the work tree, through which links of a path are followed; none where there is no repository. */
  root?: string | null;
}

/** Schemes come before paths: a file may be called `runs:`. */
const SCHEME = /^(?:models|runs|run|dataset|sha256|endpoint|commit|package):/i;

/**
 * @param text a reference, or the path of a file or folder, which is read
 * @throws UserError E_INPUT_INVALID, E_FILE_UNREADABLE, E_ARTIFACT_SYMLINK, E_FILE_TOO_LARGE, E_LINEAGE_HISTORY
 */
export async function readAsked(text: string, { cwd, env, root = null }: Place): Promise<Asked> {
  const commits = parseCommitRange(text);
  if (commits !== undefined) return { by: 'commits', range: await openRange(commits, { folder: cwd, env }) };
  const digests = SCHEME.test(text) ? undefined : await digestsOnDisk(path.resolve(cwd, text), root);
  return digests === undefined
    ? { by: 'reference', reference: parseReference(text) }
    : { by: 'file', name: text, digests };
}

/** What of records is read for it alone. */
export function askedOf(asked: Asked): AskedOf {
  if (asked.by === 'commits') return { package: null, isCommits: true };
  const reference = asked.by === 'reference' ? asked.reference : null;
  if (reference?.kind === 'commit') return { package: null, isCommit: true };
  return { package: reference?.kind === 'package' ? reference.range.name : null };
}

/** What it is in a ledger. @throws UserError E_LINEAGE_NOT_FOUND */
export async function rootsOf(graph: LineageGraph, asked: Asked, direction: Direction): Promise<Roots> {
  switch (asked.by) {
    case 'reference': {
      const found = findNodes(graph, asked.reference);
      return {
        roots: direction === 'down' ? distinct(withBytes(graph, heldBy(graph, found))) : found,
        neither: neitherIn(graph, asked.reference),
        unplaced: [],
        notes: notesOn(graph, asked.reference, found),
      };
    }
    case 'commits':
      return { ...(await rootsWithin(graph, asked.range)), neither: [], notes: [] };
    case 'file':
      return { roots: ofFile(graph, asked), neither: [], unplaced: [], notes: [] };
  }
}

function notesOn(graph: LineageGraph, reference: Reference, found: readonly LineageNode[]): string[] {
  switch (reference.kind) {
    case 'package':
      if (!isNeverHad(graph, reference.range)) return [];
      return [
        `No run that recorded its Python packages had one that is called ${shown(reference.range.name)}: is it written so?`,
      ];
    case 'dataset':
    case 'datasets': {
      const [only, ...others] = knownMeanings(graph, reference);
      if (only === undefined) return [];
      if (others.length > 0)
        return [
          `It may mean more than one thing, and the answer is about all of them: ${[only, ...others].map(meaningWords).join('; ')}.`,
        ];
      const { name, repository } = only;
      const all = repository === null ? repositoriesOf(graph, found) : [];
      if (all.length < 2) return [];
      const some = all.slice(0, SHOWN).map((one) => quoted(one));
      return [
        `Runs of several repositories use that name: ${some.join(', ')}${all.length > SHOWN ? ', …' : ''}. ${quoted(`dataset:${all[0]}:${name}`)} is that of one of them.`,
      ];
    }
    default:
      return [];
  }
}

function ofFile(graph: LineageGraph, { name, digests }: Extract<Asked, { by: 'file' }>): LineageNode[] {
  const roots = distinct(digests.flatMap((digest) => withBytesOf(graph, digest)));
  if (roots.length > 0) return roots;
  throw new UserError({
    code: 'E_LINEAGE_NOT_FOUND',
    what: `No run has read or written what ${shown(name)} holds (${digests[0] ?? ''}), and no version has it`,
    where: shown(name),
    mend: 'Fetch the ledger if it is not up to date; a file that was changed after it was made is another one',
  });
}
