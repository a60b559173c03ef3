const FEWEST = 12;
const ALL = 32;

/** As many digits as it takes to tell ids apart: 12 or more. @param ids of runs, 32 digits each */
export function distinctDigits(ids: Iterable<string>): number {
  const distinct = new Set(ids);
  let digits = FEWEST;
  while (digits < ALL && new Set([...distinct].map((id) => id.slice(0, digits))).size < distinct.size)
    digits += 4;
  return digits;
}
