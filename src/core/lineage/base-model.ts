import { outputNode } from './edges.js';
import { namedIn } from './named-version.js';
import type { LineageNode } from './node.js';
import type { Producers } from './producers.js';
import type { BaseModel, RunFacts } from './run-facts.js';
import type { Versions } from './versions.js';

interface Around {
  versions: Pick<Versions, 'named' | 'withDigest'>;
  producers: Producers;
  /** The output of a run that has its bytes; else the run. */
  made: (run_id: string) => LineageNode;
}

/** What a model that a run began with is: of the registry, of another run, or from outside of the ledger. */
export function baseModelNode(
  { uri, version, revision, digest, contents, made_by }: BaseModel,
  reader: RunFacts,
  { versions, producers, made }: Around,
): LineageNode {
  const named = namedIn(uri, version, reader.started_at);
  const registered = named.version === null ? undefined : versions.named(named.version);
  const maker = made_by ?? named.run_id;
  // Which bytes a stage or an alias meant then the digest says; a number never means two things.
  const isSure =
    named.version?.choice.by === 'number' || registered?.digest === (digest ?? registered?.digest);
  if (registered !== undefined && isSure)
    return { kind: 'version', model: registered.model, version: registered.version };
  if (maker !== null && maker !== reader.run_id) return made(maker);
  const [same] = digest === null ? [] : versions.withDigest(digest);
  if (same !== undefined) return { kind: 'version', model: same.model, version: same.version };
  const [newest] = producers.before(contents, reader, 1);
  if (newest !== undefined) return outputNode(newest.run, newest.output);
  return { kind: 'base-model', uri, revision, digest };
}
