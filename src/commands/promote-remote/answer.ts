import { UserError } from '../../core/errors.js';
import type { ModelEvent } from '../../core/generated/types.js';
import { recallNotes } from '../../core/policy/waivers.js';
import { printable } from '../../core/printable.js';
import { RECALLED_RULE } from '../../core/recall/findings.js';
import { stageOf } from '../../core/registry/promotion.js';
import { foldModel, type RegisteredModel } from '../../core/registry/registry.js';
import { type CheckAnnotation, listAnnotations } from '../../github/annotations.js';
import { listWorkflowJobs, type WorkflowJob, type WorkflowRun } from '../../github/workflow-runs.js';
import { readRegistry } from '../../ledger/read/registry.js';
import type { PromoteRequest } from '../promote/request.js';
import { versionNamed } from '../promote/resolve.js';
import type { RemoteDeps, RemoteOutcome } from './request.js';

/** A branch that was just pushed may be shown as it was before for a moment. */
const LOOKS = 4;
const PAUSE_MS = 2_000;
const MOST_JOBS = 5;
const MOST_TEXT = 2_000;

type Written = Pick<RemoteOutcome, 'event' | 'request' | 'is_there'>;

/** What a run that succeeded has written of the promotion, and whether the version is where it was to go. */
export async function written(
  run: WorkflowRun,
  promotion: PromoteRequest,
  deps: RemoteDeps,
): Promise<Written> {
  for (let look = 1; ; look += 1) {
    const answer = await lookIn(run, promotion, deps);
    if (
      answer.event !== null ||
      answer.request !== null ||
      answer.is_there ||
      promotion.dry_run ||
      look >= LOOKS
    )
      return answer;
    await deps.sleep(PAUSE_MS);
  }
}

/** Of a run that did not succeed the ledger is only asked whether it had promoted before that. */
export async function writtenIfAny(
  run: WorkflowRun,
  promotion: PromoteRequest,
  deps: RemoteDeps,
): Promise<Written> {
  try {
    return await lookIn(run, promotion, deps);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    deps.log.debug(`whether the run wrote anything: ${error.message}`);
    return { event: null, request: null, is_there: null };
  }
}

async function lookIn(
  run: WorkflowRun,
  promotion: PromoteRequest,
  { view, serverUrl }: RemoteDeps,
): Promise<Written> {
  const { model, stage } = promotion;
  const state = await readRegistry(await view(), model);
  const event = state.events.findLast(
    (one) => isMove(one) && one.to_stage === stage && isOf(one, run, serverUrl),
  );
  if (event !== undefined && isMove(event)) return { event, request: null, is_there: true };
  const asked = state.events.findLast(
    (one) => one.type === 'approval-requested' && isOf(one, run, serverUrl),
  );
  const request = asked?.type === 'approval-requested' ? asked : openFor(promotion, state);
  return { event: null, request, is_there: isIn(promotion, state) };
}

/** A version that was named by its stage or alias may be found by it no more. */
function isIn({ model, version, stage }: PromoteRequest, state: RegisteredModel): boolean {
  try {
    return stageOf(state, versionNamed(version, model, state).version) === stage;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return false;
  }
}

/** The request that waits already: the very same is not asked for twice. */
function openFor({ stage, version }: PromoteRequest, state: RegisteredModel): RemoteOutcome['request'] {
  const open = [...foldModel(state).requests.values()].filter(
    ({ event, ended }) =>
      ended === undefined &&
      event.change.type === 'stage' &&
      event.change.to_stage === stage &&
      (!/^\d+$/.test(version) || event.version === Number(version)),
  );
  return open.at(-1)?.event ?? null;
}

function isMove(event: ModelEvent): event is Extract<ModelEvent, { type: 'stage-changed' }> {
  return event.type === 'stage-changed';
}

/** Whether an event names the run, by its number and its repository. Whoever may push may write one that does. */
function isOf({ by, ci_run_url }: ModelEvent, { id, url }: WorkflowRun, serverUrl: string): boolean {
  const path = URL.canParse(url) ? new URL(url).pathname : '';
  if (by !== undefined)
    return by.ci_run_id === String(id) && path.toLowerCase().startsWith(`/${by.repository?.toLowerCase()}/`);
  return (ci_run_url ?? '').replace(/\/attempts\/\d+$/, '') === `${serverUrl}${path}`;
}

/**
 * What the steps of a run that did not succeed said. Where that cannot be read there is a warning.
 * @returns lines of foreign text
 */
export async function whatItSaid(at: At, run: WorkflowRun, deps: RemoteDeps): Promise<string[]> {
  const all = await annotationsOf(at, { run, isMeant: ({ conclusion }) => conclusion !== 'success' }, deps);
  const lines = all.filter(({ level }) => level === 'failure').map(lineOf);
  return lines.filter((line) => !/^Process completed with exit code \d+\.?$/.test(line));
}

/**
 * What is to be said of recalls where a run promoted, asked for approvals or only tried: as it wrote it, and of a run that wrote
 * nothing as its steps said it.
 * @returns lines of foreign text
 */
export async function recallsSaid(
  at: At,
  { run, answer: { event, request } }: { run: WorkflowRun; answer: Pick<Written, 'event' | 'request'> },
  deps: RemoteDeps,
): Promise<string[]> {
  const policy = event?.policy ?? request?.policy;
  if (policy !== undefined) return recallNotes(policy).map(shownText);
  const isMeant = ({ conclusion }: WorkflowJob) => conclusion === 'success';
  const all = await annotationsOf(at, { run, isMeant }, deps);
  return all
    .filter(({ level, title }) => level === 'warning' && title?.endsWith(` ${RECALLED_RULE}`) === true)
    .map(({ message }) => shownText(message));
}

interface At {
  owner: string;
  repo: string;
}

async function annotationsOf(
  at: At,
  { run, isMeant }: { run: WorkflowRun; isMeant(job: WorkflowJob): boolean },
  { client, log }: RemoteDeps,
): Promise<CheckAnnotation[]> {
  try {
    const jobs = await listWorkflowJobs(client, { ...at, id: run.id, attempt: run.attempt });
    const meant = jobs.filter((job) => job.conclusion !== 'skipped' && isMeant(job));
    const found: CheckAnnotation[] = [];
    for (const { id } of meant.slice(0, MOST_JOBS))
      found.push(...(await listAnnotations(client, { ...at, id })));
    return found;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    log.warning(`What the run said cannot be read: ${error.message}`);
    return [];
  }
}

function lineOf({ title, message }: { title: string | null; message: string }): string {
  const text = title === null || title === '' ? message : `${title}: ${message}`;
  return shownText(text);
}

function shownText(text: string): string {
  return printable(text.trim()).slice(0, MOST_TEXT);
}
