import { createRedactor } from '../core/redact/redactor.js';
import { secretsOf } from '../core/redact/secrets.js';
import { TOOL_VERSION } from '../core/version.js';
import { promoteTitle } from './promote/title.js';
import { recallTitle } from './recall/title.js';

export type Entry =
  | 'track'
  | 'track-post'
  | 'track-mlflow'
  | 'register'
  | 'gate'
  | 'publish'
  | 'promote'
  | 'recall'
  | 'fetch';

/** What did not happen when an entry ends with an error. */
const TITLES: Readonly<Record<Entry, string | ((env: NodeJS.ProcessEnv) => string)>> = {
  track: 'Nothing was recorded',
  'track-post': 'Nothing was recorded',
  'track-mlflow': 'Nothing was recorded',
  register: 'Nothing was registered',
  gate: 'Nothing was judged',
  publish: 'Nothing was recorded',
  promote: promoteTitle,
  recall: recallTitle,
  fetch: 'Nothing was fetched',
};

/** Runs an action as the runner starts it. The one place that sets the exit code. */
export async function runAction(entry: Entry): Promise<void> {
  const { env } = process;
  // Before anything is loaded or asked over the network, so that a user sees life at once.
  process.stdout.write(`Lineage Gate ${TOOL_VERSION}\n`);
  try {
    process.exitCode = await start(entry, env);
  } catch (error) {
    const { reportError } = await import('./report-error.js');
    const redactor = createRedactor(secretsOf(env));
    const title = TITLES[entry];
    await reportError(error, { redactor, title: typeof title === 'string' ? title : title(env) });
    process.exitCode = 1;
  }
  // The artifact client leaves a timer of minutes behind when an upload fails. What was printed goes out first.
  await Promise.all(
    [process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write('', done))),
  );
  process.exit();
}

async function start(entry: Entry, env: NodeJS.ProcessEnv): Promise<number> {
  switch (entry) {
    case 'track':
      return (await import('./track/track.js')).track(env);
    case 'track-post':
      return (await import('./track/post.js')).trackPost(env);
    case 'track-mlflow':
      return (await import('./track/mlflow-server.js')).mlflowServer();
    case 'register':
      return (await import('./register/register.js')).registerAction(env);
    case 'gate':
      return (await import('./gate/gate.js')).gateAction(env);
    case 'publish':
      return (await import('./publish/publish.js')).publishAction(env);
    case 'promote':
      return (await import('./promote/promote.js')).promoteAction(env);
    case 'recall':
      return (await import('./recall/recall.js')).recallAction(env);
    case 'fetch':
      return (await import('./fetch/fetch.js')).fetchAction(env);
  }
}
