/**
 * A text without those of the characters that it ends with. An expression such as `/\/+$/` tries every run of them from each of its
 * characters, and takes minutes over a long one that ends nothing.
 */
export function withoutTrailing(text: string, characters: string): string {
  let end = text.length;
  while (end > 0 && characters.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
