import { contentsOf } from './contents.js';
import { outputNode } from './edges.js';
import type { LineageGraph } from './graph.js';
import { digestOf } from './look-up-facts.js';
import { distinct, keyOf, type LineageNode } from './node.js';
import type { BaseModel } from './run-facts.js';

/**
 * What is these bytes, or has a file with them, and what was read or begun with as them.
 * @param digest `sha256:…`
 */
export function withBytesOf(graph: LineageGraph, digest: string): LineageNode[] {
  const found = graph.withDigest(digest);
  const known = new Set(found.map(keyOf));
  const begun = beganWith(graph, contentsOf(digest)).filter(({ node }) => !known.has(keyOf(node)));
  return distinct([...found, ...begun.map(asRoot)]);
}

/** What came into weights as a model, and is these contents: base models of runs, and models that are it or have it as a file. */
export function heldAsModel(graph: LineageGraph, contents: readonly string[]): LineageNode[] {
  const digests = new Set(contents.map(digestOf));
  const wanted = new Set(contents);
  const models = [...graph.runs.values()].flatMap((run) =>
    run.outputs
      .filter((output) => output.kind === 'model' && output.contents.some((one) => wanted.has(one)))
      .map((output) => outputNode(run, output)),
  );
  const versions = graph.versions.all
    .filter(({ digest, files }) => [digest ?? '', ...files].some((one) => digests.has(one)))
    .map(({ model, version }): LineageNode => ({ kind: 'version', model, version }));
  const begun = beganWith(graph, contents, ({ contents: own, files }) => [...own, ...files]);
  return distinct([...begun.map(asRoot), ...models, ...versions]);
}

/** @param of what a base model is known by: look-ups know of no files of a folder @returns each with its run, as the graph has it */
export function beganWith(
  graph: LineageGraph,
  contents: readonly string[],
  of = (model: BaseModel): readonly string[] => model.contents,
): { run_id: string; uri: string; node: LineageNode }[] {
  const wanted = new Set(contents);
  return [...graph.runs.values()].flatMap(({ run_id, models }) => {
    const isMeant = (model: BaseModel) => of(model).some((one) => wanted.has(one));
    if (!models.some(isMeant)) return [];
    const begun = graph.up({ kind: 'run', run_id }).filter(({ kind }) => kind === 'began-with');
    // An edge for each, in their order.
    return models.flatMap((model, at) => {
      const node = begun[at]?.from;
      return node === undefined || !isMeant(model) ? [] : [{ run_id, uri: model.uri, node }];
    });
  });
}

/** What the record has as something of the ledger is that, whatever bytes it says: then who began with it stands for it. */
function asRoot({ node, run_id }: { node: LineageNode; run_id: string }): LineageNode {
  return node.kind === 'base-model' ? node : { kind: 'run', run_id };
}
