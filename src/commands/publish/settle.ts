import { asText, type Context } from '../../collect/ci/ci.js';
import type { RunRecord, Stored } from '../../core/generated/types.js';
import type { PullSummary } from '../../github/pulls.js';
import type { RunFacts } from './facts.js';

const DEPENDABOT = 'dependabot[bot]';
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/;

/**
 * A record with everything that GitHub knows in the place of what the evidence says of it. What is left of the evidence is what
 * only the training can know. What it makes of its own answer is that answer again.
 */
export function settle(record: RunRecord, facts: RunFacts): RunRecord {
  const { owner, repo } = facts.repository;
  const pull = pullOf(record.context, facts);
  const { code } = record.inputs;
  return {
    ...record,
    inputs: {
      ...record.inputs,
      code: code && {
        ...code,
        repository: `${owner}/${repo}`,
        commit: facts.run.headSha,
        ref: refOf(code.ref, facts, pull),
      },
    },
    outputs: { ...record.outputs, artifacts: record.outputs.artifacts.map((one) => stored(one, facts)) },
    context: contextOf(record.context, facts, pull),
    tags: { ...record.tags, git_commit: facts.run.headSha, triggered_by: 'ci/github-actions' },
  };
}

/** How many places the evidence claims for files that GitHub knows nothing of. */
export function unknownPlaces(record: RunRecord, facts: RunFacts): number {
  const all = record.outputs.artifacts.flatMap((artifact) => artifact.stored);
  return all.filter((place) => placeOf(place, facts) === undefined).length;
}

function contextOf(claimed: Context, facts: RunFacts, pull: PullSummary | null): Context {
  const { run } = facts;
  return {
    ...claimed,
    actor: asText(run.actor),
    actor_id: run.actorId === null ? null : String(run.actorId),
    triggering_actor: asText(run.triggeringActor),
    event: asText(run.event),
    workflow: asText(run.name),
    workflow_ref: workflowRef(claimed.workflow_ref, facts, pull),
    ci_run_id: String(run.id),
    ci_run_attempt: run.attempt,
    ci_run_url: asText(`${runUrl(facts)}/attempts/${run.attempt}`, 2048),
    pull_request: pull && {
      number: pull.number,
      head_ref: asText(pull.head.ref),
      base_ref: asText(pull.base.ref),
      head_repository: asText(pull.head.repository, 300),
    },
    trust: isForeign(run, pull) ? 'fork' : claimed.trust,
  };
}

/** GitHub does not tell the ref that the file was taken from. It says whose run counts, so only one stands that the run can have had. */
function workflowRef(claimed: string | null, facts: RunFacts, pull: PullSummary | null): string | null {
  const { run, repository } = facts;
  const file = `${repository.owner}/${repository.repo}/${run.path.split('@')[0]}`;
  const ref = claimed?.startsWith(`${file}@`) ? claimed.slice(file.length + 1) : null;
  const isPossible = ref !== null && refOf(ref, facts, pull) === ref;
  return asText(isPossible ? `${file}@${ref}` : file);
}

/** Code of a fork or of Dependabot. Evidence can lower the trust in itself, and never raise it. */
function isForeign(run: RunFacts['run'], pull: PullSummary | null): boolean {
  const people = [run.actor, run.triggeringActor, pull?.author];
  return run.isFork || pull?.isFork === true || people.includes(DEPENDABOT);
}

/** Of several pull requests that the run can be for, the one that the evidence names. */
function pullOf({ pull_request: claimed }: Context, { pulls, run }: RunFacts): PullSummary | null {
  const same = pulls.filter(({ head }) => head.sha === run.headSha);
  const named = (some: readonly PullSummary[]) => some.find(({ number }) => number === claimed?.number);
  return named(same) ?? same[0] ?? named(pulls) ?? null;
}

/** A ref decides which runs a later one is compared with, so only those count that the run can have had. */
function refOf(claimed: string | null, { run }: RunFacts, pull: PullSummary | null): string | null {
  if (run.event.startsWith('pull_request')) return pull === null ? null : `refs/pull/${pull.number}/merge`;
  const possible = ['heads', 'tags'].map((kind) => `refs/${kind}/${run.headBranch}`);
  return claimed !== null && possible.includes(claimed) ? claimed : null;
}

function stored<A extends { stored: Stored[] }>(artifact: A, facts: RunFacts): A {
  const places = artifact.stored.map((place) => placeOf(place, facts));
  return { ...artifact, stored: places.filter((place) => place !== undefined) };
}

/** A place in an artifact of this very run, as GitHub describes it; undefined for any other. */
function placeOf({ type, id = '' }: Stored, facts: RunFacts): Stored | undefined {
  const artifact = type === 'github-artifact' ? facts.artifacts.get(id) : undefined;
  if (artifact === undefined) return undefined;
  const { name, sizeBytes: size_bytes, digest, expiresAt } = artifact;
  return {
    type,
    name: asText(name, 300) ?? '',
    id,
    url: `${runUrl(facts)}/artifacts/${id}`,
    size_bytes,
    ...(digest !== null && DIGEST.test(digest) ? { digest } : {}),
    ...(expiresAt !== null && TIME.test(expiresAt) ? { expires_at: expiresAt } : {}),
  };
}

function runUrl({ serverUrl, repository: { owner, repo }, run }: RunFacts): string {
  return `${serverUrl}/${owner}/${repo}/actions/runs/${run.id}`;
}
