import type { ErrorObject, ValidateFunction } from 'ajv';
import { UserError } from '../core/errors.js';
import type { RunRecord } from '../core/generated/types.js';
import type { JsonValue } from '../core/json.js';
import type { RecordProblem } from '../core/policy/judged.js';
import type { Policy, RecordSchema } from '../core/policy/policy.js';
import { inTime, isTimeout } from './in-time.js';

const MAX_BYTES = 1024 * 1024;
/** Deeper than anybody writes, and far from where recursion ends. */
const DEEPEST = 64;
/** Milliseconds for one record, or for the schema itself: a regular expression can take for ever. */
const TIME_LIMIT = 2_000;
/** Problems that are told of one record. */
const MOST_PROBLEMS = 100;
const DRAFTS: ReadonlyMap<string, '2020-12' | '07'> = new Map([
  ['https://json-schema.org/draft/2020-12/schema', '2020-12'],
  ['http://json-schema.org/draft-07/schema', '07'],
]);
/** Keywords of other tools that say nothing about what is valid. */
const IGNORED = ['example', 'discriminator', 'xml', 'externalDocs'];

/**
 * The team's own schema from the text of its file.
 * @param source where the text is from, for messages
 * @throws UserError E_POLICY_INVALID
 */
export async function parseRecordSchema(text: string, path: string, source: string): Promise<RecordSchema> {
  const invalid = (what: string, mend: string) =>
    new UserError({ code: 'E_POLICY_INVALID', what, where: source, mend });
  if (Buffer.byteLength(text) > MAX_BYTES)
    throw invalid('The schema for records is larger than 1 MiB', 'Shorten it');
  let schema: JsonValue;
  try {
    schema = JSON.parse(text) as JsonValue;
  } catch (error) {
    throw invalid(`The schema for records is not JSON: ${(error as Error).message}`, 'Correct the file');
  }
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema))
    throw invalid('The schema for records is no JSON object', 'Write a JSON Schema');
  if (isDeep(schema, DEEPEST))
    throw invalid(`The schema for records is nested deeper than ${DEEPEST} levels`, 'Use `$defs`');
  const compile = await compilerOf(schema, source);
  try {
    compile();
  } catch (error) {
    throw invalid(`The schema for records cannot be used: ${reasonOf(error)}`, mendOf(error));
  }
  return { path, schema };
}

/**
 * Where run records do not fit the team's own schema; null when the policy has none. A record that cannot be checked in
 * two seconds does not fit.
 */
export async function recordProblems(
  policy: Policy,
  runs: readonly RunRecord[],
): Promise<RecordProblem[] | null> {
  if (policy.record === null) return null;
  const { schema, path } = policy.record;
  const validate = (await compilerOf(schema, path))();
  return runs.flatMap((run) => problemsOf(validate, run));
}

function problemsOf(validate: ValidateFunction, run: RunRecord): RecordProblem[] {
  const problem = (pointer: string, what: string) => ({ run_id: run.run_id, pointer, problem: what });
  try {
    if (inTime(() => validate(run), TIME_LIMIT)) return [];
  } catch (error) {
    return [problem('', `could not be checked: ${reasonOf(error)}`)];
  }
  const problems = (validate.errors ?? []).map((error) => problem(...described(error)));
  const distinct = new Map(problems.map((one) => [`${one.pointer} ${one.problem}`, one]));
  return [...distinct.values()].slice(0, MOST_PROBLEMS);
}

/** Of a key that is missing or too many, the place is the key's own. */
function described(error: ErrorObject): [pointer: string, problem: string] {
  const { instancePath, keyword, message = keyword } = error;
  const params = error.params as Record<string, unknown>;
  const child = (key: unknown) =>
    `${instancePath}/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`;
  if (keyword === 'required') return [child(params['missingProperty']), 'is missing'];
  if (keyword === 'additionalProperties') return [child(params['additionalProperty']), 'is not allowed'];
  if (keyword === 'enum') return [instancePath, `must be one of ${listed(params['allowedValues'])}`];
  if (keyword === 'const') return [instancePath, `must be ${JSON.stringify(params['allowedValue'])}`];
  return [instancePath, message];
}

function listed(values: unknown): string {
  const all = Array.isArray(values) ? values.map((value) => JSON.stringify(value)) : [];
  return all.length > 10 ? `${all.slice(0, 10).join(', ')}, …` : all.join(', ');
}

/**
 * Nothing is fetched: what the schema refers to must be in it.
 * @returns what throws an error of the library when the schema cannot be used
 */
async function compilerOf(schema: JsonValue, source: string): Promise<() => ValidateFunction> {
  const options = {
    allErrors: true,
    // A misspelt keyword would be a rule that is not applied; the standard has `format` as a remark only.
    strictSchema: true,
    validateFormats: false,
    strictTypes: false,
    strictTuples: false,
    strictRequired: false,
    allowUnionTypes: true,
    logger: false as const,
  };
  // Once bundled, the library's module has no other export than the default one.
  const { default: library } =
    draftOf(schema, source) === '07' ? await import('ajv') : await import('ajv/dist/2020.js');
  const ajv = new library.default(options);
  ajv.addVocabulary([...IGNORED, ...extensionsIn(schema)]);
  return () => {
    const validate = inTime(() => ajv.compile(schema as object), TIME_LIMIT);
    // Such a validator answers a promise, which is neither true nor false.
    if ('$async' in validate) throw new Error('`$async` is not supported');
    return validate;
  };
}

function draftOf(schema: JsonValue, where: string): '2020-12' | '07' {
  const named = (schema as Record<string, JsonValue>)['$schema'];
  if (named === undefined) return '2020-12';
  const draft = typeof named === 'string' ? DRAFTS.get(named.replace(/#$/, '')) : undefined;
  if (draft !== undefined) return draft;
  throw new UserError({
    code: 'E_POLICY_INVALID',
    what: `The schema for records is written in ${JSON.stringify(named).slice(0, 200)}`,
    where,
    mend: `Write it in ${[...DRAFTS.keys()].join(' or ')}`,
  });
}

/** Keywords that begin with `x-` are everybody's own. */
function extensionsIn(value: JsonValue): Set<string> {
  if (value === null || typeof value !== 'object') return new Set();
  const keys = Array.isArray(value) ? [] : Object.keys(value);
  const own = keys.filter((key) => /^x-[A-Za-z0-9_$:-]+$/.test(key));
  return new Set([...own, ...Object.values(value).flatMap((item) => [...extensionsIn(item as JsonValue)])]);
}

function isDeep(value: JsonValue, levels: number): boolean {
  if (value === null || typeof value !== 'object') return false;
  return levels === 0 || Object.values(value).some((item) => isDeep(item as JsonValue, levels - 1));
}

function reasonOf(error: unknown): string {
  if (isTimeout(error)) return `it takes longer than ${TIME_LIMIT / 1000} seconds`;
  return ((error as Error).message ?? String(error)).slice(0, 500);
}

function mendOf(error: unknown): string {
  const missing = (error as { missingRef?: unknown }).missingRef;
  if (typeof missing === 'string')
    return 'Put what it refers to into the file, under `$defs`: nothing is fetched';
  return 'Correct the schema';
}
