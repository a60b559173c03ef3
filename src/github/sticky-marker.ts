/** When a comment was written, as numbers that can be compared: a later head commit wins, then a later run, then a later attempt. */
export interface CommentStamp {
  /** Where the head commit stands: its position in the pull request, or its time in seconds since 1970. */
  head: number;
  /** Id of the workflow run. */
  run: number;
  attempt: number;
}

export interface MarkedBody {
  /** null when it cannot be read; such a comment is older than any. */
  stamp: CommentStamp | null;
  /** What a reader sees. */
  text: string;
}

/** The marker is the very first thing in the body, so that text which is quoted in a comment cannot pass for one. */
const FIRST_LINE = /^<!-- (\S{1,200})([^\n>]{0,200})-->(?:\r?\n|$)/;
const STAMP = /^ head=(\d{1,15}) run=(\d{1,15}) attempt=(\d{1,15}) $/;

/**
 * @param marker the comment's name, such as `lineage-gate:gate`; no spaces, no `>`, at most 200 characters
 * @throws RangeError when the marker or the stamp cannot be written so that they can be read again
 */
export function withMarker(marker: string, stamp: CommentStamp, text: string): string {
  const { head, run, attempt } = stamp;
  const line = `<!-- ${marker} head=${head} run=${run} attempt=${attempt} -->\n`;
  if (readMarked(line, marker)?.stamp == null) {
    throw new RangeError(`A comment cannot be marked with ${JSON.stringify({ marker, stamp })}`);
  }
  return line + text;
}

/** null for a body that does not begin with this marker. */
export function readMarked(body: string, marker: string): MarkedBody | null {
  const [line, found, rest = ''] = FIRST_LINE.exec(body) ?? [];
  if (line === undefined || found !== marker) return null;
  const numbers = STAMP.exec(rest)?.slice(1).map(Number);
  const [head, run, attempt] = numbers ?? [];
  const isWhole = head !== undefined && run !== undefined && attempt !== undefined;
  return { stamp: isWhole ? { head, run, attempt } : null, text: body.slice(line.length) };
}

/** Whether `there` was written for something later than `ours`. */
export function isLater(there: CommentStamp, ours: CommentStamp): boolean {
  const pairs = [
    [there.head, ours.head],
    [there.run, ours.run],
    [there.attempt, ours.attempt],
  ] as const;
  const [a, b] = pairs.find(([one, other]) => one !== other) ?? [0, 0];
  return a > b;
}
