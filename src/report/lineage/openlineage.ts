import type { LineageGraph } from '../../core/lineage/graph.js';
import type { DatasetNode, LineageEdge, LineageNode } from '../../core/lineage/node.js';
import type { RunFacts } from '../../core/lineage/run-facts.js';
import type { Trace } from '../../core/lineage/trace.js';
import { uriOf } from '../../core/registry/version.js';
import { repositoryName } from '../../core/remote-repository.js';
import { TOOL_VERSION } from '../../core/version.js';

const PRODUCER = `urn:lineage-gate:${TOOL_VERSION}`;
const SPEC = 'https://openlineage.io/spec';
/** `$id` of docs/openlineage.v1.schema.json. */
const OURS = 'urn:lineage-gate:openlineage:v1';

const EVENT_TYPES: Record<RunFacts['status'], string> = {
  FINISHED: 'COMPLETE',
  FAILED: 'FAIL',
  KILLED: 'ABORT',
};

type Facet = Readonly<Record<string, unknown>>;

interface Named {
  namespace: string;
  name: string;
}

interface Dataset extends Named {
  facets: Record<string, Facet>;
}

/**
 * A trace as OpenLineage's run events, one for each of its runs, in the order in which they ended: who takes them one after the other
 * knows what made data before who read it.
 */
export function openLineageEvents(
  { nodes }: Pick<Trace, 'nodes'>,
  graph: LineageGraph,
  { commit }: { commit: string | null },
): object[] {
  return nodes
    .flatMap((node) => (node.kind === 'run' ? (graph.runs.get(node.run_id) ?? []) : []))
    .sort((one, other) => Date.parse(one.ended_at) - Date.parse(other.ended_at))
    .map((run) => runEvent(run, graph, commit));
}

function runEvent(run: RunFacts, graph: LineageGraph, ledgerCommit: string | null): object {
  const node: LineageNode = { kind: 'run', run_id: run.run_id };
  const inputs = graph.up(node).flatMap((edge) => inputOf(edge, run, graph));
  const outputs = graph
    .down(node)
    .flatMap(({ kind, to }) => (kind === 'wrote' && to.kind === 'output' ? outputOf(to, graph) : []));
  const { trust, commit, repository, started_at, record, run_name } = run;
  return {
    eventType: EVENT_TYPES[run.status],
    eventTime: run.ended_at,
    producer: PRODUCER,
    schemaURL: `${SPEC}/2-0-2/OpenLineage.json#/$defs/RunEvent`,
    run: {
      runId: dashed(run.run_id),
      facets: {
        ...parentFacet(run, graph),
        lineageGate_run: ours('RunFacet', {
          record,
          ledgerCommit,
          trust,
          runName: run_name,
          startedAt: started_at,
          code: commit === null ? null : { repository, commit },
        }),
      },
    },
    job: {
      ...jobOf(run),
      facets: {
        jobType: standard('2-0-4', 'JobTypeJobFacet', {
          processingType: 'BATCH',
          integration: 'LINEAGE_GATE',
          jobType: 'RUN',
        }),
      },
    },
    inputs: merged(inputs),
    outputs: merged(outputs),
  };
}

/** Consumers join data by namespace and name alone: what a run of the ledger made is read under the name that its maker gave it. */
function inputOf({ kind, from, by_tag }: LineageEdge, run: RunFacts, graph: LineageGraph): Dataset[] {
  if (from.kind === 'dataset') {
    const made = makerOf(from, graph);
    const name = { namespace: placeOf(from, run, graph), name: from.name ?? from.version };
    const { version, digest } = from;
    return [
      {
        ...(made ?? name),
        facets: {
          version: versionFacet(made === undefined ? version : (digest ?? version)),
          ...(made === undefined ? {} : symlink(name)),
          lineageGate_dataset: ours('DatasetFacet', {
            name: from.name,
            version,
            digest,
            byTag: by_tag === true,
            role: kind === 'judged-on' ? 'evaluation' : 'training',
          }),
        },
      },
    ];
  }
  if (kind !== 'began-with') return [];
  if (from.kind === 'output') return outputOf(from, graph);
  if (from.kind === 'version') return [versionOf(from, run, graph)];
  if (from.kind !== 'base-model') return [];
  const version = from.revision ?? from.digest;
  const facets: Dataset['facets'] = version === null ? {} : { version: versionFacet(version) };
  return [{ namespace: namespaceOf(run.repository), name: from.uri, facets }];
}

function versionOf(node: LineageNode & { kind: 'version' }, run: RunFacts, graph: LineageGraph): Dataset {
  const [made] = graph.up(node).flatMap(({ from }) => (from.kind === 'output' ? [from] : []));
  const [output] = made === undefined ? [] : outputOf(made, graph);
  if (output !== undefined) return output;
  const name = { namespace: namespaceOf(run.repository), name: `models:/${node.model}` };
  return { ...name, facets: { version: versionFacet(String(node.version)) } };
}

function outputOf(node: LineageNode & { kind: 'output' }, graph: LineageGraph): Dataset[] {
  const run = graph.runs.get(node.run_id);
  if (run === undefined) return [];
  const isModel = run.outputs.find(({ path }) => path === node.path)?.kind === 'model';
  const versions = graph.down(node).flatMap(({ to }) => (to.kind === 'version' ? [to] : []));
  return [
    {
      ...outputName(run, node.path),
      facets: {
        version: versionFacet(node.digest),
        datasetType: standard('1-0-1', 'DatasetTypeDatasetFacet', {
          datasetType: isModel ? 'MODEL' : 'FILE',
        }),
        ...(versions.length === 0
          ? {}
          : {
              lineageGate_versions: ours('VersionsFacet', {
                versions: versions.map((version) => ({
                  uri: uriOf(version.model, version.version),
                  holds: graph.down(version).flatMap(({ to }) => heldName(to)),
                })),
              }),
            }),
      },
    },
  ];
}

function heldName(node: LineageNode): string[] {
  if (node.kind === 'stage') return [node.stage];
  if (node.kind === 'alias') return [`@${node.alias}`];
  return node.kind === 'endpoint' ? [node.endpoint] : [];
}

function makerOf({ maker }: DatasetNode, graph: LineageGraph): Named | undefined {
  const run = maker === null ? undefined : graph.runs.get(maker.run_id);
  return run === undefined || maker?.path == null ? undefined : outputName(run, maker.path);
}

/** Whose data it is: of another repository where the record says so. */
function placeOf(node: DatasetNode, run: RunFacts, graph: LineageGraph): string {
  const [place] = graph.up(node).flatMap(({ from }) => (from.kind === 'elsewhere' ? [from.place] : []));
  return namespaceOf(place ?? run.repository);
}

function outputName(run: RunFacts, path: string): Named {
  return { namespace: namespaceOf(run.repository), name: `${run.experiment}/${path}` };
}

function jobOf({ repository, experiment }: RunFacts): Named {
  return { namespace: namespaceOf(repository), name: experiment };
}

/**
 * The same for every way to write a repository's address: consumers join by the namespace. A ledger of a clone without a server has no
 * name of its own.
 */
function namespaceOf(repository: string | null): string {
  return `lineage-gate://${repository === null ? 'ledger' : repositoryName(repository).toLowerCase()}`;
}

function parentFacet({ parent }: RunFacts, graph: LineageGraph): Record<string, Facet> {
  const run = parent === null ? undefined : graph.runs.get(parent);
  if (run === undefined) return {};
  return {
    parent: standard('1-2-0', 'ParentRunFacet', { run: { runId: dashed(run.run_id) }, job: jobOf(run) }),
  };
}

function versionFacet(datasetVersion: string): Facet {
  return standard('1-0-1', 'DatasetVersionDatasetFacet', { datasetVersion });
}

function symlink(name: Named): Record<string, Facet> {
  return {
    symlinks: standard('1-0-1', 'SymlinksDatasetFacet', { identifiers: [{ ...name, type: 'DATASET' }] }),
  };
}

function standard(version: string, name: string, content: object): Facet {
  const _schemaURL = `${SPEC}/facets/${version}/${name}.json#/$defs/${name}`;
  return { _producer: PRODUCER, _schemaURL, ...content };
}

function ours(name: string, content: object): Facet {
  return { _producer: PRODUCER, _schemaURL: `${OURS}#/$defs/${name}`, ...content };
}

/** The same data in two roles is one dataset, of which the first role is told. */
function merged(datasets: readonly Dataset[]): Dataset[] {
  const byName = new Map<string, Dataset>();
  for (const one of datasets) {
    const key = JSON.stringify([one.namespace, one.name, one.facets['version']]);
    if (!byName.has(key)) byName.set(key, one);
  }
  return [...byName.values()];
}

function dashed(id: string): string {
  return id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
