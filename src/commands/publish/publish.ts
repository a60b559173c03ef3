import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { type EvidenceFiles, invalidEvidence } from '../../collect/evidence/evidence-zip.js';
import { picturesToTell } from '../../collect/pictures.js';
import { describeFault, UserError } from '../../core/errors.js';
import type { RunRecord } from '../../core/generated/types.js';
import type { Log } from '../../core/log.js';
import { inPolicyOrder } from '../../core/policy/metric-order.js';
import { BUILT_IN_POLICY, type Policy } from '../../core/policy/policy.js';
import type { Redactor } from '../../core/redact/redactor.js';
import { redactSeries } from '../../core/redact/series.js';
import { listRunArtifacts, type RunArtifact } from '../../github/artifact-download.js';
import type { GitHubClient } from '../../github/client.js';
import { runPath } from '../../ledger/layout.js';
import type { Ledger } from '../../ledger/ledger.js';
import { type Decode, recordDecoder } from '../../ledger/read/json-record.js';
import { runDecoder } from '../../ledger/read/records.js';
import type { Repository } from '../gate/target.js';
import { redactForRecord } from '../track/redact-run.js';
import { newRun, refreshLookUps } from '../track/write-run.js';
import type { Candidate } from './candidate.js';
import { parseEvidence, requireOwn } from './check.js';
import { compareWithLedger, publishedBefore } from './compare.js';
import { attemptOf, attemptsOf, pullsOfRun, type RunFacts, requireWorkflowRun } from './facts.js';
import { findEvidence, type GatherDeps, gatherEvidence, type Handed, type Refused } from './gather.js';
import { identified } from './identify.js';
import { withParents } from './parents.js';
import { settle, unknownPlaces } from './settle.js';
import { settledAmendment } from './settle-amendment.js';

/** How often another publish of the same runs may come between reading the ledger and writing to it. */
const TRIES = 3;

export interface PublishDeps {
  ledger: Ledger;
  log: Log;
  redactor: Redactor;
  repository: Repository;
  serverUrl: string;
  /** Absolute temp folder of the job. */
  temp: string;
  download: GatherDeps['download'];
  /** Says which metrics of a run are named first; it judges nothing here. */
  policy?: Policy;
  github(): Promise<GitHubClient>;
  /** Milliseconds since 1970. */
  now(): number;
  newId(): string;
}

export interface Published {
  /** Runs whose evidence is in the ledger now, oldest first, whoever published it. */
  run_ids: string[];
  /** Commit that holds them; null when there are none, or when they are parked: safe, and added by the next writer. */
  commit: string | null;
  refused: Refused[];
}

/**
 * Records the evidence of a workflow run: all of it with one commit. Evidence that does not hold is told and left out, and
 * keeps none of the rest from being recorded. Doing it again changes nothing.
 * @throws UserError E_GITHUB_API, E_LEDGER_*
 */
export async function publish(workflowRun: number, deps: PublishDeps): Promise<Published> {
  const { repository, log } = deps;
  const client = await deps.github();
  const run = await requireWorkflowRun(client, repository, workflowRun);
  const artifacts = await listRunArtifacts(client, { ...repository, runId: run.id, prefix: '' });
  const { handed, refused } = findEvidence(artifacts);
  log.info(`Workflow run ${run.id} of commit ${run.headSha} hands over evidence of ${handed.length} run(s).`);
  if (handed.length === 0) return told({ run_ids: [], commit: null, refused }, log);

  const own = handed.map(({ artifact }) => artifact);
  const attempts = await attemptsOf(client, repository, { run, artifacts: own });
  const common = {
    repository,
    serverUrl: deps.serverUrl,
    pulls: await pullsOfRun(client, repository, run),
    artifacts: new Map(artifacts.map((artifact) => [String(artifact.id), artifact])),
  };
  const factsOf = (artifact: RunArtifact) => ({ ...common, run: attemptOf(artifact, attempts) });
  const decode = await runDecoder();
  const gathered = await candidatesOf(handed, { factsOf, decode }, deps);
  const done = await record(gathered, { factsOf, decode }, deps);
  return told({ ...done, refused: [...refused, ...done.refused] }, log);
}

interface Gathered {
  candidates: Candidate[];
  refused: Refused[];
}

async function candidatesOf(
  handed: readonly Handed[],
  about: { factsOf: (artifact: RunArtifact) => RunFacts; decode: Decode<RunRecord> },
  deps: PublishDeps,
): Promise<Gathered> {
  const candidates: Candidate[] = [];
  const folder = path.join(deps.temp, 'lineage-gate', deps.newId());
  await mkdir(folder, { recursive: true });
  const decodeAmendment = await recordDecoder('amendment');
  try {
    const take = async (one: Handed, files: EvidenceFiles) => {
      const evidence = parseEvidence(files, { runId: one.runId, decode: about.decode, decodeAmendment });
      candidates.push(await candidateOf({ ...one, ...evidence }, about.factsOf(one.artifact), deps));
    };
    const refused = await gatherEvidence(handed, take, { ...deps, folder });
    return { candidates: candidates.sort((a, b) => (a.claimedId < b.claimedId ? -1 : 1)), refused };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function candidateOf(
  evidence: Pick<Candidate, 'artifact' | 'runId'> & ReturnType<typeof parseEvidence>,
  facts: RunFacts,
  deps: PublishDeps,
): Promise<Candidate> {
  const { artifact, runId: claimedId } = evidence;
  requireOwn(
    evidence.record,
    facts,
    artifact.createdAt === null ? deps.now() : Date.parse(artifact.createdAt),
  );
  const places = unknownPlaces(evidence.record, facts);
  if (places > 0) {
    deps.log.info(
      `Note: run ${claimedId} names ${places} place(s) of files that this workflow run did not upload; they are left out.`,
    );
  }
  // It was made elsewhere, where nothing may have been taken out.
  const record = inPolicyOrder(
    identified(settle(redactForRecord(evidence.record, deps), facts), artifact, facts),
    deps.policy ?? BUILT_IN_POLICY,
  );
  try {
    const pictures = picturesToTell(evidence.pictures, deps.redactor.secretIn);
    const left = evidence.pictures.length - pictures.length;
    if (left > 0) {
      deps.log.info(
        `Note: ${left} picture(s) of run ${claimedId} are left out, since their names hold a secret.`,
      );
    }
    const { run_id: runId } = record;
    const amendment = await settledAmendment(evidence.amendment, { from: claimedId, to: runId }, deps);
    const run = await newRun(record, redactSeries(evidence.series, deps.redactor), { pictures, amendment });
    return { artifact, claimedId, runId, record, run, settle: (other) => settle(other, facts) };
  } catch (error) {
    // Elsewhere this is a defect; here foreign text can be what no longer fits once it is redacted.
    throw invalidEvidence(`cannot be recorded as it is: ${(error as Error).message}`, error);
  }
}

async function record(
  gathered: Gathered,
  about: { factsOf: (artifact: RunArtifact) => RunFacts; decode: Decode<RunRecord> },
  deps: PublishDeps,
): Promise<Published> {
  const { ledger, log } = deps;
  for (let tries = 1; ; tries += 1) {
    const view = await ledger.view();
    const candidates = await withParents(gathered.candidates, view, about.decode);
    const compared = await compareWithLedger(candidates, view, about.decode);
    const expired = await publishedBefore(gathered.refused, view, about);
    const known = [...compared.known, ...expired.map(({ runId }) => runId)];
    const isKnown = new Set(expired.map(({ artifact }) => artifact));
    const missing = gathered.refused.filter(({ artifact }) => !isKnown.has(artifact));
    const refused = [...missing, ...compared.refused];
    const { fresh } = compared;
    const run_ids = [...known, ...fresh.map(({ runId }) => runId)].sort();
    if (known.length > 0) log.info(`The ledger has ${known.length} of these runs already.`);
    if (fresh.length === 0) return { run_ids, commit: known.length > 0 ? view.commit : null, refused };
    try {
      const { commit, beganDay } = await ledger.append(fresh.map(({ run }) => run));
      tell(fresh, commit, log);
      if (beganDay) await refreshLookUps(deps);
      return { run_ids, commit, refused };
    } catch (error) {
      const isRace = error instanceof UserError && error.has('E_LEDGER_RECORD_EXISTS');
      if (!isRace || tries === TRIES) throw error;
    }
  }
}

function tell(fresh: readonly Candidate[], commit: string | null, log: Log): void {
  if (commit !== null) log.info(`Recorded ${fresh.length} run(s) with one commit (${commit}).`);
  log.group(
    'Recorded runs',
    fresh.map(
      ({ runId, claimedId, record }) =>
        `${runPath(runId)} ${record.status} ${record.experiment} (${record.context.trust}${runId === claimedId ? '' : `, handed over as ${claimedId}`})`,
    ),
  );
}

function told(published: Published, log: Log): Published {
  for (const { artifact, faults } of published.refused) {
    for (const fault of faults) log.info(`Artifact ${artifact.id} was not recorded. ${describeFault(fault)}`);
  }
  return published;
}
