import { firstAmendmentId, isId, timeOfId } from '../core/ids.js';
import { canonicalJson } from '../core/json.js';
import { encodeName } from '../core/names.js';
import type { NewFile } from './ledger.js';

const ID_LENGTH = 32;
const DAY_MS = 86_400_000;

export { eventPath, MODELS, modelFolder, versionPath } from '../core/registry/record-paths.js';

export const FORMAT = 1;
export const FORMAT_PATH = 'ledger.json';
export const RUNS = 'runs';
export const ENDPOINTS = 'endpoints';
export const AMENDMENTS = 'amendments';
export const LOGGED_MODELS = 'logged-models';
export const RECALLS = 'recalls';
/** Derived look-ups: the only part of a ledger that is ever changed. */
export const INDEX = 'index';
/**
 * The same tree as the folder of the day that was written last, and `index/<year>-<month>` the same as those of months. A fetch that
 * leaves out all deeper trees brings these, so that an append needs no second request for the folders it adds to, however many runs
 * and models there are. Files lie too deep for that fetch.
 */
export const LATEST_DAY = `${INDEX}/day`;

/** `runs/2026/11/21` → `index/2026-11` */
export function monthCopy(dayFolder: string): string {
  const [, year, month] = dayFolder.split('/');
  return `${INDEX}/${year}-${month}`;
}

/** Largest file that is written to or read from a ledger, in bytes. */
export const LARGEST_FILE = 16 * 1024 * 1024;

/**
 * Largest event. The largest that are written name a thousand records, with the longest paths that there are: less than 800 KB.
 * Whoever folds a model holds all of its events.
 */
export const LARGEST_EVENT = 1024 * 1024;

/** Bytes of all events of a model together: tens of thousands of honest ones. They are held at once, as more than their bytes. */
export const MOST_OF_EVENTS = 256 * 1024 * 1024;

/** Events of recalls of a ledger, and bytes of them together: both are read before anything is named or served. */
export const MOST_RECALL_EVENTS = 1000;
export const MOST_OF_RECALLS = 64 * 1024 * 1024;

/** `runs/2026/11/21/<id>.json`: the folder is the id's own UTC day, so an id alone gives its path. */
export function runPath(id: string): string {
  return `${runFolder(id)}.json`;
}

/** Metric history of a run, one JSON object a line. */
export function seriesPath(id: string): string {
  return `${runFolder(id)}.series.ndjson`;
}

/** Folder of the small pictures of a run. */
export function runFolder(id: string): string {
  return `${dayFolder(id)}/${id}`;
}

/** `amendments/2026/11/21/<id>.json`, by the day of the amendment's own id. */
export function amendmentPath(id: string): string {
  return `${AMENDMENTS}/${dayOf(id)}/${id}.json`;
}

/** `logged-models/2026/11/21/m-<id>.json`, of a model without a run, by the day of its own id. */
export function loggedModelPath(model_id: string): string {
  return `${LOGGED_MODELS}/${dayOf(model_id.slice(PREFIX.length))}/${model_id}.json`;
}

/** Whether a text is an id of a logged model that says its day. */
export function isLoggedModelId(text: string): boolean {
  return text.startsWith(PREFIX) && isId(text.slice(PREFIX.length));
}

const PREFIX = 'm-';

/** Path of the amendment that is written together with the record of a run. */
export function firstAmendmentPath(run_id: string): string {
  return amendmentPath(firstAmendmentId(run_id));
}

/** What a file of a run is called where its files lie alone: by its place in the folder of its day, or as its amendment. */
export function runFileName(run_id: string, path: string): string {
  return path === firstAmendmentPath(run_id)
    ? amendmentName(run_id)
    : path.slice(dayFolder(run_id).length + 1);
}

/** The path of a file that {@link runFileName} has named. */
export function runFilePath(run_id: string, name: string): string {
  return name === amendmentName(run_id) ? firstAmendmentPath(run_id) : `${dayFolder(run_id)}/${name}`;
}

export function amendmentName(run_id: string): string {
  return `${run_id}.amendment.json`;
}

/** What is recalled, and what lifts that. */
export function recallPath(eventId: string): string {
  return `${RECALLS}/${eventId}.json`;
}

/** Folder of all runs of the UTC day that an id was made on. */
export function dayFolder(id: string): string {
  return `${RUNS}/${dayOf(id)}`;
}

/** `2026/11/21`: the UTC day that an id was made on. */
function dayOf(id: string): string {
  if (!isId(id)) throw new Error(`${JSON.stringify(id)} is no run id`);
  return dayOfId(id);
}

/** @param id that is one */
function dayOfId(id: string): string {
  const time = timeOfId(id);
  const number = Math.floor(time / DAY_MS);
  if (number !== lastDay.number) lastDay = { number, text: textOfDay(new Date(time)) };
  return lastDay.text;
}

/** Ids are mostly asked about by thousands of one day. */
let lastDay = { number: Number.NaN, text: '' };

function textOfDay(time: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const year = String(time.getUTCFullYear()).padStart(4, '0');
  return `${year}/${two(time.getUTCMonth() + 1)}/${two(time.getUTCDate())}`;
}

/** The run whose record this path is; undefined for every other path. */
export function runIdOf(path: string): string | undefined {
  const id = path.slice(-'.json'.length - ID_LENGTH, -'.json'.length);
  return isId(id) && `${RUNS}/${dayOfId(id)}/${id}.json` === path ? id : undefined;
}

/** @throws UserError E_NAME_INVALID */
export function endpointFolder(endpoint: string): string {
  return `${ENDPOINTS}/${encodeName(endpoint, 'endpoint name')}`;
}

/** @throws UserError E_NAME_INVALID */
export function endpointEventPath(endpoint: string, eventId: string): string {
  return `${endpointFolder(endpoint)}/events/${eventId}.json`;
}

const README = `# Lineage ledger

This branch is the metadata ledger that Lineage Gate writes: one JSON file per event, and every commit only adds files.
It shares no history with the code of this repository. Nothing here is edited or deleted.

| path | what |
|---|---|
| \`ledger.json\` | format of this branch |
| \`runs/<year>/<month>/<day>/<run id>.json\` | one training run |
| \`runs/<year>/<month>/<day>/<run id>.series.ndjson\` | its metric history |
| \`runs/<year>/<month>/<day>/<run id>/\` | small pictures of it |
| \`models/<model>/versions/<n>.json\` | one model version |
| \`models/<model>/events/<event id>.json\` | one change of a registered model |
| \`endpoints/<endpoint>/events/<event id>.json\` | one change of what serves there |
| \`amendments/<year>/<month>/<day>/<event id>.json\` | what an MLflow client said beyond a record |
| \`logged-models/<year>/<month>/<day>/<model id>.json\` | a model that an MLflow client has logged without a run |
| \`recalls/<event id>.json\` | data, code, runs and packages that are bad, and what lifts that |
| \`index/\` | look-ups that are made from the records, and can be made again |

Read it with \`lineage-gate runs ls\` and \`lineage-gate models ls\`, or as plain JSON.
Protect it against deletion and force pushes; leave pushes open to the workflows that record runs.
`;

/** What the first commit of a ledger holds beside its first records. */
export function bootstrapFiles(): NewFile[] {
  return [
    { path: 'README.md', bytes: Buffer.from(README) },
    { path: FORMAT_PATH, bytes: Buffer.from(canonicalJson({ format: FORMAT })) },
  ];
}
