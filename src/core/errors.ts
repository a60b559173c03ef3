import type { ErrorCode } from './error-codes.js';

export interface Fault {
  /** Stable, listed in docs/troubleshooting.md. */
  code: ErrorCode;
  /** What is wrong, as one sentence without a final full stop. */
  what: string;
  /** The input, file (with line when known) or record it is about. */
  where?: string;
  /** What the user does to mend it, as one sentence without a final full stop; a question has its mark. */
  mend: string;
}

/** A fault that the user can mend. Anything else that is thrown is a defect of ours. */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly faults: readonly Fault[];

  /** @param faults all faults found, at least one */
  constructor(faults: Fault | readonly Fault[], options?: ErrorOptions) {
    const all = Array.isArray(faults) ? (faults as readonly Fault[]) : [faults as Fault];
    super(all.map(describeFault).join('\n'), options);
    this.faults = all;
  }

  /** Whether one of the faults carries this code. */
  has(code: ErrorCode): boolean {
    return this.faults.some((fault) => fault.code === code);
  }
}

/** One line: `E_CODE: what (where). mend.` */
export function describeFault(fault: Fault): string {
  const where = fault.where === undefined ? '' : ` (${fault.where})`;
  return `${fault.code}: ${fault.what}${where}. ${sentence(fault.mend)}`;
}

/** A text with its full stop, which a question does not get. */
export function sentence(text: string): string {
  return text.endsWith('?') ? text : `${text}.`;
}

/** Gathers faults so that a user sees all of them in one go. */
export class Faults {
  readonly #faults: Fault[] = [];

  add(fault: Fault): void {
    this.#faults.push(fault);
  }

  get list(): readonly Fault[] {
    return this.#faults;
  }

  /** Runs `work` and keeps the faults of a UserError; other errors pass through. */
  async catch<T>(work: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.#faults.push(...error.faults);
      return undefined;
    }
  }

  /** @throws UserError with every fault gathered, when there is one */
  throwIfAny(): void {
    if (this.#faults.length > 0) throw new UserError(this.#faults);
  }
}
