/**
 * Finds what belongs to a key when it is first asked for, and remembers it: a matrix may ask 256 times for the same, and the
 * token of a job has 1,000 requests an hour.
 */
export function once<T>(find: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const found = new Map<string, Promise<T>>();
  return (key) => {
    const known = found.get(key) ?? find(key);
    found.set(key, known);
    return known;
  };
}
