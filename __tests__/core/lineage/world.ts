import { digestOfFiles, sha256 } from '../../../src/core/digest.js';
import type { RunRecord } from '../../../src/core/generated/types.js';
import { LineageGraph } from '../../../src/core/lineage/graph.js';
import type { GraphFacts } from '../../../src/core/lineage/graph-facts.js';
import type { LineageNode } from '../../../src/core/lineage/node.js';
import { type AskedOf, runFacts } from '../../../src/core/lineage/run-facts.js';
import type { VersionFacts } from '../../../src/core/lineage/sources.js';
import { runRecord } from '../../ledger/fixtures.js';

type Reads = RunRecord['inputs']['datasets'][number];
type Artifact = RunRecord['outputs']['artifacts'][number];
type Input = NonNullable<RunRecord['inputs']['models']>[number];

interface Told {
  /** Minutes after the first run. Each takes one. */
  at?: number;
  reads?: Partial<Reads>[];
  /** What else the datasets were while it went on. */
  changed?: { name?: string; begin: string | null; end: string | null }[];
  began?: Partial<Input>[];
  data?: (Partial<Artifact> & { path: string; text?: string })[];
  models?: { path: string; files: Record<string, string>; reused?: boolean; made_by?: string | null }[];
  folders?: { path: string; files: Record<string, string> }[];
  parent?: string;
  /** The job whose step made it. */
  job?: string;
  /** Minutes that it took. */
  minutes?: number;
  /** The run whose command made it. */
  command?: string;
  tags?: Record<string, string>;
  trust?: RunRecord['context']['trust'];
  commit?: string;
  /** What was checked out. */
  tree?: string;
  /** Number of a pull request. */
  pull?: number;
  /** Head of the base that a pull request's job had merged. */
  merged?: string;
  /** What is checked out of the submodule that it ran in. */
  submodule?: { commit: string | null; repository?: string | null; tree?: string };
  /** Python packages by name; null where none were recorded. */
  packages?: Record<string, string> | null;
  /** Those of other interpreters that worked in it. */
  others?: readonly Record<string, string>[];
  /** How many interpreters beside them listed none. */
  unlisted?: number;
}

/** The id of a run that a test calls by a letter. */
export const idOf = (letter: string) => letter.charCodeAt(0).toString(16).padStart(2, '0').repeat(16);
export const pathOf = (letter: string) => `runs/${idOf(letter)}.json`;
export const listed = (files: Record<string, string>) =>
  digestOfFiles(
    Object.entries(files).map(([path, text]) => ({ path, size_bytes: text.length, digest: sha256(text) })),
  );

/** A run by a letter, with what of it matters to lineage. */
export function run(letter: string, told: Told = {}): RunRecord {
  const { at = 0, reads = [], began = [], data = [], models = [], folders = [], tags = {} } = told;
  const { packages = {}, others = [], unlisted = 0, changed = [] } = told;
  const about = { version: '3.12', implementation: 'CPython' };
  const record = runRecord(idOf(letter));
  const minute = (minutes: number) => new Date(Date.UTC(2026, 0, 1, 0, minutes)).toISOString();
  const manifests = models.map(({ path, files, ...from }) => ({
    path,
    ...from,
    manifest: {
      files: Object.entries(files).map(([name, text]) => ({
        ...{ path: name, size_bytes: text.length, digest: sha256(text) },
      })),
      digest: listed(files),
      size_bytes: 1,
      ...{ format: 'generic', flavors: {}, signature: null, dependencies: [], framework: null },
    } as never,
  }));
  return {
    ...record,
    started_at: minute(at),
    ended_at: minute(at + (told.minutes ?? 1)),
    parent_run_id: told.parent === undefined ? null : idOf(told.parent),
    inputs: {
      ...record.inputs,
      code:
        told.commit === undefined
          ? null
          : ({
              ...{ repository: 'octo/clf', commit: told.commit, tree: told.tree ?? null },
              ...(told.merged === undefined ? {} : { merge_commit: 'm', base_commit: told.merged }),
              ...(told.submodule === undefined
                ? {}
                : {
                    submodule: { path: 'ml', repository: null, tree: null, dirty: false, ...told.submodule },
                  }),
            } as RunRecord['inputs']['code']),
      datasets: reads.map((one) => ({
        ...{ name: 'orders', version: 'v1', digest: null, path: null, size_bytes: null, source: null },
        ...one,
      })),
      ...(changed.length === 0
        ? {}
        : { changed: changed.map((one) => ({ kind: 'dataset', name: 'orders', path: null, ...one })) }),
      models: began.map((one) => ({
        ...{ uri: 'base/', version: null, revision: null, digest: null, made_by: null },
        ...one,
      })),
    },
    outputs: {
      ...record.outputs,
      models: manifests,
      artifacts: data.map(({ path, text = path, size_bytes = text.length, ...from }) => ({
        ...{ path, size_bytes, digest: sha256(text), kind: 'data' as const, stored: [] },
        ...from,
      })),
      folders: folders.map(({ path, files }) => ({
        ...{ path, digest: listed(files), files: Object.keys(files).length },
        size_bytes: Object.values(files).join('').length,
      })),
    },
    environment: {
      ...record.environment,
      python:
        packages === null
          ? null
          : {
              ...{ ...about, packages },
              ...(others.length === 0 ? {} : { others: others.map((one) => ({ ...about, packages: one })) }),
              ...(unlisted === 0 ? {} : { unlisted }),
            },
    },
    context: {
      ...record.context,
      trust: told.trust ?? 'trusted',
      ...(told.job === undefined ? {} : { ci_run_id: '7', job: told.job }),
      ...(told.command === undefined ? {} : { command_run: idOf(told.command) }),
      pull_request:
        told.pull === undefined
          ? record.context.pull_request
          : { number: told.pull, head_ref: 'topic', base_ref: 'main', head_repository: null },
    },
    tags,
  };
}

/** A run whose clone has this address. */
export function ofClone(repository: string, record: RunRecord): RunRecord {
  const code = { ...record.inputs.code, repository } as NonNullable<RunRecord['inputs']['code']>;
  return { ...record, inputs: { ...record.inputs, code } };
}

/** A name that was given away, as a graph has it. */
export function givenAway(from: string, to: string): NonNullable<GraphFacts['dated']>[number] {
  const event = { at: '2026-01-01T00:00:00Z', version: null, model: from };
  const events = [
    { ...event, event_id: idOf('y'), type: 'model-created' },
    { ...event, event_id: idOf('z'), type: 'model-renamed', from, to, counterpart: idOf('w'), reason: null },
  ] as never;
  return [from, { events, versions: [] }];
}

export function graphOf(
  runs: readonly RunRecord[],
  {
    versions = [],
    holds = [],
    empty = [],
    dated = [],
    asked,
  }: Partial<Omit<GraphFacts, 'runs'>> & { asked?: AskedOf } = {},
): LineageGraph {
  const packages = new Set<string>();
  const facts = runs.map((record) =>
    runFacts(record, `runs/${record.run_id}.json`, asked && { ...asked, packages }),
  );
  return new LineageGraph({ runs: facts, versions, holds, empty, dated, packages });
}

/** The version of a run's model. */
export function versionOfRun(version: number, of: RunRecord, model = 'clf'): VersionFacts {
  const [first] = of.outputs.models;
  if (first === undefined) throw new Error('the run made no model');
  return {
    ...{ model, version, run_id: of.run_id, run_path: first.path, digest: first.manifest.digest },
    files: first.manifest.files.map(({ digest }) => digest),
    record: `models/${model}/versions/${version}.json`,
    status: 'judged',
    tags: {},
    formerly: [],
  };
}

/** A node in few words, with runs by their letters. */
export function brief(node: LineageNode): string {
  const letter = (id: string) => String.fromCharCode(Number.parseInt(id.slice(0, 2), 16));
  switch (node.kind) {
    case 'run':
      return letter(node.run_id);
    case 'output':
      return `${letter(node.run_id)}:${node.path}`;
    case 'dataset':
      return `${node.name ?? '?'}@${node.version}`;
    case 'version':
      return `${node.model}/${node.version}`;
    case 'stage':
      return node.stage;
    case 'alias':
      return `@${node.alias}`;
    case 'endpoint':
      return node.endpoint;
    case 'commit':
      return node.commit;
    case 'package':
      return `${node.name} ${node.version}`;
    case 'base-model':
      return node.uri;
    case 'elsewhere':
      return node.place;
    case 'missing':
      return `no ${node.what.replace(/[0-9a-f]{32}/, letter)}`;
  }
}
