/** A moment by both of a machine's clocks. */
export interface Moment {
  /** Milliseconds since 1970. */
  at_ms: number;
  /** Milliseconds by the machine's own clock, which never jumps and is the same in all its processes; undefined where it was not read. */
  elapsed_ms?: number | undefined;
}

/**
 * How long something took, and when it ended. The time of day may have been set meanwhile: what took a second never ends earlier than a
 * second after it began.
 */
export function spanOf(began: Moment, ended: Moment): { ended_at_ms: number; duration_ms: number } {
  const byDay = Math.max(0, ended.at_ms - began.at_ms);
  const elapsed = (ended.elapsed_ms ?? Number.NaN) - (began.elapsed_ms ?? Number.NaN);
  // After a restart of the machine its clock begins anew.
  const duration_ms = elapsed >= 0 ? elapsed : byDay;
  return { ended_at_ms: began.at_ms + Math.max(byDay, Math.round(duration_ms)), duration_ms };
}
