import { loadSession, sessionFile } from '../../commands/track/session.js';
import { tempFolder } from '../temp.js';

/**
 * Post step of `track`: ends the run when nothing else has. That is the normal way without `run`; with `run` it means
 * that the main step was killed before it could.
 */
export async function trackPost(env: NodeJS.ProcessEnv): Promise<number> {
  const runId = env['STATE_run-id'] ?? '';
  if (runId === '') return 0;
  const session = await loadSession(sessionFile(tempFolder(env), runId));
  if (session === undefined || session.ended) return 0;
  // Most jobs have nothing left to end, and then this takes more time than all the rest.
  const { endTrackedRun } = await import('./end.js');
  return endTrackedRun(env, session);
}
