import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  EXPERIMENTS,
  type Grammar,
  LOGGED_MODELS,
  MODEL_VERSIONS,
  REGISTERED_MODELS,
  RUNS,
} from '../../../src/core/query/grammar.js';
import type { DatasetCondition, Entity, Subject } from '../../../src/core/query/subject.js';

export const FIXTURES = path.resolve(import.meta.dirname, '../../fixtures/mlflow-query');

export const GRAMMARS: Readonly<Record<string, Grammar>> = {
  runs: RUNS,
  experiments: EXPERIMENTS,
  'registered-models': REGISTERED_MODELS,
  'model-versions': MODEL_VERSIONS,
  'logged-models': LOGGED_MODELS,
};

/** Of a logged model: a value of a metric, and the dataset that it was measured on. */
interface Measured extends DatasetCondition {
  key: string;
  value: number;
  timestamp: number;
  step: number;
}

/** As subjects.json has it. */
export interface Facts {
  attributes?: Record<string, string | number>;
  metrics?: Record<string, number | 'NaN'>;
  params?: Record<string, string>;
  tags?: Record<string, string>;
  datasets?: Record<string, string>[];
  measured?: Measured[];
}

export function subjectOf(facts: Facts): Subject & { facts: Facts } {
  return { facts, get: (entity, key, on) => valuesOf(facts, { entity, key, on }) };
}

export function readSubjects(): Record<string, Facts[]> {
  return JSON.parse(readFileSync(path.join(FIXTURES, 'subjects.json'), 'utf8')) as Record<string, Facts[]>;
}

interface Asked {
  entity: Entity;
  key: string;
  on: readonly DatasetCondition[] | undefined;
}

function valuesOf(facts: Facts, { entity, key, on }: Asked): ReturnType<Subject['get']> {
  if (facts.measured !== undefined && (entity === 'metric' || entity === 'dataset')) {
    const there = facts.measured.filter((metric) => on === undefined || on.some((one) => isOn(metric, one)));
    if (entity === 'dataset') return there.map(({ name }) => name ?? '');
    const latest = there
      .filter((metric) => metric.key === key)
      .sort((a, b) => b.timestamp - a.timestamp || b.step - a.step);
    return latest.map(({ value }) => value);
  }
  if (entity === 'dataset') return (facts.datasets ?? []).map((dataset) => dataset[key] ?? '');
  if (entity === 'metric') return facts.metrics?.[key] === undefined ? undefined : Number(facts.metrics[key]);
  const values = { attribute: facts.attributes, param: facts.params, tag: facts.tags }[entity];
  return values?.[key];
}

function isOn(metric: Measured, { name, digest }: DatasetCondition): boolean {
  return (name === undefined || metric.name === name) && (digest === undefined || metric.digest === digest);
}
