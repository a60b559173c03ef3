const LONGEST_QUOTE = 120;

/**
 * A filter, an order or a page token that cannot be followed. The message begins with the sentence that MLflow has for the same
 * fault, since scripts look for it, and ends with where it is and how to mend it.
 */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  /** Offset in the filter of what is wrong, in UTF-16 units from 0; undefined where it is about no place in a filter. */
  readonly position?: number;

  /**
   * @param said MLflow's sentence
   * @param mend what the user does, as a sentence without its full stop
   */
  constructor(said: string, mend: string, position?: number) {
    const place = position === undefined ? '' : `At character ${position + 1}: `;
    super(`${said}${/[.!?]$/.test(said) ? '' : '.'} ${place}${mend}.`);
    if (position !== undefined) this.position = position;
  }
}

/** Text of the user within a message: a hostile one is long. */
export function clip(text: string): string {
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}
