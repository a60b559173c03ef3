/** SQL, in which MLflow keeps its metrics, has no infinities: these stand for them there, and clients read them. */
const LARGEST = Number.MAX_VALUE;

/** The value of a metric as MLflow's store has it. It moves there and back unchanged. */
export function storedValue(value: number): number {
  return Math.min(Math.max(value, -LARGEST), LARGEST);
}

/** What was logged, of what the store has: an infinity passed on as a number would pass every limit below it. */
export function loggedValue(value: number): number {
  if (value >= LARGEST) return Number.POSITIVE_INFINITY;
  return value <= -LARGEST ? Number.NEGATIVE_INFINITY : value;
}
