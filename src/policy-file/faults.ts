import type { Fault } from '../core/errors.js';
import { policySchema } from '../core/generated/policy-schema.js';
import type { ValidationError } from '../core/generated/validators.js';
import { nearest } from '../core/nearest.js';

type Schema = Readonly<Record<string, unknown>>;

/** What is wrong and how to mend it. */
export type Complaint = Pick<Fault, 'what' | 'mend'>;

const SEE = 'See docs/policy.md for what may stand here';

/** What JSON Schema's types are called in YAML. */
const KINDS: Readonly<Record<string, string>> = {
  object: 'a mapping (`key: value` lines)',
  array: 'a list',
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: '`true` or `false`',
};

/** Patterns of the schema in words. */
const SHAPES: Readonly<Record<string, Complaint>> = {
  '^\\d+(\\.\\d+)?%$': { what: 'must be a number, or a percentage like `2%`', mend: 'Write `0.01`, or `2%`' },
  '^\\d{4}-\\d{2}-\\d{2}$': { what: 'must be a day', mend: 'Write it as 2026-12-31' },
  '\\S': { what: 'must not be empty', mend: 'Fill it in' },
  '^[^\\u0000-\\u001f\\u007f]+$': {
    what: 'has a control character in it',
    mend: 'Write it on one line, without control characters',
  },
};

/** JSON pointer of the node that a message is about: of an unknown key, the key's own. */
export function placeOf(error: ValidationError): string {
  const extra = error.params['additionalProperty'];
  const name = error.params['propertyName'];
  const key = typeof extra === 'string' ? extra : name;
  return typeof key === 'string'
    ? `${error.instancePath}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
    : error.instancePath;
}

/** @param value the content of the file @returns null for an error that another one explains better */
export function complaintOf(error: ValidationError, value: unknown): Complaint | null {
  const { instancePath, keyword, params } = error;
  const at = instancePath === '' ? 'The policy' : `\`${partsOf(instancePath).join('.')}\``;
  const extra = params['additionalProperty'];
  if (typeof extra === 'string') return unknownKey(extra, knownKeys(instancePath));
  if (keyword === 'propertyNames') return wrongName(String(params['propertyName']), at);
  // The same names, said once more by what `propertyNames` holds.
  if (error.propertyName !== undefined) return null;
  if (keyword === 'required') return missing(at, String(params['missingProperty']));
  if (keyword === 'const') {
    const version = (value as { version?: unknown } | null)?.version;
    const what = `The policy's version is \`${String(version)}\``;
    return { what, mend: 'This release of Lineage Gate reads `version: 1`' };
  }
  if (keyword === 'enum') return oneOf(at, params['allowedValues']);
  const shape = keyword === 'pattern' ? SHAPES[String(params['pattern'])] : undefined;
  if (shape !== undefined) return { what: `${at} ${shape.what}`, mend: shape.mend };
  if (keyword === 'type') return { what: `${at} must be ${kinds(params['type'])}`, mend: SEE };
  return { what: `${at} ${error.message ?? 'is not valid'}`, mend: SEE };
}

/** Parts of a JSON pointer; positions in lists are numbers. */
export function partsOf(pointer: string): (string | number)[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function kinds(type: unknown): string {
  const types = (Array.isArray(type) ? type : [type]).filter((one) => one !== 'null');
  return types.map((one) => KINDS[String(one)] ?? String(one)).join(' or ');
}

function missing(at: string, key: string): Complaint {
  const line = key === 'version' ? 'version: 1' : key === 'expires' ? 'expires: 2026-12-31' : `${key}: …`;
  return { what: `${at} has no \`${key}\``, mend: `Add the line \`${line}\`` };
}

function oneOf(at: string, values: unknown): Complaint {
  const all = (Array.isArray(values) ? values : []).map((value) => `\`${value}\``).join(', ');
  return { what: `${at} is none of ${all}`, mend: 'Write one of them' };
}

const STAGES: readonly string[] = policySchema.$defs.stages.propertyNames.enum;

function wrongName(name: string, at: string): Complaint {
  if (at.endsWith('stages`')) {
    const meant = nearest(name, STAGES);
    const all = STAGES.map((stage) => `\`${stage}\``).join(', ');
    return {
      what: `There is no stage \`${name}\``,
      mend: meant ? `Write \`${meant}\`` : `Use one of ${all}`,
    };
  }
  return { what: `A name in ${at} is empty, too long or has a control character in it`, mend: 'Correct it' };
}

/** The keys that may stand at a place of the file, read off the schema. */
function knownKeys(instancePath: string): string[] {
  const level = partsOf(instancePath).reduce<Schema>((schema, part) => {
    const own = (schema['properties'] as Schema | undefined)?.[part];
    return referred((own ?? schema['additionalProperties'] ?? schema['items'] ?? {}) as Schema);
  }, policySchema);
  return Object.keys(level['properties'] ?? {});
}

function referred(schema: Schema): Schema {
  const name = String(schema['$ref'] ?? '').replace('#/$defs/', '');
  return (policySchema.$defs as Readonly<Record<string, Schema>>)[name] ?? schema;
}

function unknownKey(key: string, known: readonly string[]): Complaint {
  const meant = nearest(key, known);
  const all = known.map((name) => `\`${name}\``).join(', ');
  return {
    what: `The policy key \`${key}\` is not known to this release`,
    mend:
      meant === undefined
        ? `Remove it: a rule that is not applied would only look like one. Known here: ${all}`
        : `Write \`${meant}\` if that is what you mean, or remove it`,
  };
}
