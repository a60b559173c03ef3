import { sha256 } from '../digest.js';
import type {
  CodeRules,
  DatasetRules,
  Finding,
  LedgerSettings,
  ModelCardRules,
  ModelRules,
  PolicyFile,
  RecallRules,
  RunRules,
  StageRules,
  TagRule,
  Waiver,
} from '../generated/types.js';
import { canonicalJson, type JsonValue } from '../json.js';
import type { Judged } from './judged.js';
import type { MetricRule } from './metric-rule.js';

/** A policy with every default filled in, but for the defaults of a metric's rule: overrides must see what is absent. */
export interface Policy {
  /** Keys of the lineage tags without which nothing is registered. */
  required_tags: readonly string[];
  /** Rules for tag values by key. */
  tags: Readonly<Record<string, NonNullable<TagRule>>>;
  /** Rules for metrics by key. */
  metrics: Readonly<Record<string, MetricRule>>;
  /** Standard deviation of a metric from one seed to the next, by key; above 0. */
  noise: Readonly<Record<string, number>>;
  code: Readonly<CodeRules>;
  run: Readonly<RunRules>;
  /** Whether `register` takes runs whose trust is `claimed`; null: only those that are trusted. */
  trust: readonly ('trusted' | 'claimed')[] | null;
  datasets: Readonly<DatasetRules>;
  /** How the ledger is written and read: no rule for runs. */
  ledger: Readonly<LedgerSettings>;
  /** The team's own JSON Schema for run records. */
  record: RecordSchema | null;
  /** For promotions. */
  stages: Readonly<StageRules>;
  /** Workflow files whose runs may decide about stages; null: any of the default branch. */
  registry_workflows: readonly string[] | null;
  /** For promotions. */
  model_card: Readonly<ModelCardRules>;
  /** Globs of the paths that a pull request must change to be judged; null: any. */
  applies_to: readonly string[] | null;
  /** Other rules for the models that a glob stands for, in the order of the file. */
  models: readonly ModelOverride[];
  /** Who recalls and clears, and what that does: no rule for runs. */
  recall: Readonly<RecallRules>;
  waivers: readonly Waiver[];
  /** Where it was read, for messages: a path with its ref, or `built-in`. */
  source: string;
}

export interface RecordSchema {
  /** From the root of the repository. */
  path: string;
  schema: JsonValue;
}

export interface ModelOverride {
  glob: string;
  rules: ModelRules;
}

export const LINEAGE_TAGS = ['dataset_version', 'git_commit', 'triggered_by'] as const;

/** Applies where a repository has no policy file. */
export const BUILT_IN_POLICY: Policy = policyOf({ version: 1 }, 'built-in');

/**
 * @param file validated content of the policy file
 * @param record the schema that the file names
 */
export function policyOf(file: PolicyFile, source: string, record: RecordSchema | null = null): Policy {
  return {
    required_tags: file.required_tags ?? LINEAGE_TAGS,
    tags: withoutNull(file.tags ?? {}),
    metrics: withoutNull(file.metrics ?? {}),
    noise: withoutNull(file.noise ?? {}),
    code: file.code ?? {},
    run: file.run ?? {},
    trust: file.trust?.includes('claimed') ? file.trust : null,
    datasets: file.datasets ?? {},
    ledger: file.ledger ?? {},
    record,
    stages: file.stages ?? {},
    registry_workflows: file.registry_workflows ?? null,
    model_card: file.model_card ?? {},
    applies_to: file.applies_to ?? null,
    models: Object.entries(file.models ?? {}).map(([glob, rules]) => ({ glob, rules })),
    recall: file.recall ?? {},
    waivers: file.waivers ?? [],
    source,
  };
}

/** Entries that are not null, which in an override takes a rule away. */
export function withoutNull<T>(entries: Readonly<Record<string, T | null>>): Record<string, T> {
  return Object.fromEntries(
    Object.entries(entries).filter((entry): entry is [string, T] => entry[1] !== null),
  );
}

/** `sha256:<hex>` of the rules alone, so that the same rules from another place have the same digest. */
export function policyDigest(policy: Policy): string {
  const { source: _, ledger: __, recall: ___, required_tags, tags, ...others } = policy;
  // What is not asked for is left out, so that a later release with more kinds of rules gives the same digest.
  const asked = Object.entries(others).filter(([, rules]) => rules !== null && Object.keys(rules).length > 0);
  return sha256(canonicalJson({ required_tags, tags, ...Object.fromEntries(asked) }));
}

export type Tags = Readonly<Record<string, string>>;

/** Whether a text matches a regular expression (with the `u` flag); null when that would take too long to tell. */
export type Matches = (pattern: string, text: string) => boolean | null;

/** What a policy is evaluated against. */
export interface PolicyFacts {
  /** Those of each run, at least one. */
  tags: readonly Tags[];
  /** Patterns are the team's, values may be those of a fork: who calls bounds the time, which nothing here can. */
  matches: Matches;
  /** The runs and what they are compared with; absent where only the tags are known. */
  judged?: Judged;
}

export interface Verdict {
  verdict: 'pass' | 'fail';
  findings: Finding[];
}

/** One rule: all its complaints about the facts. */
export type Rule = (policy: Policy, facts: PolicyFacts) => Finding[];

/** A rule that looks at the runs. */
export type RunRule = (policy: Policy, judged: Judged) => Finding[];
