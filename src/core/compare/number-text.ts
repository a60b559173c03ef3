const LEAST_DIGITS = 6;
const MOST_DIGITS = 17;

/** A number for people: six significant digits. */
export function numberText(value: number): string {
  return String(Number(value.toPrecision(LEAST_DIGITS)));
}

/** Two numbers for people, with as many digits as it takes to see that they differ. */
export function apart(one: number, other: number): [string, string] {
  for (let digits = LEAST_DIGITS; digits < MOST_DIGITS; digits += 1) {
    const texts = [one, other].map((value) => String(Number(value.toPrecision(digits))));
    if (texts[0] !== texts[1]) return [texts[0] ?? '', texts[1] ?? ''];
  }
  return [String(one), String(other)];
}
