/** ` in 2 of 5 runs`; nothing where there is one run only. */
export function inSome(some: number, all: number): string {
  return all > 1 ? ` in ${some} of ${all} runs` : '';
}
