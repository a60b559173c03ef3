import { outputNode } from './edges.js';
import { namedIn } from './named-version.js';
import { keyOf, type LineageNode } from './node.js';
import { MOST_ALSO, type Produced, type Producers } from './producers.js';
import type { BaseModel, RunFacts } from './run-facts.js';
import type { Versions } from './versions.js';

interface Around {
  versions: Pick<Versions, 'get' | 'named' | 'withDigest'>;
  producers: Producers;
  /** The output of a run that has its bytes, or else one of these paths; else the run. */
  made: (run_id: string, paths: readonly string[]) => LineageNode;
}

/** A model that a run began with. */
export interface Begun {
  node: LineageNode;
  /** Other runs' outputs that are the same bytes, the first choice first. */
  also: readonly LineageNode[];
  /** Whether there are more of them. */
  isMore: boolean;
}

/** What a model that a run began with is: of the registry, of another run, or from outside of the ledger. */
export function begunWith(model: BaseModel, reader: RunFacts, around: Around): Begun {
  const makers = around.producers.before(model.contents, reader, MOST_ALSO + 2);
  const node = baseModelNode(model, reader, makers, around);
  // A version is an output of its run.
  const own = node.kind === 'version' ? around.versions.get(node.model, node.version) : undefined;
  const others = makers
    .filter(({ run, output }) => run.run_id !== own?.run_id || output.path !== own.run_path)
    .map(({ run, output }) => outputNode(run, output))
    .filter((one) => keyOf(one) !== keyOf(node));
  return { node, also: others.slice(0, MOST_ALSO), isMore: others.length > MOST_ALSO };
}

function baseModelNode(
  { uri, version, revision, digest, made_by }: BaseModel,
  reader: RunFacts,
  [newest]: readonly Produced[],
  { versions, made }: Around,
): LineageNode {
  const named = namedIn(uri, version, reader.started_at);
  const registered = named.version === null ? undefined : versions.named(named.version);
  const maker = made_by ?? named.run_id;
  // Which bytes a stage or an alias meant then the digest says; a number never means two things.
  const isSure =
    named.version?.choice.by === 'number' || registered?.digest === (digest ?? registered?.digest);
  if (registered !== undefined && isSure)
    return { kind: 'version', model: registered.model, version: registered.version };
  if (maker !== null && maker !== reader.run_id)
    return made(maker, maker === named.run_id ? named.paths : []);
  const [same] = digest === null ? [] : versions.withDigest(digest);
  if (same !== undefined) return { kind: 'version', model: same.model, version: same.version };
  if (newest !== undefined) return outputNode(newest.run, newest.output);
  return { kind: 'base-model', uri, revision, digest };
}
