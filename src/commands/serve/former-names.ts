import { firstExperimentId } from '../../mlflow/protocol/experiment-ids.js';
import type { ReadAmendment } from './amended.js';

/** While an experiment had a name, in milliseconds since 1970. */
interface Tenure {
  experiment_id: string;
  from: number;
  until: number;
}

/**
 * Names that experiments had before they were renamed. The record of a run says its experiment by the name that it had when the run
 * began, which may be that of another one by now.
 */
export class FormerNames {
  readonly #tenures = new Map<string, Tenure[]>();
  /** When an experiment got another name for the first time. */
  readonly #first = new Map<string, number>();
  /** The newest name of an experiment that was renamed, and since when. */
  readonly #newest = new Map<string, { name: string; since: number }>();

  /** @param amendments in their order, behind those that were noted before */
  note(amendments: readonly Pick<ReadAmendment, 'changes'>[]): void {
    for (const { changes } of amendments)
      for (const change of changes) {
        if (change.type !== 'experiment-renamed') continue;
        const { experiment_id, name, at } = change;
        const before = this.#newest.get(experiment_id);
        if (before === undefined) this.#first.set(experiment_id, at);
        else this.#end(before, { experiment_id, from: before.since, until: at });
        this.#newest.set(experiment_id, { name, since: at });
      }
  }

  #end({ name }: { name: string }, tenure: Tenure): void {
    this.#tenures.set(name, [...(this.#tenures.get(name) ?? []), tenure]);
  }

  /** @returns the experiment that had the name then and was renamed since; undefined: whichever has it now */
  experimentOf(name: string, at: number): string | undefined {
    if (this.#first.size === 0) return undefined;
    const id = firstExperimentId(name);
    if (at <= (this.#first.get(id) ?? Number.NEGATIVE_INFINITY)) return id;
    return this.#tenures.get(name)?.find(({ from, until }) => from <= at && at <= until)?.experiment_id;
  }

  /** @returns undefined where it was never renamed */
  newestOf(experiment_id: string): { name: string; since: number } | undefined {
    return this.#newest.get(experiment_id);
  }
}
