import { Faults, UserError } from '../core/errors.js';
import { policySchema } from '../core/generated/policy-schema.js';
import type { PolicyFile } from '../core/generated/types.js';
import type { ValidationError } from '../core/generated/validators.js';
import { nearest } from '../core/nearest.js';
import { type Policy, policyOf } from '../core/policy/policy.js';

const MAX_BYTES = 1024 * 1024;

/**
 * A policy from the text of its file.
 * @param source where the text is from, for messages: a path, with its ref when it was not read from the work tree
 * @throws UserError E_POLICY_INVALID with every fault of the file and the line of each
 */
export async function parsePolicy(text: string, source: string): Promise<Policy> {
  if (Buffer.byteLength(text) > MAX_BYTES)
    throw invalid(source, 'The policy is larger than 1 MiB', 'Shorten it');
  const { LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  const faults = new Faults();
  for (const error of document.errors) {
    faults.add({
      code: 'E_POLICY_INVALID',
      what: `The policy is not valid YAML: ${error.message}`,
      where: `${source}:${lines.linePos(error.pos[0]).line}`,
      mend: 'Correct the YAML on this line',
    });
  }
  faults.throwIfAny();

  const lineOf = (pointer: string): string => {
    const node = document.getIn(pathOf(pointer), true) as
      | { range?: [number, number, number] | null }
      | undefined;
    return node?.range ? `${source}:${lines.linePos(node.range[0]).line}` : source;
  };
  const value = readValue(() => document.toJS({ maxAliasCount: 50 }) as unknown, source);
  const { policy: validate } = await import('../core/generated/validators.js');
  if (!validate(value)) {
    for (const error of validate.errors ?? []) {
      faults.add({ code: 'E_POLICY_INVALID', ...complaint(error, value), where: lineOf(place(error)) });
    }
  }
  faults.throwIfAny();
  const file = value as PolicyFile;
  for (const [key, rule] of Object.entries(file.tags ?? {})) checkPattern({ key, rule, lineOf }, faults);
  faults.throwIfAny();
  return policyOf(file, source);
}

function readValue(read: () => unknown, source: string): unknown {
  try {
    return read();
  } catch (error) {
    throw invalid(
      source,
      `The policy cannot be read: ${(error as Error).message}`,
      'Remove the YAML aliases',
    );
  }
}

type Schema = Readonly<Record<string, unknown>>;

function invalid(where: string, what: string, mend: string): UserError {
  return new UserError({ code: 'E_POLICY_INVALID', what, where, mend });
}

interface TagRule {
  key: string;
  rule: { pattern?: string };
  lineOf(pointer: string): string;
}

function checkPattern({ key, rule, lineOf }: TagRule, faults: Faults): void {
  if (rule.pattern === undefined) return;
  try {
    new RegExp(rule.pattern, 'u');
  } catch (error) {
    faults.add({
      code: 'E_POLICY_INVALID',
      what: `The pattern of the tag \`${key}\` is not a regular expression: ${(error as Error).message}`,
      where: lineOf(`/tags/${key.replaceAll('~', '~0').replaceAll('/', '~1')}/pattern`),
      mend: 'Correct the pattern',
    });
  }
}

/** What JSON Schema's types are called in YAML. */
const KINDS: Readonly<Record<string, string>> = {
  object: 'a mapping (`key: value` lines)',
  array: 'a list',
  string: 'a text',
};

/** The node that a message is about: of an unknown key, the key's own. */
function place(error: ValidationError): string {
  const extra = error.params['additionalProperty'];
  return typeof extra === 'string'
    ? `${error.instancePath}/${extra.replaceAll('~', '~0').replaceAll('/', '~1')}`
    : error.instancePath;
}

function complaint(error: ValidationError, value: unknown): { what: string; mend: string } {
  const at = error.instancePath === '' ? 'The policy' : `\`${pathOf(error.instancePath).join('.')}\``;
  const extra = error.params['additionalProperty'];
  if (typeof extra === 'string') return unknownKey(extra, knownKeys(error));
  if (error.keyword === 'required') {
    return { what: `${at} has no \`${error.params['missingProperty']}\``, mend: 'Add the line `version: 1`' };
  }
  if (error.keyword === 'const') {
    const version = (value as { version?: unknown } | null)?.version;
    return {
      what: `The policy's version is \`${String(version)}\``,
      mend: 'This release of Lineage Gate reads `version: 1`',
    };
  }
  const type = KINDS[String(error.params['type'])];
  return {
    what: type === undefined ? `${at} ${error.message ?? 'is not valid'}` : `${at} must be ${type}`,
    mend: 'See docs/policy.md for what may stand here',
  };
}

/** The keys that may stand where the unknown one does, read off the schema. */
function knownKeys(error: ValidationError): string[] {
  const path = error.schemaPath.split('/').slice(1, -1);
  const level = path.reduce<Schema>((schema, part) => (schema[part] ?? {}) as Schema, policySchema);
  return Object.keys(level['properties'] ?? {});
}

function unknownKey(key: string, known: readonly string[]): { what: string; mend: string } {
  const meant = nearest(key, known);
  return {
    what: `The policy key \`${key}\` is not known to this release`,
    mend:
      meant === undefined
        ? `Remove it: a rule that is not applied would only look like one. Known here: ${known.map((name) => `\`${name}\``).join(', ')}`
        : `Write \`${meant}\` if that is what you mean, or remove it`,
  };
}

function pathOf(pointer: string): (string | number)[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
