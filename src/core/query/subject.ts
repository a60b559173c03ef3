/** Undefined and null: not set. Times are milliseconds since 1970. A bigint is a whole number that a number would round. */
export type Value = string | number | bigint | null | undefined;

/** What a key belongs to. */
export type Entity = 'attribute' | 'metric' | 'param' | 'tag' | 'dataset';

/** A dataset that is asked for; what is left out may be anything. */
export interface DatasetCondition {
  name?: string;
  digest?: string;
}

/** One thing that can be found. */
export interface Subject {
  /**
   * The value of a key, named as the grammar names it (`start_time`, never its alias `created`): a number where the grammar's
   * kind is `number`, else a text. Several values are alternatives: a clause is true if it is of any of them, and the first
   * one sorts. The keys of tie-breaks are asked for as the others are.
   * @param on only for logged models. A metric: its values on one of these datasets only, the latest first. `dataset`, `name`:
   * names of those of these datasets that the model has a metric on, none if there are none.
   */
  get(entity: Entity, key: string, on?: readonly DatasetCondition[]): Value | readonly (string | number)[];
}
