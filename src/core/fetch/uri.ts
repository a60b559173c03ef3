import { type Fault, UserError } from '../errors.js';
import { shown } from '../key-values.js';
import { nearest } from '../nearest.js';
import { noneNamesNone } from '../registry/none.js';
import type { VersionChoice } from '../registry/registry.js';
import { withoutTrailing } from '../without-trailing.js';

/** What a URI asks for. Where a name or path is percent-encoded there are two readings: as it stands, which comes first, and decoded. */
export type ParsedUri =
  | { kind: 'version'; names: readonly string[]; choice: VersionChoice }
  | { kind: 'run'; run: string; paths: readonly string[] }
  | { kind: 'digest'; digest: string };

const LONGEST = 2048;
/** Stages that a version can be fetched by: it takes an event to get there. */
const STAGES = ['Staging', 'Production', 'Archived'];
const KINDS =
  '`models:/NAME/3`, `models:/NAME/latest`, `models:/NAME/Production`, `models:/NAME@ALIAS`, `runs:/RUN_ID/PATH` or `sha256:DIGEST`';

/**
 * Takes a model URI apart: `models:/NAME/3`, `models:/NAME/latest`, `models:/NAME/STAGE`, `models:/NAME@ALIAS`, `runs:/RUN_ID/PATH`,
 * `sha256:DIGEST`.
 * @throws UserError E_INPUT_INVALID
 */
export function parseModelUri(uri: string): ParsedUri {
  if (uri.length > LONGEST || /[\u0000-\u001f\u007f]/.test(uri))
    throw invalid(`${shown(uri)} is no model URI`, `Write it as ${KINDS}`);
  if (/^sha256:/i.test(uri)) return ofDigest(uri);
  const [, scheme, rest = ''] = /^(models|runs):\/([^/].*)$/.exec(uri) ?? [];
  if (scheme === 'models') return ofModel(uri, rest);
  if (scheme === 'runs') return ofRun(uri, rest);
  throw invalid(`${shown(uri)} is no model URI`, `Write it as ${KINDS}`);
}

function ofDigest(uri: string): ParsedUri {
  const digest = uri.toLowerCase();
  if (/^sha256:[0-9a-f]{64}$/.test(digest)) return { kind: 'digest', digest };
  throw invalid(
    `${shown(uri)} is no digest`,
    'Give `sha256:` and all 64 hex digits, as `lineage-gate models show NAME --json` has them',
  );
}

function ofRun(uri: string, rest: string): ParsedUri {
  const [, run = '', path = ''] = /^([^/]+)\/(.+)$/.exec(withoutTrailing(rest, '/')) ?? [];
  if (path === '')
    throw invalid(
      `${shown(uri)} names no path`,
      'Write `runs:/RUN_ID/PATH` with the path of a model or artifact of the run',
    );
  return { kind: 'run', run, paths: readings(path) };
}

function ofModel(uri: string, rest: string): ParsedUri {
  const [, name = '', sign, wanted = ''] = /^(.+)([/@])([^/@]+)$/.exec(rest) ?? [];
  if (sign === undefined)
    throw invalid(
      `${shown(uri)} does not say which version`,
      `Write ${shown(`models:/${withoutTrailing(rest, '/@')}/3`)} with a version's number, \`latest\` or a stage, or \`models:/NAME@ALIAS\``,
    );
  const names = readings(name);
  if (sign === '@') return { kind: 'version', names, choice: { by: 'alias', aliases: readings(wanted) } };
  return { kind: 'version', names, choice: choiceOf(wanted, name) };
}

function choiceOf(wanted: string, name: string): VersionChoice {
  if (/^[1-9]\d{0,8}$/.test(wanted)) return { by: 'number', number: Number(wanted) };
  if (wanted.toLowerCase() === 'latest') return { by: 'latest' };
  const stage = STAGES.find((one) => one.toLowerCase() === wanted.toLowerCase());
  if (stage !== undefined) return { by: 'stage', stage };
  const number = /^v([1-9]\d{0,8})$/i.exec(wanted)?.[1];
  if (number !== undefined)
    throw invalid(`${shown(wanted)} is no version number`, `Write \`models:/${name}/${number}\``);
  if (/^[-+]?[\d.]/.test(wanted))
    throw invalid(
      `${shown(wanted)} is no version number`,
      'Versions count from 1: write a whole number, without a sign',
    );
  if (wanted.toLowerCase() === 'none') throw noneNamesNone('model URI');
  const known = [...STAGES, 'latest'];
  const meant = nearest(wanted, known);
  const mend =
    meant === undefined
      ? `Use a version's number or one of ${known.join(', ')}; an alias is \`models:/${name}@${wanted}\``
      : `Did you mean \`models:/${name}/${meant}\`? An alias is \`models:/${name}@${wanted}\``;
  throw invalid(`There is no stage ${shown(wanted)}`, mend);
}

/** A name as it stands, and what it is percent-decoded, where that is something else. */
function readings(text: string): string[] {
  const decoded = decode(text);
  return decoded === undefined || decoded === text ? [text] : [text, decoded];
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    // A `%` that stands for itself.
    return undefined;
  }
}

function invalid(what: string, mend: string): UserError {
  const fault: Fault = { code: 'E_INPUT_INVALID', what, where: 'model URI', mend };
  return new UserError(fault);
}
