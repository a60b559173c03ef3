import { isUtf8 } from 'node:buffer';
import { UserError } from '../../core/errors.js';
import type {
  Amendment,
  EndpointEvent,
  LoggedModel,
  ModelEvent,
  RecallEvent,
  RunRecord,
  VersionRecord,
} from '../../core/generated/types.js';
import type { ValidationError, Validator } from '../../core/generated/validators.js';
import { canonicalJson, parseJson } from '../../core/json.js';
import { isCanonicalJson } from '../../core/json-check.js';
import { LARGEST_EVENT } from '../layout.js';

/** Every kind of record by the name of its validator. */
export interface Records {
  run: RunRecord;
  modelVersion: VersionRecord;
  modelEvent: ModelEvent;
  endpointEvent: EndpointEvent;
  amendment: Amendment;
  loggedModel: LoggedModel;
  recallEvent: RecallEvent;
}

export type RecordKind = keyof Records;

const SCHEMAS: Record<RecordKind, string> = {
  run: 'lineage-gate/run/v1',
  modelVersion: 'lineage-gate/model-version/v1',
  modelEvent: 'lineage-gate/model-event/v1',
  endpointEvent: 'lineage-gate/endpoint-event/v1',
  amendment: 'lineage-gate/amendment/v1',
  loggedModel: 'lineage-gate/logged-model/v1',
  recallEvent: 'lineage-gate/recall-event/v1',
};

/** Deeper than any record of ours: what is deeper was made to exhaust the stack. */
const DEEPEST = 64;
const SHOWN_PROBLEMS = 3;

/** Reads the bytes of a record. @throws UserError E_LEDGER_RECORD_INVALID with the record's path */
export type Decode<T> = (path: string, bytes: Buffer) => T;

/** That a record could not be read back, which is a defect of its maker where he has checked what it is made of. */
export class RecordFault extends Error {
  override readonly name = 'RecordFault';
}

/** The one text of a record. @throws RecordFault */
export async function encodeRecord<K extends RecordKind>(kind: K, record: Records[K]): Promise<Buffer> {
  const validate = await validatorOf(kind);
  const bytes = Buffer.from(canonicalJson(record));
  requireSize(kind, bytes.length);
  if (readValue(validate, bytes) !== undefined) return bytes;
  throw new RecordFault(`a ${kind} record ${problemOf(kind, validate, bytes)}`);
}

/** No reader takes a larger one. */
function requireSize(kind: RecordKind, size: number): void {
  if (!kind.endsWith('Event') || size <= LARGEST_EVENT) return;
  throw new UserError({
    code: 'E_LEDGER_OVERSIZE',
    what: `The event would have ${size} bytes and ${LARGEST_EVENT} is the most`,
    where: 'ledger',
    mend: 'Let the policy find less to say, or shorten what is written',
  });
}

/** Loads what decoding a kind of record takes, so that records by the thousand wait for nothing. */
export async function recordDecoder<K extends RecordKind>(kind: K): Promise<Decode<Records[K]>> {
  const validate = await validatorOf(kind);
  return (path, bytes) => {
    const value = readValue(validate, bytes);
    if (value === undefined) throw invalidRecord(path, problemOf(kind, validate, bytes));
    return value as Records[K];
  };
}

export function invalidRecord(path: string, problem: string): UserError {
  return new UserError({
    code: 'E_LEDGER_RECORD_INVALID',
    what: `The record ${path} ${problem}`,
    where: path,
    mend: 'Look at the commit that added it; revert it, or use the newest version of Lineage Gate if that wrote it',
  });
}

/** @returns undefined when the bytes are no record */
function readValue(validate: Validator, bytes: Buffer): unknown {
  // The chain of events is made of digests of bytes, so one record must have one text.
  if (!isCanonicalJson(bytes, DEEPEST)) return undefined;
  const value: unknown = JSON.parse(bytes.toString('utf8'));
  return validate(value) ? value : undefined;
}

/** What is wrong with bytes that are no record: the first that is, so that a message names the cause and not a consequence. */
function problemOf(kind: RecordKind, validate: Validator, bytes: Buffer): string {
  if (!isUtf8(bytes)) return 'is not UTF-8';
  const text = bytes.toString('utf8');
  if (isTooDeep(text)) return `is nested deeper than ${DEEPEST} levels`;
  const value = parseJson(text);
  if (value === undefined) return 'is not JSON';
  const shape = shapeProblem(value);
  if (shape !== undefined) return shape;
  const schema = (value as { schema?: unknown }).schema;
  if (schema !== SCHEMAS[kind]) {
    const found = typeof schema === 'string' ? JSON.stringify(schema.slice(0, 80)) : 'no schema';
    return `has ${found} where ${SCHEMAS[kind]} is read`;
  }
  const problems = schemaProblems(validate, value);
  if (problems !== undefined) return `does not fit its schema: ${problems}`;
  return 'is not in canonical form (sorted keys, two spaces, no duplicates)';
}

/** Looks at the brackets outside strings, before anything recursive does. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (inString) {
      if (character === '\\') at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
    if (depth > DEEPEST) return true;
  }
  return false;
}

function shapeProblem(value: unknown): string | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return 'is no JSON object';
  return holdsProto(value) ? 'has a key named __proto__' : undefined;
}

function holdsProto(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false;
  return Object.hasOwn(value, '__proto__') || Object.values(value).some(holdsProto);
}

/** The validators are large, and most commands read no record. */
async function validatorOf(kind: RecordKind): Promise<Validator> {
  return (await import('../../core/generated/validators.js'))[kind];
}

function schemaProblems(validate: Validator, value: unknown): string | undefined {
  if (validate(value)) return undefined;
  const problems = [...new Set((validate.errors ?? []).map(describe))];
  const rest = problems.length - SHOWN_PROBLEMS;
  return problems.slice(0, SHOWN_PROBLEMS).join('; ') + (rest > 0 ? `; and ${rest} more` : '');
}

function describe(error: ValidationError): string {
  const place = error.instancePath === '' ? 'the record' : error.instancePath.slice(0, 200);
  const key = error.params['additionalProperty'];
  const named = typeof key === 'string' ? ` ${JSON.stringify(key.slice(0, 80))}` : '';
  return `${place} ${error.message ?? error.keyword}${named}`;
}
