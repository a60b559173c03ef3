import type { Field, Operator } from './grammar.js';
import { likeTest } from './like.js';
import type { DatasetCondition, Entity, Subject, Value } from './subject.js';

/** One condition of a filter, made ready to be asked of many subjects. */
export interface Clause {
  readonly entity: Entity;
  readonly key: string;
  readonly operator: Operator;
  /** What the key is compared with; null for IS NULL and IS NOT NULL. */
  readonly value: string | number | bigint | readonly string[] | null;
  /** Offset of the clause in the filter. */
  readonly position: number;
  readonly isTrueOf: (subject: Subject) => boolean;
}

export interface Condition extends Omit<Clause, 'isTrueOf'> {
  kind: Field['kind'];
  /** Logged models: the datasets that a metric may be on. */
  on?: readonly DatasetCondition[];
}

export function clauseOf({ kind, on, ...condition }: Condition): Clause {
  const { entity, key, operator } = condition;
  if (operator === 'IS NULL' || operator === 'IS NOT NULL') {
    const wanted = operator === 'IS NOT NULL';
    return { ...condition, isTrueOf: (subject) => isSet(subject.get(entity, key)) === wanted };
  }
  const test = kind === 'number' ? numberTest(condition) : textTest(condition);
  const read =
    on === undefined
      ? (subject: Subject) => subject.get(entity, key)
      : (subject: Subject) => subject.get(entity, key, on);
  return {
    ...condition,
    isTrueOf: (subject) => {
      const value = read(subject);
      // Of what is not set nothing is true, not even that it is another.
      if (value === undefined || value === null) return false;
      return typeof value === 'object' ? value.some(test) : test(value as One);
    },
  };
}

export function isSet(value: Value | readonly (string | number)[]): boolean {
  return value !== undefined && value !== null && (typeof value !== 'object' || value.length > 0);
}

type One = string | number | bigint;
type Test = (value: One) => boolean;

function numberTest({ operator, value }: Pick<Clause, 'operator' | 'value'>): Test {
  const wanted = value as number;
  switch (operator) {
    case '=':
      return (found) => found === wanted;
    case '<':
      return (found) => (found as number) < wanted;
    case '<=':
      return (found) => (found as number) <= wanted;
    case '>':
      return (found) => (found as number) > wanted;
    case '>=':
      return (found) => (found as number) >= wanted;
    default:
      return (found) => found !== wanted;
  }
}

function textTest({ operator, value }: Pick<Clause, 'operator' | 'value'>): Test {
  if (operator === 'IN' || operator === 'NOT IN') {
    const listed: ReadonlySet<One> = new Set(value as readonly string[]);
    return operator === 'IN' ? (found) => listed.has(found) : (found) => !listed.has(found);
  }
  const wanted = value as string;
  if (operator === '=') return (found) => found === wanted;
  if (operator === '!=') return (found) => found !== wanted;
  const test = likeTest(wanted, operator === 'ILIKE');
  return (found) => test(String(found));
}
