/** Where several processes write at once: `[rank0]: `, as torchrun puts it before each line. */
const RANK = /^\[(?:rank)?\d+\]:\s?/;
/** The header of a traceback, or a frame of one whose header is no longer among the last lines. */
const PYTHON_FRAME = /^(?:Traceback \(most recent call last\):|\s+File ".*", line \d+)/;
/** `ValueError: …`, `java.io.IOException`, `Error in readRDS("x") :`, `Uncaught TypeError: …` */
const NAMED = /^(?:Uncaught |Exception in thread ".*" )?[\w.$]*(?:Error|Exception)(?::|\s*$| in )/;
const TELLING =
  /\b(?:error|exception|fatal|panicked|killed|aborted|terminated|segmentation fault|out of memory|denied|cannot|can't|could not|failed|not found|no such)\b/i;
/** A metric of that name in a line of progress. */
const COUNTED = /\berror\b\s*(?:[=:]\s*)?-?[\d.]/i;
const PROGRESS = /\b\d+ ?%\s*\||\b\d+(?:\.\d+)?\s?(?:it\/s|s\/it|[kKMG]?i?B\/s)|^[-\\|/.=#>\s]*$/;

/**
 * The line of standard error that says why a command failed: the end of a traceback, else the last one that speaks of an
 * error, else the last one. Foreign text.
 * @returns null where nothing was said
 */
export function errorLine(lines: readonly string[]): string | null {
  const said = lines.map((line) => line.replace(RANK, '').trimEnd());
  const found = endOfTraceback(said) ?? lastOf(said, isNamed) ?? lastOf(said, isTelling);
  const line = found ?? lastOf(said, (one) => !PROGRESS.test(one));
  return line?.trim() ?? null;
}

/** What follows the last frame and is not indented is the exception; its message may go on below. */
function endOfTraceback(lines: readonly string[]): string | null {
  const frame = lines.findLastIndex((line) => PYTHON_FRAME.test(line));
  const end = frame < 0 ? undefined : lines.slice(frame + 1).find((line) => /^\S/.test(line));
  return end ?? null;
}

function lastOf(lines: readonly string[], fits: (line: string) => boolean): string | null {
  const index = lines.findLastIndex(fits);
  const line = lines[index];
  if (line === undefined) return null;
  // `Error in f(x) :`, and what it is below.
  const next = line.endsWith(':') ? lines[index + 1]?.trim() : undefined;
  return next === undefined || next === '' ? line : `${line} ${next}`;
}

function isNamed(line: string): boolean {
  return NAMED.test(line);
}

function isTelling(line: string): boolean {
  return TELLING.test(line) && !COUNTED.test(line) && !PROGRESS.test(line);
}
