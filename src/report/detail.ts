/** GitHub drops a step's whole summary above 1 MiB; some room is left for what the command itself writes. */
export const MAX_SUMMARY_BYTES = 900 * 1024;

/** How much of everything a report shows. */
export interface Detail {
  /** Of a table, and of a list. */
  rows: number;
  /** Characters of one foreign text. */
  text: number;
  charts: number;
  /** Whether what the table of metrics has is said in lines of their own, too. */
  values: boolean;
}

/**
 * Says how many were not shown, and where all of them are.
 * @param what one of them
 */
export function leftOut(number: number, what: string): string {
  return number <= 0
    ? ''
    : `… and ${number} more ${number === 1 ? what : plural(what)}, in the job summary or the record.`;
}

function plural(word: string): string {
  return word.endsWith('y') ? `${word.slice(0, -1)}ies` : `${word}s`;
}

/** What there is of these, with a blank line between. */
export function paragraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
