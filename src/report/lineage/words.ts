import type { LineageGraph } from '../../core/lineage/graph.js';
import { keyOf, type LineageEdge, type LineageNode } from '../../core/lineage/node.js';
import type { Direction } from '../../core/lineage/trace.js';
import { uriOf } from '../../core/registry/version.js';
import { repositoryName } from '../../core/remote-repository.js';

const DIGITS = 12;

/** A node in a line, whose foreign parts are not made safe. */
export function nodeWords(node: LineageNode, graph: LineageGraph): string {
  switch (node.kind) {
    case 'dataset':
      return datasetWords(node);
    case 'run':
      return runWords(node.run_id, graph);
    case 'output': {
      const kind = graph.runs.get(node.run_id)?.outputs.find(({ path }) => path === node.path)?.kind;
      const what = kind === 'model' || kind === 'folder' ? kind : 'artifact';
      return `${what} ${node.path} of run ${graph.short(node.run_id)}, ${shortDigest(node.digest)}`;
    }
    case 'version': {
      const { status = 'judged' } = graph.version(node.model, node.version) ?? {};
      const held = heldBy(node, graph);
      return [
        uriOf(node.model, node.version),
        ...(status === 'judged' ? [] : [status]),
        ...(held === '' ? [] : [held]),
      ].join(', ');
    }
    case 'stage':
      return `models:/${node.model}/${node.stage}`;
    case 'alias':
      return `models:/${node.model}@${node.alias}`;
    case 'endpoint':
      return `endpoint ${node.endpoint}`;
    case 'commit':
      return `commit ${node.commit.slice(0, DIGITS)}${node.repository === null ? '' : ` of ${node.repository}`}`;
    case 'package':
      return `package ${node.name} ${node.version}`;
    case 'base-model':
      return `model ${node.uri}${node.revision === null ? '' : ` at ${node.revision}`}, from outside of the ledger`;
    case 'elsewhere':
      return `${repositoryName(node.place)}${node.revision === null ? '' : ` at ${node.revision}`}`;
    case 'missing':
      return `${node.what}, which the ledger does not have or which cannot be read`;
  }
}

/** How one thing is joined to another that was reached first; empty where the two say it themselves. */
export function edgeWords({ kind, to, by_tag, ambiguous }: LineageEdge, direction: Direction): string {
  const words: Record<LineageEdge['kind'], { up: string; down: string }> = {
    read: { up: '', down: 'read by' },
    'judged-on': { up: 'judged on', down: 'judged' },
    'began-with': { up: 'began with', down: 'begun with by' },
    'began-with-same': { up: 'began with the bytes of', down: 'has the bytes that were begun with by' },
    code: { up: '', down: 'trained' },
    'ran-with': { up: 'ran with', down: 'was in' },
    'part-of': { up: 'part of', down: 'has the part' },
    wrote: { up: 'written by', down: 'wrote' },
    'may-have-written': { up: 'or by a part of it:', down: 'may have written' },
    'made-by': { up: 'made by', down: 'is' },
    'also-made-by': { up: 'also made by', down: 'has the bytes of' },
    registered: { up: 'registered from', down: 'registered as' },
    claimed: { up: 'said by its client to be of', down: 'said to be' },
    holds: { up: 'is', down: 'holds' },
    serves: { up: 'serves', down: 'serves at' },
    'made-in': { up: 'made in', down: 'made' },
  };
  // A version reads nothing: its registration says what its run did.
  const said =
    to.kind === 'version' && kind === 'read' && direction === 'down' ? 'named by' : words[kind][direction];
  const tag = ambiguous === true ? 'by tag (ambiguous)' : 'by tag';
  return by_tag === true ? `${tag} ${said}`.trim() : said;
}

function datasetWords({ name, version, digest }: LineageNode & { kind: 'dataset' }): string {
  // Which part of the tag is the name, nobody has said.
  const what = name === null ? `dataset tagged ${version}` : `dataset ${name}@${version}`;
  return digest === null ? what : `${what}, ${shortDigest(digest)}`;
}

function runWords(id: string, graph: LineageGraph): string {
  const run = graph.runs.get(id);
  const short = `run ${graph.short(id)}`;
  if (run === undefined) return short;
  const doubt = run.trust === 'trusted' ? [] : [run.trust];
  const minute = run.started_at.slice(0, 16).replace('T', ' ');
  return [`${short} of ${run.experiment}`, run.status, ...doubt, minute].join(', ');
}

function heldBy(node: LineageNode & { kind: 'version' }, graph: LineageGraph): string {
  const key = keyOf(node);
  return graph
    .down(node)
    .filter(({ from, kind }) => keyOf(from) === key && (kind === 'holds' || kind === 'serves'))
    .flatMap(({ to }) =>
      to.kind === 'stage'
        ? [to.stage]
        : to.kind === 'alias'
          ? [`@${to.alias}`]
          : to.kind === 'endpoint'
            ? [`serves at ${to.endpoint}`]
            : [],
    )
    .join(', ');
}

function shortDigest(digest: string): string {
  return digest.slice(0, 'sha256:'.length + DIGITS);
}
