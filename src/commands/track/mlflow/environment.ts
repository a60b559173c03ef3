import { parseJson } from '../../../core/json.js';
import { DEFAULT_EXPERIMENT } from '../../../mlflow/state/experiments.js';

type Environment = Readonly<Record<string, string | undefined>>;

const TRACKING_URI = 'MLFLOW_TRACKING_URI';
const EXPERIMENT_ID = 'MLFLOW_EXPERIMENT_ID';
/** What a track step without `run` has set for the later steps of its job: JSON of names and values. */
const OF_JOB = 'LINEAGE_MLFLOW';
/**
 * What of an outer run or server would lead the client elsewhere than to ours. Who it is to others stays: a script that logs to a server
 * of its own could not go on without.
 */
const BLANKED = ['MLFLOW_RUN_ID', EXPERIMENT_ID, 'MLFLOW_REGISTRY_URI', 'MLFLOW_WORKSPACE'];
/** What a user may have set otherwise, and then stays so. */
const DEFAULTS = {
  MLFLOW_HTTP_REQUEST_MAX_RETRIES: '3',
  MLFLOW_DISABLE_TELEMETRY: 'true',
  MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT: 'true',
};
const LOOPBACK = '127.0.0.1';

/** Whether the user sends what MLflow logs to a server of his own. */
export function hasOwnServer(env: Environment): boolean {
  return isSet(env[TRACKING_URI]) && !Object.hasOwn(setForJob(env), TRACKING_URI);
}

/**
 * The environment of a command whose calls of MLflow's client come to us. It names no experiment, since a script that logs to a place of
 * its own would be sent to one that is not there: with us the experiment that the client takes then is the run's.
 * @param env as the command would have it otherwise
 * @returns the names of what was taken out of it as well
 */
export function trackingEnvironment(
  env: Environment,
  ours: { url: string; platform?: NodeJS.Platform },
): { env: Record<string, string>; blanked: string[] } {
  const result = withoutJob(env);
  const blanked = BLANKED.filter((name) => isSet(result[name]));
  for (const name of BLANKED) delete result[name];
  for (const [name, value] of Object.entries(DEFAULTS)) if (!isSet(result[name])) result[name] = value;
  result[TRACKING_URI] = ours.url;
  return { env: Object.assign(result, noProxy(result, ours.platform ?? process.platform)), blanked };
}

/**
 * What the later steps of a job are to have for their calls to come to us, in the order of their names. A variable can be emptied for
 * them, and not taken away.
 * @param env as they would have it otherwise
 */
export function jobVariables(env: Environment, ours: { url: string }): [string, string][] {
  const { env: wanted, blanked } = trackingEnvironment(env, ours);
  return [
    ...Object.entries(wanted).filter(([name, value]) => env[name] !== value),
    ...blanked.map((name): [string, string] => [name, name === EXPERIMENT_ID ? DEFAULT_EXPERIMENT : '']),
    [OF_JOB, JSON.stringify({ [TRACKING_URI]: ours.url })] as [string, string],
  ].sort(([one], [other]) => (one < other ? -1 : 1));
}

/** What to set when a server of a job has ended, so that nothing is sent there any more. @param url of the server */
export function unsetVariables(env: Environment, url: string): [string, string][] {
  const ours = setForJob(env);
  if (ours[TRACKING_URI] !== url) return [];
  return [OF_JOB, ...Object.keys(ours)].map((name) => [name, '']);
}

/** Of what a track step has set for its job, all that still is so: a later step may have set it anew. */
function setForJob(env: Environment): Record<string, string> {
  const known = parseJson(env[OF_JOB] || '{}');
  const ours: Environment = typeof known === 'object' && known !== null ? { ...known } : {};
  const url = env[TRACKING_URI];
  return url !== undefined && isSet(url) && ours[TRACKING_URI] === url ? { [TRACKING_URI]: url } : {};
}

/** As the user has it. */
function withoutJob(env: Environment): Record<string, string> {
  const result: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(env)) if (value !== undefined) result[name] = value;
  for (const name of [OF_JOB, ...Object.keys(setForJob(env))]) delete result[name];
  return result;
}

/** Programs look at the one in small letters first, and at the other where it is not set. On Windows both are one. */
function noProxy(env: Environment, platform: NodeJS.Platform): Record<string, string> {
  const [large = '', small = large] = [env['NO_PROXY'], env['no_proxy']];
  if (platform === 'win32') return { NO_PROXY: withLoopback(large || small) };
  return { NO_PROXY: withLoopback(large || small), no_proxy: withLoopback(small || large) };
}

function withLoopback(hosts: string): string {
  const names = hosts
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names.includes('*') || names.includes(LOOPBACK) ? hosts : [...names, LOOPBACK].join(',');
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value.trim() !== '';
}
