import path from 'node:path/posix';
import { parseJson } from '../../core/json.js';
import type { KeyValue } from '../state/entities.js';
import { VERIFIED } from '../state/from-model.js';
import { invalid } from './errors.js';
import { pairMap, pairs } from './pairs.js';
import { PROMPT_TEXT_TAG } from './prompts.js';
import { pythonJson, pythonLength, pythonRepr } from './python-text.js';

/** MLflow's limits, in characters. */
export const LIMITS = {
  key: 250,
  param: 6000,
  runTag: 8000,
  experimentName: 500,
  experimentTag: 20_000,
  registryTag: 100_000,
  alias: 255,
} as const;

/** Most names: letters of ASCII that stand for one file only. */
const PLAIN_NAME = /^\w[\w\- :]*$/;
const NAME = /^[/\p{L}\p{N}_.\- :]*$/u;

/** Names of params, metrics and tags. @param place in the request; a function where it takes work to say it @throws ProtocolError */
export function checkName(name: string, place: string | (() => string)): void {
  if (PLAIN_NAME.test(name)) return;
  const at = typeof place === 'string' ? place : place();
  if (!NAME.test(name)) {
    const why =
      'Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), colon(:) and slashes (/).';
    throw invalid(`Invalid value ${pythonJson(name)} for parameter '${at}' supplied: ${why}`);
  }
  checkResolved(name, at);
}

/** Names that stand for a file stand for one file only. @throws ProtocolError */
export function checkResolved(name: string, place: string): void {
  const normal = normalPath(name);
  if (normal === name && normal !== '.' && !normal.startsWith('..') && !normal.startsWith('/')) return;
  const why =
    'Names may be treated as files in certain cases, and must not resolve to other names when treated as such. ' +
    `This name would resolve to ${pythonRepr(normal)}`;
  throw invalid(`Invalid value ${pythonJson(name)} for parameter '${place}' supplied: ${why}`);
}

/** @throws ProtocolError */
export function checkLength(text: string, limit: number, what: string): void {
  if (isLonger(text, limit)) throw invalid(`'${what}' exceeds the maximum length of ${limit} characters`);
}

/** What MLflow's server cuts is cut here too: the client sends such values whole, and the run must not fail for them. */
export function cutTo(text: string, limit: number): string {
  return isLonger(text, limit) ? [...text].slice(0, limit).join('') : text;
}

/** A tag of a run, cut to its limit, but for JSON of the client's own. @throws ProtocolError */
export function runTag({ key, value }: KeyValue, place = ''): KeyValue {
  checkName(key, join(place, 'key'));
  checkOurs(key);
  checkLength(key, LIMITS.key, join(place, 'key'));
  return { key, value: isOwnJson(key, value) ? value : cutTo(value, LIMITS.runTag) };
}

/** @throws ProtocolError for a tag that says what nobody but us may say */
function checkOurs(key: string): void {
  if (key === VERIFIED)
    throw invalid(
      `The tag ${VERIFIED} says what GitHub confirms, and no client sets it. Choose another key.`,
    );
}

/** Whether a tag is one of those in which the client keeps JSON, which it reads again and adds to: half of it would break the next call. */
function isOwnJson(key: string, value: string): boolean {
  return key.startsWith('mlflow.') && /^\s*[[{]/.test(value) && parseJson(value) !== undefined;
}

/** A param of a run, cut to its limit. @throws ProtocolError */
export function runParam({ key, value }: KeyValue, place = ''): KeyValue {
  checkName(key, join(place, 'key'));
  checkLength(key, LIMITS.key, 'Param key');
  return { key, value: cutTo(value, LIMITS.param) };
}

/** @throws ProtocolError */
export function experimentTag({ key, value }: KeyValue): KeyValue {
  checkName(key, 'key');
  checkOurs(key);
  checkLength(key, LIMITS.key, 'key');
  checkLength(value, LIMITS.experimentTag, 'value');
  return { key, value };
}

/** A tag of a registered model or one of its versions. @throws ProtocolError */
export function registryTag({ key, value }: KeyValue): KeyValue {
  checkName(key, 'key');
  checkOurs(key);
  checkLength(key, LIMITS.key, 'key');
  if (key === PROMPT_TEXT_TAG && isLonger(value, LIMITS.registryTag))
    throw invalid(`Prompt text exceeds max length of ${LIMITS.registryTag} characters.`);
  checkLength(value, LIMITS.registryTag, 'value');
  return { key, value };
}

/** Those that something is made with: of several of one key the last one counts. @throws ProtocolError */
export function registryTags(sent: readonly KeyValue[]): KeyValue[] {
  return pairs(pairMap(sent.map(registryTag)));
}

function isLonger(text: string, limit: number): boolean {
  return text.length > limit && pythonLength(text) > limit;
}

/** `posixpath.normpath`: a path ends without a slash, and two slashes at its beginning stay. */
function normalPath(name: string): string {
  const normal = path.normalize(name);
  const start = /^\/\/(?!\/)/.test(name) ? '/' : '';
  return start + (normal.length > 1 && normal.endsWith('/') ? normal.slice(0, -1) : normal);
}

function join(place: string, name: string): string {
  return place === '' ? name : `${place}.${name}`;
}
