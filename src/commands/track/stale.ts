import { unwrittenOf } from '../../collect/freshness/looks.js';
import { type NamedOutputs, namedOutputs } from '../../collect/freshness/named.js';
import { committedOf, headOf } from '../../collect/git/committed.js';
import { Faults } from '../../core/errors.js';
import type { Before } from './before.js';
import type { Session } from './session.js';

/** Outputs that a run did not write. */
export interface Stale {
  /** The files that are named as outputs now. */
  named: NamedOutputs;
  /** Paths in the record of those that lie there as they did before. */
  files: ReadonlySet<string>;
  /** Whether there are metrics and models, and the run wrote none of them. */
  isAll: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Which of the named outputs lie there as they did when the run began. Where another commit was checked out meanwhile, what that
 * commit has with just these bytes was written by git and not by the training.
 */
export async function staleOutputs(session: Session, before: Before, env: Environment): Promise<Stale> {
  const { workspace, cwd } = session.request;
  // What is wrong with a line is told by the collector of its input.
  const named = await namedOutputs({ workspace, cwd }, session.request, new Faults());
  const decisive = [...new Set([...named.metrics, ...named.model])];
  const paths = [...new Set([...decisive, ...named.artifacts, ...named.pictures])];
  const files = await unwrittenOf(workspace, paths, before.looks);
  if ((await headOf(workspace, env)) !== before.head) {
    for (const path of await committedOf(workspace, paths, env)) files.add(path);
  }
  const isAll = decisive.length > 0 && decisive.every((path) => files.has(path));
  return { named, files, isAll };
}
