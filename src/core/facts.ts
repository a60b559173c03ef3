import { sha256 } from './digest.js';
import type { RunRecord } from './generated/types.js';

/** First hex digits of a commit that are a fact of their own, so that a commit can be looked up by its beginning. */
export const COMMIT_DIGITS = 7;
/** What the facts of packages begin with. */
export const PACKAGE = 'package=';
/** Longer facts are known by their digest, in bytes. */
const LONGEST = 200;

/** What a run can be looked up by. The text `<field>=<value>` of a fact is public: docs/ledger-format.md. */
export type FactField =
  | 'experiment'
  | 'commit'
  | `commit${typeof COMMIT_DIGITS}`
  | 'dataset'
  | 'dataset-name'
  | 'dataset-digest'
  | `tag.${string}`
  | 'model'
  | 'parent'
  | 'package'
  | LineageFactField;

/** What ties a run to what came before it. There are few beside what runs wrote, and who asks what comes from something asks all of them. */
const LINK_FIELDS = ['made-by', 'dataset-part', 'base', 'read', 'part-of', 'gap'] as const;
/** What the look-ups of lineage know runs by: in a folder of their own, which older tools do not read. */
const LINEAGE_FIELDS = [...LINK_FIELDS, 'output', 'environment'] as const;
/** Links that look-ups did not have at first: in a folder of their own again, since one that was made before would deny them. */
const LATER_LINK_FIELDS = ['read-too', 'of-command'] as const;
/** The commit of a submodule that the command ran in, in a folder of its own for the same reason. */
const SUBMODULE_FIELDS = ['submodule-commit'] as const;
export type LineageFactField =
  | (typeof LINEAGE_FIELDS)[number]
  | (typeof LATER_LINK_FIELDS)[number]
  | (typeof SUBMODULE_FIELDS)[number];
/** The part of look-ups that has all links. */
export const LINKS = 'links';

/** All that a run can be looked up by but for its lineage, sorted, each once. */
export function factsOf(run: RunRecord): string[] {
  const { code, datasets } = run.inputs;
  const facts = [fact('experiment', run.experiment)];
  if (typeof code?.commit === 'string') facts.push(...commitFacts(code.commit));
  for (const { name, version, digest } of datasets) {
    facts.push(datasetFact(name, version), fact('dataset-name', name));
    if (digest !== null) facts.push(fact('dataset-digest', digest));
  }
  for (const [key, value] of Object.entries(run.tags)) facts.push(fact(`tag.${key}`, value));
  for (const { manifest } of run.outputs.models) facts.push(fact('model', manifest.digest));
  if (run.parent_run_id !== null) facts.push(fact('parent', run.parent_run_id));
  return [...new Set(facts)].sort();
}

export function datasetFact(name: string, version: string): string {
  return fact('dataset', `${name}=${version}`);
}

/** The fact's text; two facts may share one only by a clash of digests, or when a name holds a `=`. */
export function fact(field: FactField, value: string): string {
  const text = `${field}=${value}`;
  if (Buffer.byteLength(text) <= LONGEST) return text;
  return `${field.startsWith('tag.') ? 'tag' : field}=${sha256(text)}`;
}

export function isLineageFact(text: string): boolean {
  return isOf(text, LINEAGE_FIELDS);
}

export function isLaterLinkFact(text: string): boolean {
  return isOf(text, LATER_LINK_FIELDS);
}

export function isSubmoduleFact(text: string): boolean {
  return isOf(text, SUBMODULE_FIELDS);
}

export function isPackageFact(text: string): boolean {
  return text.startsWith(PACKAGE);
}

/** That a run had a version of a Python package; as long as both are. @param name as PEP 503 compares names */
export function packageFact(name: string, version: string): string {
  return `${packageStart(name)}${version}`;
}

/** What the facts of all versions of a package begin with. */
export function packageStart(name: string): string {
  return `${PACKAGE}${name}=`;
}

/**
 * Which part of the index a fact is in: that of all links, or one of 16 by the first hex digit of its SHA-256, so that all versions of
 * a package are in the one of its name.
 */
export function shardOf(text: string): string {
  if (isOf(text, LINK_FIELDS) || isLaterLinkFact(text) || isSubmoduleFact(text)) return LINKS;
  const named = isPackageFact(text) ? text.slice(0, text.indexOf('=', PACKAGE.length)) : text;
  return sha256(named).charAt('sha256:'.length);
}

function isOf(text: string, fields: readonly string[]): boolean {
  return fields.includes(text.slice(0, text.indexOf('=')));
}

function commitFacts(commit: string): string[] {
  return [fact('commit', commit), fact(`commit${COMMIT_DIGITS}`, commit.slice(0, COMMIT_DIGITS))];
}
