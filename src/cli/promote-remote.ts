import { setTimeout as delay } from 'node:timers/promises';
import { redactReason } from '../commands/promote/redact-reason.js';
import type { PromoteRequest } from '../commands/promote/request.js';
import { promoteRemote } from '../commands/promote-remote/promote-remote.js';
import type {
  RemoteDeps,
  RemoteOutcome,
  RemoteRequest,
  RemoteRun,
} from '../commands/promote-remote/request.js';
import { type Fault, UserError } from '../core/errors.js';
import { howToFetch } from '../core/fetch/how-to.js';
import { shown } from '../core/key-values.js';
import type { Log } from '../core/log.js';
import type { CommonOptions } from './host.js';
import { jsonText } from './json.js';
import { openRemote, type Remote, type RemoteOptions, sameServer } from './remote.js';
import { openGitHub } from './sources.js';
import { fields } from './tables.js';
import { noToken } from './token.js';

export interface PromoteRemoteOptions extends CommonOptions, RemoteOptions {
  workflow?: string;
  ref?: string;
  wait?: boolean;
  json?: boolean;
}

/** As a shell says it of a command that Ctrl-C ended. */
const INTERRUPTED = 130;

/** `lineage-gate promote MODEL VERSION STAGE --remote`. @returns 130 when Ctrl-C ended the waiting */
export async function promoteOnServer(asked: PromoteRequest, options: PromoteRemoteOptions): Promise<number> {
  const remote = await openRemote(options);
  const promotion = redactReason(asked, remote);
  const { outcome, code } = await startedBy(remote, options, (request, deps) =>
    promoteRemote({ ...request, promotion }, deps),
  );
  if (options.json) process.stdout.write(`${jsonText(answerOf(outcome, promotion))}\n`);
  else process.stdout.write(fields(linesOf(outcome, promotion)));
  const { event, request, is_there } = outcome;
  const isDone = event !== null || request !== null || is_there === true || promotion.dry_run;
  const faults = runFaults(outcome, { isDone, wrote: event !== null, what: 'promotion of it' });
  if (faults.length > 0) throw new UserError(faults);
  if (event !== null) tellHowToGet(event, options, remote.log);
  return code;
}

/** Has a workflow on the server do something, which Ctrl-C leaves alone once it is started. @returns the exit code, where nothing is wrong */
export async function startedBy<W>(
  remote: Remote,
  { workflow, ref, wait }: PromoteRemoteOptions,
  start: (request: RemoteRequest, deps: RemoteDeps) => Promise<RemoteRun & W>,
): Promise<{ outcome: RemoteRun & W; code: number }> {
  const { owner, repo } = remote.place;
  const request = { owner, repo, workflow: workflow ?? null, ref: ref ?? null, wait: wait ?? true };
  const gone = new AbortController();
  // Before something is started Ctrl-C ends the command as it ends any; a second one does so later, too.
  const starting = () => void process.once('SIGINT', () => gone.abort());
  const outcome = await start(request, await workflowDeps(remote, { gone: gone.signal, starting }));
  const { run, state } = outcome;
  if (state !== 'left') return { outcome, code: 0 };
  remote.log.info(`Nobody waits any longer; the run goes on: ${run.url}`);
  return { outcome, code: INTERRUPTED };
}

/**
 * What a workflow on the server is started with.
 * @param gone aborted when nobody waits any longer @param starting called right before it is started
 * @throws UserError E_INPUT_MISSING without a token
 */
export async function workflowDeps(
  { place, token, log, ledger }: Remote,
  { gone, starting = () => undefined }: { gone: AbortSignal; starting?: () => void },
): Promise<RemoteDeps> {
  if (token === null) throw noToken(place, 'Starting a workflow');
  return {
    client: await openGitHub(place, token, log),
    log,
    view: () => ledger.view(),
    serverUrl: place.serverUrl,
    elapsed: () => performance.now(),
    starting,
    left: () => gone.aborted,
    sleep: (milliseconds) => delay(milliseconds, undefined, { signal: gone }).catch(() => undefined),
  };
}

function tellHowToGet(event: NonNullable<RemoteOutcome['event']>, options: RemoteOptions, log: Log): void {
  const how = howToFetch(event, { stage: event.to_stage, options: sameServer(options) });
  log.info(`Get its files with: ${how}`);
}

function answerOf({ event, run, ...outcome }: RemoteOutcome, { model, stage }: PromoteRequest) {
  const { version = null, from_stage: from = null, archived = [] } = event ?? {};
  const { id, url } = run;
  return { run: { id, url }, ...outcome, model, version, from, to: stage, archived, event };
}

function linesOf(outcome: RemoteOutcome, promotion: PromoteRequest): (readonly [string, string])[] {
  const result = resultOf(outcome, promotion);
  return [...runLines(outcome), ...(result === null ? [] : [['result', result] as const])];
}

export function runLines({ run, conclusion }: RemoteRun): (readonly [string, string])[] {
  return [['run', run.url], ...(conclusion === null ? [] : [['conclusion', conclusion] as const])];
}

function resultOf(
  { state, conclusion, event, request, is_there }: RemoteOutcome,
  promotion: PromoteRequest,
): string | null {
  const { model, version, stage, dry_run } = promotion;
  if (event !== null) {
    const { archived = [], from_stage, to_stage } = event;
    const others = archived.length === 0 ? '' : `; archived: ${archived.join(', ')}`;
    return `${event.model} version ${event.version}: ${from_stage} → ${to_stage}${others}`;
  }
  if (request !== null) {
    const { event_id, version: number, approvals, expires_at } = request;
    return `${model} version ${number} waits for ${approvals} approval(s) to go to ${stage}, until ${expires_at}: request ${event_id}`;
  }
  if (state !== 'ended' || conclusion !== 'success') return null;
  if (dry_run) return `${model} version ${version} may move to ${stage}; nothing was written`;
  return is_there === true ? `${model} version ${version} is in ${stage}; nothing had to be written` : null;
}

/** What is wrong with how a run ended. @param what of which the ledger should have one */
export function runFaults(
  { run, state, conclusion, annotations }: RemoteRun,
  { isDone, wrote, what: missing }: { isDone: boolean; wrote: boolean; what: string },
): Fault[] {
  const code = 'E_WORKFLOW_RUN';
  const where = run.url;
  if (state !== 'ended') return [];
  if (conclusion !== 'success') {
    const what = `The workflow run ended with ${shown(conclusion ?? '?')}${wrote ? ', after it had done it' : ''}`;
    const said = annotations.map(
      (text): Fault => ({
        code,
        where,
        what: `The run says: ${text.replace(/\.$/, '')}`,
        mend: 'Mend that and ask again',
      }),
    );
    const mend = said.length === 0 ? 'Look at the run' : 'What its steps said follows';
    return [{ code, what, where, mend }, ...said];
  }
  if (isDone) return [];
  const what = `The workflow run succeeded, and the ledger of the server has no ${missing}`;
  const mend =
    'Read the summary of the run, and check that the workflow promotes, and writes to the ledger branch that is read here (`--ledger-branch`)';
  return [{ code, what, where, mend }];
}
