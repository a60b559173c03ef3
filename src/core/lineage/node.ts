/** One thing that models, data and code come from or go to. */
export type LineageNode =
  | DatasetNode
  | { kind: 'run'; run_id: string }
  | { kind: 'output'; run_id: string; path: string; digest: string }
  | { kind: 'version'; model: string; version: number }
  | { kind: 'stage'; model: string; stage: string }
  | { kind: 'alias'; model: string; alias: string }
  | { kind: 'endpoint'; endpoint: string }
  /** A Python package of the environment that runs ran in. */
  | { kind: 'package'; name: string; version: string }
  | { kind: 'commit'; repository: string | null; commit: string }
  /** A model from outside of the ledger that a run began with or evaluated. */
  | { kind: 'base-model'; uri: string; revision: string | null; digest: string | null }
  /** Where data was made that another repository has. */
  | { kind: 'elsewhere'; place: string; revision: string | null }
  /** What a record names and the ledger does not have, or has as a record that cannot be read. */
  | { kind: 'missing'; what: string };

/** What a run read under a name and version. Runs that read the same content of the same maker share one. */
export interface DatasetNode {
  kind: 'dataset';
  /** Null where the tag `dataset_version` alone names it, and no run says which part of it is the name: `version` has both. */
  name: string | null;
  version: string;
  /** `sha256:…`; null where no content was recorded. */
  digest: string | null;
  /** Whose output it is; null where nobody of this ledger is known to have made it. */
  maker: { run_id: string; path: string | null } | null;
}

export type NodeKind = LineageNode['kind'];

/** The same text for the same thing, and for no other. */
export function keyOf(node: LineageNode): string {
  return JSON.stringify(Object.entries(node).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** Each once. */
export function distinct(nodes: readonly LineageNode[]): LineageNode[] {
  return [...new Map(nodes.map((node) => [keyOf(node), node])).values()];
}

/** Why one thing comes from another. */
export type EdgeKind =
  | 'read'
  /** Validation and test data: it judged the weights and is no part of them. */
  | 'judged-on'
  | 'began-with'
  /** It began with bytes that this one is as well. */
  | 'began-with-same'
  | 'code'
  | 'ran-with'
  | 'part-of'
  | 'wrote'
  /** A part of the run that wrote it: nobody knows which of its parts did. */
  | 'may-have-written'
  | 'made-by'
  /** Another run has made the same bytes. */
  | 'also-made-by'
  | 'registered'
  /** Nobody but who made the version says so. */
  | 'claimed'
  | 'holds'
  | 'serves'
  | 'made-in';

/** `from` came first; what is wrong with it may be wrong with `to`. */
export interface LineageEdge {
  from: LineageNode;
  to: LineageNode;
  kind: EdgeKind;
  /** Path of the record that says so. */
  record: string;
  /** Set where a tag alone says so. */
  by_tag?: true;
  /** Set where the tag is that of other datasets, too: which of them it means nobody can tell. */
  ambiguous?: true;
}

/** Whether what comes from `to` comes from `from`, too. */
export function isPassedOn({ kind }: LineageEdge): boolean {
  return kind !== 'judged-on' && kind !== 'also-made-by' && kind !== 'began-with-same';
}
