import { ProtocolError } from './errors.js';

/** What MLflow's server answers beside tracking, artifacts and the registry. The paths are below the address of the server. */
const WHOLE = ['v1/', 'gateway/', 'graphql', 'api/3.0/', 'ajax-api/3.0/'];
/** Below `/api/2.0/mlflow/` and its twin. */
const WORDS = new Set([
  'traces',
  'unified-traces',
  'get-online-trace-details',
  'get-trace-artifact',
  'webhooks',
  'gateway-proxy',
]);
const CALLS = new Set([
  'runs/create-promptlab-run',
  'artifacts/presigned-download-url',
  'artifacts/presigned-upload-url',
]);

/** The refusal of what is no part of us, told at once by a code that the client does not try again. */
export function unsupported(what: string): ProtocolError {
  return new ProtocolError('NOT_IMPLEMENTED', `${what} is not part of Lineage Gate.`);
}

/** @param path below the server's address, without a slash at its beginning */
export function isUnsupported(path: string): boolean {
  return WHOLE.some((start) => path === start || path.startsWith(start));
}

/** @param route below `/api/2.0/mlflow/` */
export function isUnsupportedRoute(route: string): boolean {
  const end = route.indexOf('/');
  return WORDS.has(end < 0 ? route : route.slice(0, end)) || CALLS.has(route);
}
