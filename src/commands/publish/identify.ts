import type { RunRecord } from '../../core/generated/types.js';
import { derivedId } from '../../core/ids.js';
import { canonicalJson } from '../../core/json.js';
import type { RunArtifact } from '../../github/artifact-download.js';
import type { RunFacts } from './facts.js';
import { runIdOf } from './gather.js';

/**
 * A record under the id that it gets in the ledger. Code of a fork chooses its own id, which may be that of somebody else's run, so it
 * is recorded under one that is made here, and its own is kept beside it.
 */
export function identified(record: RunRecord, artifact: RunArtifact, facts: RunFacts): RunRecord {
  if (record.context.trust !== 'fork') return record;
  return { ...record, run_id: idOfForeign(artifact, facts), evidence_id: record.run_id };
}

/** The id of a run of foreign code: always the same one for the same evidence, whoever publishes it, and dated by GitHub's clock. */
export function idOfForeign(artifact: RunArtifact, { run }: RunFacts): string {
  const at = Date.parse(artifact.createdAt ?? run.startedAt);
  return derivedId(at, canonicalJson([runIdOf(artifact), run.id, artifact.digest ?? artifact.id]));
}
