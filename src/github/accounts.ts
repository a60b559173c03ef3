/** Somebody or something that acts on GitHub. */
export interface Account {
  login: string;
  /** GitHub's number, as records keep it. A login can change hands, a number cannot. */
  id: string;
  /** `User`, `Bot`, `Organization`: GitHub's own word. */
  type: string;
}

/** null where GitHub names nobody, as of an account that was deleted. */
export function toAccount(
  data: { login: string; id: number; type: string } | null | undefined,
): Account | null {
  return data == null ? null : { login: data.login, id: String(data.id), type: data.type };
}

/**
 * A number of GitHub's from the text that a record has of it; null where the text is none. One that is too great for a
 * number here would be read as another one.
 */
export function numberOf(text: string): number | null {
  const number = /^[1-9]\d{0,15}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) ? number : null;
}
