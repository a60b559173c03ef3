/** Where progress goes. Implementations at the edge neutralise control characters and runner commands in every line. */
export interface Log {
  info(line: string): void;
  warning(line: string): void;
  debug(line: string): void;
  /** Lines that are folded away under a title where the output can fold. */
  group(title: string, lines: readonly string[]): void;
}
