import { UserError } from '../../core/errors.js';
import type { ModelEvent } from '../../core/generated/types.js';
import { remarksOf } from '../../core/policy/waivers.js';
import { printable } from '../../core/printable.js';
import { type CheckAnnotation, listAnnotations } from '../../github/annotations.js';
import { listWorkflowJobs, type WorkflowJob, type WorkflowRun } from '../../github/workflow-runs.js';
import type { RemoteDeps, RemoteTask } from './request.js';

/** A branch that was just pushed may be shown as it was before for a moment. */
const LOOKS = 4;
const PAUSE_MS = 2_000;
const MOST_JOBS = 5;
const MOST_TEXT = 2_000;
/** The title of an annotation that tells a finding, and not what a runner or another action has to say. */
const FINDING = /^E_[A-Z_]+ \S+$/;

/** What a run that succeeded has done. */
export async function written<W>(run: WorkflowRun, task: RemoteTask<W>, deps: RemoteDeps): Promise<W> {
  for (let look = 1; ; look += 1) {
    const found = await task.look(run, await deps.view(), deps.serverUrl);
    if (task.isShown(found) || look >= LOOKS) return found;
    await deps.sleep(PAUSE_MS);
  }
}

/** Of a run that did not succeed the ledger is only asked whether it had done it before that. */
export async function writtenIfAny<W>(run: WorkflowRun, task: RemoteTask<W>, deps: RemoteDeps): Promise<W> {
  try {
    return await task.look(run, await deps.view(), deps.serverUrl);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    deps.log.debug(`whether the run wrote anything: ${error.message}`);
    return task.unseen;
  }
}

/** Whether an event names the run, by its number and its repository. Whoever may push may write one that does. */
export function isOfRun(
  { by, ci_run_url }: ModelEvent,
  { id, url }: WorkflowRun,
  serverUrl: string,
): boolean {
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
 * What is to be said though a run promoted, asked for approvals or only tried: as it wrote it, and of a run that wrote nothing as
 * its steps said it.
 * @returns lines of foreign text
 */
export async function remarksSaid(
  at: At,
  { run, verdict }: { run: WorkflowRun; verdict: Parameters<typeof remarksOf>[0] | undefined },
  deps: RemoteDeps,
): Promise<string[]> {
  if (verdict !== undefined) return remarksOf(verdict).map(shownText);
  const isMeant = ({ conclusion }: WorkflowJob) => conclusion === 'success';
  const all = await annotationsOf(at, { run, isMeant }, deps);
  return all
    .filter(({ level, title }) => level !== 'failure' && title !== null && FINDING.test(title))
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
