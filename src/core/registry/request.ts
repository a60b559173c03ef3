import { sha256 } from '../digest.js';
import type { ModelEvent, ModelVersion, Person, StageVerdict } from '../generated/types.js';
import { canonicalJson } from '../json.js';
import { EventChain, type EventFacts } from './event-chain.js';
import { isExpired } from './fold/requests.js';
import type { Promotion } from './promotion.js';
import { stageOf } from './promotion.js';
import { foldModel, type RegisteredModel, type RequestState, versionInStage } from './registry.js';

/** All that an approval is for. */
export type Reviewed = Pick<Promotion, 'version' | 'to' | 'policy' | 'archive_existing' | 'rollback'> & {
  /** Where it is to serve; null: that is not said. */
  endpoint: string | null;
};

/**
 * Digest of what an approval is for: once any of it is another, what was approved is not what would happen.
 * @param verdict of the policy, when it was asked for
 */
export function reviewDigest(
  { version, to, policy, archive_existing, rollback = false, endpoint }: Reviewed,
  model: RegisteredModel,
): string {
  const { digest, verdict } = policy;
  return sha256(
    canonicalJson({
      model: version.model,
      version: version.version,
      manifest: version.manifest.digest,
      tags: version.tags,
      stage: to,
      policy: digest,
      verdict,
      serves: versionInStage(model, to)?.version ?? null,
      from: stageOf(model, version.version),
      archive_existing,
      rollback,
      endpoint,
    }),
  );
}

export interface NewRequest extends Promotion {
  /** How many people must approve. */
  needed: number;
  requesters: readonly [Person, ...Person[]];
  /** Where it is to serve; null: that is not said. */
  endpoint: string | null;
  /** RFC 3339. */
  expires_at: string;
}

/** The event that asks for approvals. */
export function requestEvent(asked: NewRequest, model: RegisteredModel, facts: EventFacts): ModelEvent {
  const { version, to, archive_existing, reason, policy, rollback = false } = asked;
  const { needed, requesters, expires_at } = asked;
  return new EventChain(model.events, facts).add(version, {
    type: 'approval-requested',
    change: {
      type: 'stage',
      from_stage: stageOf(model, version.version),
      to_stage: to,
      archive_existing,
      manifest_digest: version.manifest.digest,
      serves: versionInStage(model, to)?.version ?? null,
      rollback,
      ...(asked.endpoint === null ? {} : { endpoint: asked.endpoint }),
    },
    reason,
    approvals: needed,
    requesters: [...requesters],
    expires_at,
    policy,
    review: reviewDigest(asked, model),
  });
}

/** So many requests for the same are held against GitHub, the newest: more of them were pushed, and then one asks anew. */
export const NEWEST_ASKED = 5;

/** Open requests for the very same, the newest first: it is not asked for twice. */
export function openRequests(
  model: RegisteredModel,
  { version, review, now }: { version: ModelVersion; review: string; now: string },
): RequestState[] {
  const open = [...foldModel(model).requests.values()].filter(
    (request) =>
      request.ended === undefined &&
      !isExpired(request, now) &&
      request.event.version === version.version &&
      request.event.review === review,
  );
  return open.slice(-NEWEST_ASKED).reverse();
}

/** Why a request can no longer be answered, the end of a sentence; undefined while it can. @param now RFC 3339 */
export function deadBecause(request: RequestState, now: string): string | undefined {
  const { ended } = request;
  if (ended === undefined)
    return isExpired(request, now) ? `expired at ${request.event.expires_at}` : undefined;
  const how = {
    rejected: 'was rejected',
    cancelled: 'was cancelled',
    refused: 'was refused by the policy',
    'version-deleted': 'ended when its version was deleted',
    'model-deleted': 'ended when its model was deleted',
    'model-renamed': 'ended when its model was renamed',
  };
  const word = ended.type in how ? how[ended.type as keyof typeof how] : 'is done';
  return `${word} at ${ended.at} by ${ended.actor ?? 'somebody unknown'}`;
}

/** What a judgement has to say when the change that was approved is another one by now. */
export function changedSince(
  request: RequestState['event'],
  policy: StageVerdict,
  model: RegisteredModel,
): string[] {
  const { change } = request;
  if (change.type !== 'stage') return [];
  const serves = versionInStage(model, change.to_stage)?.version ?? null;
  const said = (version: number | null) => (version === null ? 'no version' : `version ${version}`);
  const whys = [
    ...(serves === change.serves
      ? []
      : [
          `${said(serves)} is in ${change.to_stage} now, and ${said(change.serves)} was when it was asked for`,
        ]),
    ...(request.version === null || stageOf(model, request.version) === change.from_stage
      ? []
      : [
          `version ${request.version} is in ${stageOf(model, request.version)} now, and was in ${change.from_stage}`,
        ]),
    ...(policy.digest === request.policy.digest ? [] : ['the policy is another one']),
  ];
  return whys.length > 0 ? whys : ['it asks for another review than that of what it names'];
}
