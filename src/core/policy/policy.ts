import { sha256 } from '../digest.js';
import type { Finding, PolicyFile } from '../generated/types.js';
import { canonicalJson } from '../json.js';

/** A policy with every default filled in. */
export interface Policy {
  /** Keys of the lineage tags without which nothing is registered. */
  required_tags: readonly string[];
  /** Rules for tag values by key. */
  tags: Readonly<Record<string, { pattern?: string }>>;
  /** Where it was read, for messages: a path with its ref, or `built-in`. */
  source: string;
}

export const LINEAGE_TAGS = ['dataset_version', 'git_commit', 'triggered_by'] as const;

/** Applies where a repository has no policy file. */
export const BUILT_IN_POLICY: Policy = { required_tags: LINEAGE_TAGS, tags: {}, source: 'built-in' };

/** @param file validated content of the policy file */
export function policyOf(file: PolicyFile, source: string): Policy {
  return { required_tags: file.required_tags ?? LINEAGE_TAGS, tags: file.tags ?? {}, source };
}

/** `sha256:<hex>` of the rules alone, so that the same rules from another place have the same digest. */
export function policyDigest(policy: Policy): string {
  const { source: _, ...rules } = policy;
  return sha256(canonicalJson(rules));
}

/** What a policy is evaluated against. */
export interface PolicyFacts {
  tags: Readonly<Record<string, string>>;
}

export interface Verdict {
  verdict: 'pass' | 'fail';
  findings: Finding[];
}

/** One rule: all its complaints about the facts. */
export type Rule = (policy: Policy, facts: PolicyFacts) => Finding[];
