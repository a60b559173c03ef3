import type { Finding, ModelEvent, ModelVersion, RunRecord } from '../generated/types.js';
import { TRUST_RULE } from '../policy/rules/trust.js';
import { distrust, isClaimed } from '../trust.js';
import { aliasSet } from './alias-set.js';
import { EventChain, type EventFacts } from './event-chain.js';
import { foldModel, type RegisteredModel } from './registry.js';

/** What to register; the registry gives the number. */
export type Candidate = Omit<ModelVersion, 'schema' | 'version'>;

export interface Registration {
  version: ModelVersion;
  /** False when the model has these bytes as a version already; then `version` is that one, unchanged. */
  isNew: boolean;
  /** The first version before it that differs only in what says when and by which run it was saved; null when none is known. */
  same_content_as: number | null;
  /** Events to write, in order: `registered` for a new version, `alias-set` for each alias that is not there yet. */
  events: ModelEvent[];
}

/**
 * Why no version may be of a run, the end of a sentence; undefined when one may. @param takesClaimed whether the policy that judged it
 * takes claimed runs
 */
export function unfitness(
  run: Pick<RunRecord, 'status' | 'context'>,
  takesClaimed = false,
): string | undefined {
  if (run.status !== 'FINISHED') return `has status ${run.status}`;
  return takesClaimed && isClaimed(run) ? undefined : distrust(run)?.why;
}

/** Whether the policy that let a version in had seen that its run is claimed. */
export function tookClaimed(findings: readonly Pick<Finding, 'rule'>[]): boolean {
  return findings.some(({ rule }) => rule === TRUST_RULE);
}

/** Registers a candidate: pure, so that it can be asked again after a lost race. */
export function registerVersion(
  candidate: Candidate,
  state: RegisteredModel,
  options: { aliases: readonly string[]; facts: EventFacts },
): Registration {
  const { aliases, facts } = options;
  const existing = versionOfBytes(candidate, state);
  const version: ModelVersion = existing ?? {
    ...candidate,
    schema: 'lineage-gate/model-version/v1',
    version: nextNumber(state),
  };
  const chain = new EventChain(state.events, facts);
  if (existing === undefined) {
    chain.add(version, {
      type: 'registered',
      run_id: version.run_id,
      manifest_digest: version.manifest.digest,
    });
  }
  const current = foldModel(state).aliases;
  for (const alias of aliases) {
    if (current.get(alias)?.version !== version.version)
      chain.add(version, aliasSet(alias, candidate.policy.waived));
  }
  const same_content_as = sameContent(version, state.versions);
  return { version, isNew: existing === undefined, same_content_as, events: chain.added };
}

/** The number that a candidate has as a version already, or would get. */
export function numberOf(candidate: Pick<Candidate, 'manifest'>, state: RegisteredModel): number {
  return versionOfBytes(candidate, state)?.version ?? nextNumber(state);
}

function versionOfBytes(
  { manifest }: Pick<Candidate, 'manifest'>,
  { versions }: RegisteredModel,
): ModelVersion | undefined {
  return versions.find((version) => version.manifest.digest === manifest.digest);
}

function nextNumber({ next, versions }: RegisteredModel): number {
  return next ?? Math.max(0, ...versions.map((known) => known.version)) + 1;
}

function sameContent({ version, manifest }: ModelVersion, others: readonly ModelVersion[]): number | null {
  const { content_digest } = manifest;
  if (content_digest === undefined) return null;
  const same = others.find(
    (other) => other.version < version && other.manifest.content_digest === content_digest,
  );
  return same?.version ?? null;
}
