/**
 * Post step of `track`: ends the run when nothing else has. That is the normal way without `run`; with `run` it means
 * that the main step was killed before it could.
 */
export async function trackPost(env: NodeJS.ProcessEnv): Promise<number> {
  const runId = env['STATE_run-id'] ?? '';
  if (runId === '' || env['STATE_ended'] === 'true') return 0;
  // Most jobs have nothing left to end, and then this takes more time than all the rest.
  const { endTrackedRun } = await import('./end.js');
  return endTrackedRun(env, runId);
}
