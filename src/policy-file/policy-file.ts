import type { Document, LineCounter } from 'yaml';
import { Faults, UserError } from '../core/errors.js';
import type { PolicyFile } from '../core/generated/types.js';
import { contradictionsOf, pathFaults } from '../core/policy/contradictions.js';
import { type Policy, policyOf, type RecordSchema } from '../core/policy/policy.js';
import { YamlTooDeep, yamlDocuments } from '../core/yaml-documents.js';
import { complaintOf, partsOf, placeOf } from './faults.js';
import { parseRecordSchema } from './record-schema.js';

const MAX_BYTES = 1024 * 1024;
/** Faults of the schema that are told: for the line of each the whole file is gone through. */
const MOST_FAULTS = 500;

export interface PolicyPath {
  /** From the root of the repository. */
  path: string;
  /** The commit or branch that it was read at; null for the work tree. */
  ref: string | null;
  /** Reads another file of the same repository at the same ref; null when there is none. */
  read(path: string): Promise<string | null>;
}

/**
 * A policy from the text of its file, with the schema for records that it names.
 * @throws UserError E_POLICY_INVALID with the faults of the file and the line of each
 */
export async function parsePolicy(text: string, { path, ref, read }: PolicyPath): Promise<Policy> {
  const source = sourceText(path, ref);
  if (Buffer.byteLength(text) > MAX_BYTES)
    throw invalid(source, 'The policy is larger than 1 MiB', 'Shorten it');
  const yaml = await import('yaml');
  const lines = new yaml.LineCounter();
  const [document, another] = documentsIn(() => yamlDocuments(yaml, text, { lines }), source);
  const faults = new Faults();
  if (another !== undefined)
    faults.add({
      code: 'E_POLICY_INVALID',
      what: 'The policy holds more than one YAML document',
      where: `${source}:${lines.linePos(another.range?.[0] ?? 0).line}`,
      mend: 'Keep one of them',
    });
  for (const error of document.errors) {
    faults.add({
      code: 'E_POLICY_INVALID',
      what: `The policy is not valid YAML: ${error.message}`,
      where: `${source}:${lines.linePos(error.pos[0]).line}`,
      mend: 'Correct the YAML on this line',
    });
  }
  faults.throwIfAny();
  const file = await fileOf(document, { source, lines, faults });
  const record = await faults.catch(() => recordOf(file, { path, ref, read }));
  faults.throwIfAny();
  return policyOf(file, source, record ?? null);
}

function documentsIn<T>(parse: () => T, source: string): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof YamlTooDeep)) throw error;
    throw invalid(`${source}:${error.line}`, `The policy nests ${error.message}`, 'Make it flatter');
  }
}

interface Reading {
  source: string;
  lines: LineCounter;
  faults: Faults;
}

/** @throws UserError when the schema is not met; what is beyond it is added to the faults */
async function fileOf(document: Document, { source, lines, faults }: Reading): Promise<PolicyFile> {
  const lineOf = (pointer: string): string => {
    const node = document.getIn(partsOf(pointer), true) as
      | { range?: [number, number, number] | null }
      | undefined;
    return node?.range ? `${source}:${lines.linePos(node.range[0]).line}` : source;
  };
  const value = readValue(() => document.toJS({ maxAliasCount: 50 }) as unknown, source);
  const { policy: validate } = await import('../core/generated/validators.js');
  if (!validate(value)) {
    for (const error of validate.errors ?? []) {
      if (faults.list.length === MOST_FAULTS) {
        faults.add({
          code: 'E_POLICY_INVALID',
          what: `The policy may have more faults: the first ${MOST_FAULTS} are told`,
          where: source,
          mend: 'Mend these first',
        });
        break;
      }
      const complaint = complaintOf(error, value);
      if (complaint !== null)
        faults.add({ code: 'E_POLICY_INVALID', ...complaint, where: lineOf(placeOf(error)) });
    }
    faults.throwIfAny();
  }
  const file = value as PolicyFile;
  for (const { pointer, what, mend } of contradictionsOf(file))
    faults.add({ code: 'E_POLICY_INVALID', what, mend, where: lineOf(pointer) });
  return file;
}

async function recordOf(file: PolicyFile, { path, ref, read }: PolicyPath): Promise<RecordSchema | null> {
  // A path that leads elsewhere is a fault already, and is not followed.
  if (file.record === undefined || pathFaults(file.record).length > 0) return null;
  const text = await read(file.record);
  if (text !== null) return parseRecordSchema(text, file.record, sourceText(file.record, ref));
  throw invalid(
    sourceText(path, ref),
    `There is no file \`${sourceText(file.record, ref)}\`, which \`record\` names`,
    'Add the schema to the repository, or correct the path',
  );
}

/** Where a file was read, for messages; of a commit's id the first 12 digits. */
export function sourceText(path: string, ref: string | null): string {
  return ref === null ? path : `${path} at ${ref.replace(/^([0-9a-f]{12})[0-9a-f]{28,}$/, '$1')}`;
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

function invalid(where: string, what: string, mend: string): UserError {
  return new UserError({ code: 'E_POLICY_INVALID', what, where, mend });
}
