import { type Fault, UserError } from '../errors.js';
import { type ParsedUri, parseModelUri } from '../fetch/uri.js';
import { shown } from '../key-values.js';
import { withoutTrailing } from '../without-trailing.js';
import { parseOwner } from './commit-range.js';
import { type PackageRange, parsePackageRange } from './package-range.js';
import { isRange } from './version-range.js';

/** What is asked about. */
export type Reference =
  | { kind: 'model'; uri: Extract<ParsedUri, { kind: 'version' }> }
  | { kind: 'run'; run: string; paths: readonly string[] }
  | { kind: 'dataset'; name: string; version: string | null; cuts: readonly Cut[]; owner?: Owner }
  /** `range` as it was written: whether it is one matters only where nobody has recorded it as a version. */
  | { kind: 'datasets'; name: string; range: string; cuts: readonly Cut[]; owner?: Owner }
  | { kind: 'digest'; digest: string }
  | { kind: 'endpoint'; endpoint: string }
  | { kind: 'commit'; commit: string; repository: string | null }
  | { kind: 'package'; range: PackageRange }
  /** Digits that may begin a run's id or a commit's. */
  | { kind: 'id'; digits: string };

export type DatasetReference = Extract<Reference, { kind: 'dataset' | 'datasets' }>;

/** What a text is as one name and version: what was recorded so is meant, too. */
export interface Cut {
  name: string;
  version: string;
}

/** What a dataset's name is as one of a repository: `OWNER/REPO:NAME`. */
export interface Owner {
  repository: string;
  name: string;
  cuts: readonly Cut[];
}

const KINDS =
  '`models:/NAME/3`, `models:/NAME/Production`, `models:/NAME@ALIAS`, `runs:/RUN_ID`, `dataset:NAME@VERSION`, `sha256:DIGEST`, `endpoint:NAME`, `commit:SHA`, `package:NAME==1.2`, or the path of a file or folder';

/** @throws UserError E_INPUT_INVALID */
export function parseReference(text: string): Reference {
  const [, scheme = '', rest = ''] = /^([a-z0-9]+):(.*)$/is.exec(text) ?? [];
  switch (scheme.toLowerCase()) {
    case 'models':
    case 'sha256':
      return ofUri(parseModelUri(text));
    case 'runs':
      return ofRun(rest, text);
    case 'run':
      return ofRun(`/${rest}`, text);
    case 'dataset':
      return ofDataset(rest);
    case 'endpoint':
      if (rest !== '') return { kind: 'endpoint', endpoint: rest };
      throw invalid(
        'names no endpoint',
        text,
        'Write `endpoint:` and its name, as `lineage-gate endpoints ls` lists it',
      );
    case 'commit': {
      const { repository, rest: digits } = parseOwner(rest);
      if (/^[0-9a-f]{4,64}$/i.test(digits))
        return { kind: 'commit', commit: digits.toLowerCase(), repository };
      throw invalid(
        'names no commit',
        text,
        'Write `commit:` and at least four hex digits of its id, behind `OWNER/REPO@` for the runs of one repository',
      );
    }
    case 'package':
      return { kind: 'package', range: parsePackageRange(rest.trim()) };
    default:
      if (/^[0-9a-f]{4,64}$/i.test(text)) return { kind: 'id', digits: text.toLowerCase() };
      throw invalid(
        'is nothing that has a lineage, and no file or folder here',
        text,
        `Write it as ${KINDS}`,
      );
  }
}

function ofUri(uri: ParsedUri): Reference {
  return uri.kind === 'version' ? { kind: 'model', uri } : uri;
}

function ofRun(rest: string, text: string): Reference {
  const [, run = '', path = ''] = /^\/([^/]+)(?:\/(.*))?$/.exec(withoutTrailing(rest, '/')) ?? [];
  if (!/^[0-9a-f]{4,32}$/i.test(run))
    throw invalid(
      'names no run',
      text,
      'Write `runs:/` and the id of a run, or its first digits (four or more)',
    );
  const digits = run.toLowerCase();
  if (path === '') return { kind: 'run', run: digits, paths: [] };
  const uri = parseModelUri(`runs:/${digits}/${path}`);
  return uri.kind === 'run' ? uri : { kind: 'run', run: digits, paths: [path] };
}

/** A dataset's name may have an `@`: the last one parts it from its version. */
function ofDataset(rest: string): Reference {
  const cuts = cutsIn(rest);
  const at = rest.lastIndexOf('@');
  const name = at < 0 ? rest : rest.slice(0, at);
  const version = at < 0 ? null : rest.slice(at + 1);
  const owner = ownerOf(name, rest);
  if (name !== '' && version !== null && isRange(version))
    return { kind: 'datasets', name, range: version, cuts, ...owner };
  if (name !== '' && version !== '') return { kind: 'dataset', name, version, cuts, ...owner };
  throw invalid(
    'names no dataset',
    `dataset:${rest}`,
    'Write `dataset:NAME@VERSION`, or `dataset:NAME` for all of its versions',
  );
}

/** All that it may be as one name and version. */
export function cutsOf({ cuts, owner }: { cuts: readonly Cut[]; owner?: Owner }): readonly Cut[] {
  return [...cuts, ...(owner?.cuts ?? [])];
}

function ownerOf(text: string, rest: string): { owner?: Owner } {
  const [, repository, name] = /^((?:[^/\s:]+\/)+[^/\s:]+):(.+)$/s.exec(text) ?? [];
  if (repository === undefined || name === undefined) return {};
  return { owner: { repository, name, cuts: cutsIn(rest.slice(repository.length + 1)) } };
}

/** At each `@`, the last first. */
function cutsIn(rest: string): Cut[] {
  return [...rest.matchAll(/@/g)]
    .map(({ index }) => ({ name: rest.slice(0, index), version: rest.slice(index + 1) }))
    .filter(({ name, version }) => name !== '' && version !== '')
    .reverse();
}

function invalid(what: string, text: string, mend: string): UserError {
  const fault: Fault = { code: 'E_INPUT_INVALID', what: `${shown(text)} ${what}`, where: 'REF', mend };
  return new UserError(fault);
}
