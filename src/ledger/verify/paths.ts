import { isId } from '../../core/ids.js';
import { decodeName } from '../../core/names.js';
import { captionOf } from '../../core/pictures.js';
import {
  AMENDMENTS,
  amendmentPath,
  bootstrapFiles,
  endpointEventPath,
  eventPath,
  INDEX,
  isLoggedModelId,
  LOGGED_MODELS,
  loggedModelPath,
  RECALLS,
  recallPath,
  runFolder,
  runIdOf,
  seriesPath,
  versionPath,
} from '../layout.js';
import { NO_EVENT, NO_VERSION } from '../read/unreadable.js';

/** What a path of a ledger is for. */
export type Place =
  | { kind: 'bootstrap' }
  /** Derived, and free to change. */
  | { kind: 'index' }
  | { kind: 'run'; run: string }
  | { kind: 'series'; run: string }
  | { kind: 'picture'; run: string }
  | { kind: 'version'; model: string; version: number }
  | { kind: 'event'; model: string; event: string }
  | { kind: 'endpoint-event'; endpoint: string; event: string }
  | { kind: 'amendment'; event: string }
  | { kind: 'logged-model'; model: string }
  | { kind: 'recall'; event: string }
  /** Shaped like the path of a record, but of none that has this id or name. */
  | { kind: 'misplaced'; why: string; model?: string }
  | { kind: 'unknown' };

const BOOTSTRAP: ReadonlySet<string> = new Set(bootstrapFiles().map((file) => file.path));
/** Whether a path lies below the derived look-ups, which may be changed and made anew. */
export function isDerived(path: string): boolean {
  return path.startsWith(`${INDEX}/`);
}

/** @param path a character per byte */
export function placeOf(path: string): Place {
  if (BOOTSTRAP.has(path)) return { kind: 'bootstrap' };
  if (isDerived(path)) return { kind: 'index' };
  if (path.startsWith('runs/')) return runPlace(path);
  if (path.startsWith('endpoints/')) return endpointPlace(path);
  if (path.startsWith(`${AMENDMENTS}/`)) return amendmentPlace(path);
  if (path.startsWith(`${LOGGED_MODELS}/`)) return loggedModelPlace(path);
  if (path.startsWith(`${RECALLS}/`)) return recallPlace(path);
  return path.startsWith('models/') ? modelPlace(path) : { kind: 'unknown' };
}

function runPlace(path: string): Place {
  const run = runIdOf(path);
  if (run !== undefined) return { kind: 'run', run };
  const [, id, rest = ''] =
    /^runs\/(?:[^/]+\/)*?([0-9a-f]{32})(\.json|\.series\.ndjson|\/.+)$/s.exec(path) ?? [];
  if (id === undefined) return { kind: 'unknown' };
  if (!isId(id)) return { kind: 'misplaced', why: 'is named like a run, but that is no run id' };
  const isSeries = rest === '.series.ndjson';
  // Nothing else lies in a run's folder.
  const isPicture = rest.startsWith('/') && captionOf(rest.slice(1)) !== undefined;
  if (isSeries && seriesPath(id) === path) return { kind: 'series', run: id };
  if (isPicture && `${runFolder(id)}${rest}` === path) return { kind: 'picture', run: id };
  if (rest.startsWith('/') && !isPicture) return { kind: 'unknown' };
  return { kind: 'misplaced', why: `belongs at ${runFolder(id)}${rest}: the id says the day` };
}

function modelPlace(path: string): Place {
  const [, folder = '', group, name = ''] =
    /^models\/([^/]+)\/(versions|events)\/([^/]+)\.json$/.exec(path) ?? [];
  if (group === undefined) return { kind: 'unknown' };
  const model = decodeName(folder);
  if (model === undefined) return { kind: 'misplaced', why: 'lies in a folder that is named like no model' };
  if (group === 'versions') {
    const version = /^[1-9]\d{0,8}$/.test(name) ? Number(name) : 0;
    if (version > 0 && versionPath(model, version) === path) return { kind: 'version', model, version };
    return { kind: 'misplaced', why: NO_VERSION, model };
  }
  if (isId(name) && eventPath(model, name) === path) return { kind: 'event', model, event: name };
  return { kind: 'misplaced', why: NO_EVENT, model };
}

function amendmentPlace(path: string): Place {
  const id = /^amendments\/(?:[^/]+\/)*([^/]+)\.json$/.exec(path)?.[1];
  if (id === undefined) return { kind: 'unknown' };
  if (isId(id) && amendmentPath(id) === path) return { kind: 'amendment', event: id };
  return { kind: 'misplaced', why: NO_EVENT };
}

function loggedModelPlace(path: string): Place {
  const id = /^logged-models\/(?:[^/]+\/)*([^/]+)\.json$/.exec(path)?.[1];
  if (id === undefined) return { kind: 'unknown' };
  if (isLoggedModelId(id) && loggedModelPath(id) === path) return { kind: 'logged-model', model: id };
  return { kind: 'misplaced', why: 'is at the path of no logged model' };
}

function recallPlace(path: string): Place {
  const id = /^recalls\/(?:[^/]+\/)*([^/]+)\.json$/.exec(path)?.[1];
  if (id === undefined) return { kind: 'unknown' };
  if (isId(id) && recallPath(id) === path) return { kind: 'recall', event: id };
  return { kind: 'misplaced', why: NO_EVENT };
}

function endpointPlace(path: string): Place {
  const [, folder, name = ''] = /^endpoints\/([^/]+)\/events\/([^/]+)\.json$/.exec(path) ?? [];
  if (folder === undefined) return { kind: 'unknown' };
  const endpoint = decodeName(folder);
  if (endpoint === undefined)
    return { kind: 'misplaced', why: 'lies in a folder that is named like no endpoint' };
  if (isId(name) && endpointEventPath(endpoint, name) === path)
    return { kind: 'endpoint-event', endpoint, event: name };
  return { kind: 'misplaced', why: NO_EVENT };
}
