import type { RunRecord, Stored } from '../../core/generated/types.js';
import { LINEAGE_TAGS } from '../../core/policy/policy.js';
import type { ReportUrls } from '../context.js';
import { repositoryUrl } from '../links.js';
import { code, details, escapeText, linkBelow, table } from '../markdown.js';
import { count, formatBytes } from '../units.js';

type Urls = Pick<ReportUrls, 'server' | 'repository'>;
/** Of one thing that a run was made of, or made: its kind, its name and what is known of it, in Markdown. */
export type LineageRow = readonly [kind: string, name: string, value: string];

export interface LineageOptions {
  urls: Urls;
  /** Of each kind. */
  rows: number;
  /** What else is in the table, before the rest. */
  first?: readonly LineageRow[];
}

/** One folded table of all that a run was made of and made: tags, data, models, artifacts, params, environment. No value is in it twice. */
export function lineage(record: RunRecord, { urls, rows, first = [] }: LineageOptions): string {
  const kinds = [
    first,
    tagRows(record),
    dataRows(record),
    baseModelRows(record),
    modelRows(record, urls),
    artifactRows(record, urls),
    paramRows(record),
    environmentRows(record),
  ];
  const shown = kinds.flatMap((all) => limited(all, rows));
  return details(titleOf(record), table(['lineage', '', ''], shown, shown.length));
}

function titleOf({ tags, inputs, outputs }: RunRecord): string {
  const files = outputs.artifacts.filter(({ kind }) => kind !== 'model').length;
  const parts = [
    ...counted(Object.keys(tags).length, 'tag'),
    ...counted(inputs.datasets.length, 'dataset'),
    ...counted(outputs.models.length, 'model'),
    ...counted(files, 'artifact'),
    ...counted(Object.keys(inputs.params).length, 'param'),
  ];
  return `Lineage: ${[...parts, 'environment'].join(', ')}`;
}

function counted(number: number, what: string): string[] {
  return number <= 0 ? [] : [count(number, what)];
}

function limited(all: readonly LineageRow[], rows: number): LineageRow[] {
  const [kind = ''] = all[0] ?? [];
  const more = all.length - rows;
  return more <= 0 ? [...all] : [...all.slice(0, rows), [kind, `… and ${more} more, in the record.`, '']];
}

/** The tags that every policy knows first. */
function tagRows({ tags, inputs }: RunRecord): LineageRow[] {
  const first = LINEAGE_TAGS.filter((key) => Object.hasOwn(tags, key));
  const others = Object.keys(tags).filter((key) => !LINEAGE_TAGS.some((known) => known === key));
  return [...first, ...others].map((key) => {
    const changed = key === 'git_commit' && inputs.code?.dirty === true;
    const value = `${code(tags[key] ?? '')}${changed ? ' and uncommitted changes' : ''}`;
    return ['tag', escapeText(key), value];
  });
}

function dataRows({ inputs }: RunRecord): LineageRow[] {
  return inputs.datasets.map(({ name, version, role, path, size_bytes, digest }) => {
    const facts = [
      code(version),
      ...(role === undefined ? [] : [escapeText(role)]),
      ...(path === null ? [] : [code(path)]),
      ...(size_bytes === null ? [] : [formatBytes(size_bytes)]),
      ...(digest === null ? [] : [shortDigest(digest)]),
    ];
    return ['data', escapeText(name), facts.join(', ')];
  });
}

function baseModelRows({ inputs }: RunRecord): LineageRow[] {
  return (inputs.models ?? []).map(({ uri, revision, digest }) => {
    const facts = [
      ...(revision === null || revision === undefined ? [] : [code(revision)]),
      ...(digest === null ? [] : [shortDigest(digest)]),
    ];
    return ['base model', code(uri), facts.join(', ')];
  });
}

function modelRows({ outputs }: RunRecord, urls: Urls): LineageRow[] {
  return outputs.models.map(({ path, manifest }) => {
    const stored = outputs.artifacts.find((artifact) => artifact.path === path)?.stored ?? [];
    const facts = [
      escapeText(manifest.framework === null ? manifest.format : manifest.framework.name),
      count(manifest.files.length, 'file'),
      formatBytes(manifest.size_bytes),
      shortDigest(manifest.digest),
      ...downloads(stored, urls),
    ];
    return ['model', code(path), facts.join(', ')];
  });
}

function artifactRows({ outputs }: RunRecord, urls: Urls): LineageRow[] {
  return outputs.artifacts
    .filter(({ kind }) => kind !== 'model')
    .map(({ path, kind, size_bytes, stored }) => {
      const facts = [escapeText(kind), formatBytes(size_bytes), ...downloads(stored, urls)];
      return ['artifact', code(path), facts.join(', ')];
    });
}

function paramRows({ inputs }: RunRecord): LineageRow[] {
  return Object.entries(inputs.params).map(([key, value]) => ['param', escapeText(key), code(String(value))]);
}

function environmentRows({ environment, context }: RunRecord): LineageRow[] {
  const { os, arch, cpu, memory_bytes, gpus, python, lockfiles } = environment;
  const rows: [string, string][] = [
    ['system', `${escapeText(os)}, ${escapeText(arch)}`],
    ['CPU', `${escapeText(cpu.model ?? 'unknown')}, ${cpu.cores} cores`],
    ['memory', formatBytes(memory_bytes)],
    ['GPUs', gpus.map((gpu) => escapeText(gpu.name)).join(', ')],
    ['Python', pythonLine(python)],
    ['lock files', lockfiles.map((file) => code(file.path)).join(', ')],
    ['runner', escapeText(context.runner?.name ?? '')],
  ];
  return rows.filter(([, value]) => value !== '').map(([name, value]) => ['environment', name, value]);
}

function pythonLine(python: RunRecord['environment']['python']): string {
  if (python === null) return '';
  const all = [python, ...(python.others ?? [])].map(
    (one) =>
      `${escapeText(`${one.implementation} ${one.version}`)}, ${Object.keys(one.packages).length} packages`,
  );
  const { unlisted = 0 } = python;
  return [...all, ...(unlisted === 0 ? [] : [`${unlisted} whose packages are not known`])].join('; ');
}

/** Where the bytes are; an address only where it is one of the repository. */
function downloads(stored: readonly Stored[], urls: Urls): string[] {
  const base = repositoryUrl(urls);
  return stored.map(({ type, url, expires_at }) => {
    const until = expires_at === undefined ? '' : ` until ${escapeText(expires_at.slice(0, 10), 20)}`;
    return `${linkBelow(escapeText(type), url, base)}${until}`;
  });
}

function shortDigest(digest: string): string {
  return code(digest.replace('sha256:', '').slice(0, 12));
}
