import type { PromoteResult } from '../../commands/promote/deps.js';
import type { StageChangedEvent } from '../../core/generated/types.js';
import { ARCHIVED, FIRST_STAGE } from '../../core/registry/registry.js';
import { uriOf } from '../../core/registry/version.js';
import {
  dispatchEvent,
  findDeployment,
  makeDeployment,
  type NewDeployment,
} from '../../github/deployments.js';
import type { Refused } from '../../github/refused.js';
import { isCommitId } from '../../github/visible.js';
import { eventPath } from '../../ledger/layout.js';
import type { Host } from '../host.js';
import { ledgerUrl } from '../ledger-url.js';

const DISPATCHED = 'lineage-promoted';

type Given = Pick<
  Host,
  'ci' | 'repository' | 'github' | 'log' | 'serverUrl' | 'ledgerRepository' | 'ledgerBranch'
> & { default_branch: string };

/** A promotion that the ledger has. */
interface Promotion {
  event: StageChangedEvent;
  /** A commit that has the event. */
  commit: string | null;
  /** Number of the version that was in the stage before. */
  replaced: number | null;
  /** Whether an earlier attempt of this workflow run made it. */
  isEarlier: boolean;
}

/**
 * Tells GitHub of a promotion: a deployment, and an event that starts the workflows that wait for it. What is promoted is promoted by
 * then, so that whatever fails here is a warning.
 */
export async function announce(result: PromoteResult, given: Given): Promise<void> {
  const promotion = promotionOf(result);
  if (promotion === null) return;
  const failures = await tell(promotion, result, given).catch((error) => [String(error)]);
  if (failures.length > 0)
    given.log.warning(`The promotion is done, but not all of GitHub knows of it: ${failures.join(' ')}`);
}

/** What there is to be told; null where nothing serves now that did not before. */
function promotionOf(result: PromoteResult): Promotion | null {
  const { state, to, replaced, events, commit, standing } = result;
  const event = events.at(-1);
  if (state !== 'done' || to === FIRST_STAGE || to === ARCHIVED) return null;
  if (event?.type === 'stage-changed')
    return { event, commit, replaced: replaced?.version ?? null, isEarlier: false };
  const before = standing?.event;
  if (before?.type !== 'stage-changed') return null;
  const archived = before.archived?.at(-1) ?? null;
  return { event: before, commit: standing?.commit ?? null, replaced: archived, isEarlier: true };
}

/** @returns what was not done, and why, as sentences */
async function tell(promotion: Promotion, result: PromoteResult, given: Given): Promise<string[]> {
  const [owner = '', repo = ''] = given.repository.split('/');
  const { event, isEarlier } = promotion;
  // Models beside each other in a stage must not retire each other.
  const environment = `${event.to_stage}/${event.model}`;
  const place = { owner, repo, environment };
  const client = await given.github();
  if (isEarlier) {
    const looked = await outcomeOf('Deployments were not looked through', () =>
      findDeployment(client, { ...place, event_id: event.event_id }),
    );
    if (looked.done !== 'looked') return [sentence(looked)];
    if (looked.id !== null) return [];
  }
  const sent = await outcomeOf(`${DISPATCHED} was not sent`, () =>
    dispatchEvent(client, { owner, repo, type: DISPATCHED, payload: dispatchPayload(promotion, result) }),
  );
  const made = await outcomeOf('The deployment was not made', () =>
    makeDeployment(client, { ...place, ...deploymentOf(promotion, result, given) }),
  );
  return [sent, made].flatMap((one) =>
    one.done === 'refused' || one.done === 'failed' ? [sentence(one)] : [],
  );
}

type Failed = { done: 'failed'; why: string };

/** Nothing that goes wrong here may make red what is done. */
async function outcomeOf<T>(otherwise: string, work: () => Promise<T>): Promise<T | Failed> {
  try {
    return await work();
  } catch (error) {
    return { done: 'failed', why: `${otherwise}: ${error}.` };
  }
}

function sentence(outcome: Refused | Failed): string {
  return outcome.done === 'failed' ? outcome.why : `${outcome.fault.what}. ${outcome.fault.mend}.`;
}

/** As many properties as GitHub takes. */
function dispatchPayload({ event, commit, replaced }: Promotion, { version, run }: PromoteResult) {
  const { model, event_id, from_stage, to_stage: stage } = event;
  return {
    model,
    version: event.version,
    stage,
    model_uri: uriOf(model, event.version),
    digest: version.manifest.digest,
    event_id,
    from_stage,
    replaced,
    run_id: run.run_id,
    ledger_commit: commit,
  };
}

function deploymentOf(
  { event, commit }: Promotion,
  { version: { manifest }, run }: PromoteResult,
  given: Given,
): Omit<NewDeployment, 'owner' | 'repo' | 'environment'> {
  const { model, version, event_id, from_stage, to_stage: stage } = event;
  const trained = run.inputs.code?.commit ?? '';
  return {
    refs: [...(isCommitId(trained) ? [trained] : []), given.default_branch],
    description: `${model} version ${version}: ${from_stage} → ${stage}`,
    payload: { model, version, stage, manifest_digest: manifest.digest, event_id, ledger_commit: commit },
    environmentUrl: ledgerUrl(given, eventPath(model, event_id), commit),
    logUrl: given.ci.context.ci_run_url ?? undefined,
  };
}
