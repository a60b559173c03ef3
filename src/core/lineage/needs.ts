import { datasetFact, packageStart } from '../facts.js';
import { tagOf } from './data-tags.js';
import type { LineageGraph } from './graph.js';
import {
  baseFact,
  commitFacts,
  digestOf,
  gapFact,
  madeByFact,
  makersNamed,
  namedFact,
  outputFact,
  partFact,
  partFacts,
  readFacts,
  versionFact,
} from './look-up-facts.js';
import type { LineageNode } from './node.js';
import { isPackageIn, type PackageRange } from './package-range.js';
import { wholesOf } from './producers.js';
import { cutsOf, type Reference } from './reference.js';
import { partOf, type RunFacts } from './run-facts.js';
import { formsOf } from './spelling.js';
import type { Direction } from './trace.js';
import { looseNames } from './version-edges.js';

/** The beginning of a commit may be that of others. */
const WHOLE_COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** What must be known so that a graph of some runs says of what a walk came by all that one of all runs would. */
export class Needs {
  /** Runs by id. */
  readonly ids = new Set<string>();
  /** Facts all of whose runs matter. */
  readonly facts = new Set<string>();
  /** Of the runs with these facts, it matters what they have read as well. */
  readonly readers = new Set<string>();
  /** Facts of which one run is enough. */
  readonly samples = new Set<string>();

  /** @param nodes of a walk @param readers ids of the runs whose readings the graph has */
  static of(
    graph: LineageGraph,
    {
      nodes,
      direction,
      readers,
    }: { nodes: readonly LineageNode[]; direction: Direction; readers: Iterable<string> },
  ): Needs {
    const needs = new Needs();
    for (const node of nodes) needs.#addNode(node, graph, direction);
    if (direction === 'down') needs.#addTagged(nodes, graph);
    for (const id of new Set([...readers, ...nodes.flatMap(runOf)])) {
      const run = graph.runs.get(id);
      if (run === undefined) continue;
      needs.#addReader(run, graph);
      for (const whole of wholesOf(id, graph.runs)) needs.ids.add(whole);
    }
    return needs;
  }

  /**
   * What must be known to find what a reference means.
   * @returns undefined where that takes all runs: nothing has an order or a beginning that it could be looked up by
   */
  static ofReference(reference: Reference): Needs | undefined {
    const needs = new Needs();
    switch (reference.kind) {
      case 'model':
      case 'endpoint':
      case 'run':
        return needs;
      case 'dataset': {
        if (reference.version === null) return undefined;
        for (const cut of cutsOf(reference).flatMap(formsOf))
          needs.#read([datasetFact(cut.name, cut.version), partFact(tagOf(cut))]);
        return needs;
      }
      case 'digest':
        return Needs.ofDigests([reference.digest]);
      case 'commit':
        if (!WHOLE_COMMIT.test(reference.commit)) return undefined;
        needs.#read(commitFacts(reference.commit));
        return needs;
      default:
        return undefined;
    }
  }

  /** What a walk will come by next, from runs that it came by, as far as records name runs by their ids. */
  static ahead(runs: readonly RunFacts[], direction: Direction): Needs {
    const needs = new Needs();
    for (const run of runs)
      if (direction === 'down') needs.#read([...partFacts(run.run_id), madeByFact(run.run_id)]);
      else {
        const read = [...run.datasets.filter(({ isJudge }) => !isJudge), ...run.models];
        for (const { made_by } of read) if (made_by !== null) needs.ids.add(made_by);
        for (const whole of partOf(run)) needs.ids.add(whole);
      }
    return needs;
  }

  /** @param digests `sha256:…` */
  static ofDigests(digests: readonly string[]): Needs {
    const needs = new Needs();
    for (const digest of digests) {
      needs.facts.add(outputFact(digest));
      needs.#read([...readFacts(digest), baseFact(digest)]);
    }
    return needs;
  }

  /**
   * All runs that had a package in a range, one of each version that has no place in the order, and one that had it at all.
   * @param facts of all versions that runs had
   */
  static ofPackages(range: PackageRange, facts: Iterable<string>): Needs {
    const needs = new Needs();
    needs.samples.add(gapFact('packages'));
    const start = packageStart(range.name);
    let isHad = false;
    for (const fact of facts) {
      const isIn = isPackageIn(range, fact.slice(start.length));
      if (isIn === true) needs.#read([fact]);
      else if (isIn === undefined || !isHad) needs.samples.add(fact);
      isHad = true;
    }
    return needs;
  }

  /** Who made what it read or began with, and what its tag means. */
  #addReader(run: RunFacts, graph: LineageGraph): void {
    for (const { from, kind } of graph.up({ kind: 'run', run_id: run.run_id })) {
      if (from.kind === 'dataset' && from.digest !== null) this.facts.add(outputFact(from.digest));
      const began = kind === 'began-with' && from.kind === 'version' ? from : undefined;
      const made = began === undefined ? undefined : graph.version(began.model, began.version);
      if (made?.run_id != null) this.ids.add(made.run_id);
    }
    for (const id of makersNamed(run)) this.ids.add(id);
    for (const { contents } of [...run.datasets, ...run.models])
      for (const content of contents) this.facts.add(outputFact(digestOf(content)));
    for (const part of run.tagged) this.#addMeanings(part);
  }

  #addMeanings(part: string): void {
    for (const [name, version] of splits(part)) this.facts.add(datasetFact(name, version));
  }

  #addNode(node: LineageNode, graph: LineageGraph, direction: Direction): void {
    switch (node.kind) {
      case 'run':
        this.#addRun(node.run_id, graph, direction);
        break;
      case 'output':
        this.#addOutput(node, graph, direction);
        break;
      case 'dataset':
        if (node.maker !== null) this.ids.add(node.maker.run_id);
        if (direction === 'down')
          this.#read(
            node.digest === null
              ? [datasetFact(node.name ?? '', node.version), partFact(taggedAs(node))]
              : [...readFacts(node.digest), partFact(taggedAs(node))],
          );
        // Who asks by a name is told of who began with the same bytes.
        if (direction === 'down' && node.digest !== null) this.#read([baseFact(node.digest)]);
        // Whoever names it by a tag alone has read these bytes where all others have.
        if (direction === 'down' && node.name !== null) this.facts.add(datasetFact(node.name, node.version));
        break;
      case 'version':
        this.#addVersion(node, graph, direction);
        break;
      case 'commit':
        if (direction === 'down') this.#read(commitFacts(node.commit));
        break;
      case 'base-model':
        if (direction === 'down' && node.digest !== null) this.#read([baseFact(node.digest)]);
    }
  }

  /** Runs of versions that may name data by tags which are not their runs'. */
  #addTagged(nodes: readonly LineageNode[], graph: LineageGraph): void {
    const names = new Set(nodes.flatMap((node) => (node.kind === 'dataset' ? [taggedAs(node)] : [])));
    if (names.size === 0) return;
    for (const version of graph.versions.all)
      if (version.run_id !== null && looseNames(version).some((name) => names.has(name)))
        this.ids.add(version.run_id);
  }

  #addRun(id: string, graph: LineageGraph, direction: Direction): void {
    this.ids.add(id);
    // What the whole wrote may be of each of its parts, and what a part wrote is of the whole.
    const run = graph.runs.get(id);
    for (const one of [id, ...(run === undefined ? [] : partOf(run))]) {
      this.ids.add(one);
      for (const fact of partFacts(one)) this.facts.add(fact);
      if (direction === 'down')
        for (const { digest, isGathered } of graph.runs.get(one)?.outputs ?? [])
          if (isGathered) this.#read(readFacts(digest));
    }
    if (direction === 'down') this.#read([madeByFact(id)]);
  }

  #addOutput(
    { run_id, path, digest }: LineageNode & { kind: 'output' },
    graph: LineageGraph,
    direction: Direction,
  ): void {
    this.#addRun(run_id, graph, direction);
    const output = graph.runs.get(run_id)?.outputs.find((one) => one.path === path && one.digest === digest);
    if (output?.reused?.made_by != null) this.ids.add(output.reused.made_by);
    if (direction === 'up') return;
    const digests = new Set([digest, ...(output?.contents.map(digestOf) ?? [])]);
    this.#read([...digests].flatMap((one) => [...readFacts(one), baseFact(one)]));
  }

  #addVersion(
    { model, version }: LineageNode & { kind: 'version' },
    graph: LineageGraph,
    direction: Direction,
  ): void {
    const facts = graph.version(model, version);
    if (facts?.run_id != null) this.ids.add(facts.run_id);
    if (direction === 'up') {
      for (const part of facts === undefined ? [] : looseNames(facts)) this.#addMeanings(part);
      return;
    }
    const names = [model, ...(facts?.formerly ?? [])];
    this.#read([
      ...names.flatMap((name) => [versionFact(name, version), namedFact(name)]),
      ...(facts?.digest == null ? [] : [...readFacts(facts.digest), baseFact(facts.digest)]),
    ]);
  }

  #read(facts: readonly string[]): void {
    for (const fact of facts) {
      this.facts.add(fact);
      this.readers.add(fact);
    }
  }
}

function runOf(node: LineageNode): string[] {
  return node.kind === 'run' ? [node.run_id] : [];
}

function taggedAs({ name, version }: LineageNode & { kind: 'dataset' }): string {
  return name === null ? version : tagOf({ name, version });
}

/** Each name and version that have one tag. */
function splits(tag: string): [name: string, version: string][] {
  return [...tag.matchAll(/_/g)].map(({ index }) => [tag.slice(0, index), tag.slice(index + 1)]);
}
