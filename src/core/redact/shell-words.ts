/**
 * How a shell's word in single quotes holds one of them: `'\''`, as people and we write it, and `'"'"'`, as Python's `shlex` does; both
 * also in JSON. Parts of expressions, the first one without the quote that it begins with.
 */
export const HELD_AFTER_QUOTE = `(?:\\\\{1,2}''|\\\\?"'\\\\?"')`;
export const HELD_QUOTE = `'${HELD_AFTER_QUOTE}`;
const HELD = new RegExp(HELD_QUOTE, 'g');
const HELD_HERE = new RegExp(HELD_QUOTE, 'y');

/**
 * A text in which the words of a shell that hold quotes were replaced by what they say: in `sh -c 'train --password '\''x'\'''` the
 * script `train --password 'x'`. Where such a word ends is told from the quotes nearest to it, since an apostrophe before may be one of
 * a sentence; a word that is cut off goes on to the end.
 * @param replace given what a word says
 */
export function replaceInWords(text: string, replace: (word: string) => string): string {
  if (text.search(HELD) < 0) return text;
  let result = '';
  let at = 0;
  let start = 0;
  let held: string | undefined;
  const settle = (end: number) => {
    if (held === undefined) return;
    const word = text.slice(start, end).replace(HELD, "'");
    const told = replace(word);
    if (told === word) return;
    result += text.slice(at, start) + told.replaceAll("'", held);
    at = end;
  };
  for (let quote = text.indexOf("'"); quote >= 0; ) {
    HELD_HERE.lastIndex = quote;
    let next = quote + 1;
    if (HELD_HERE.test(text)) {
      next = HELD_HERE.lastIndex;
      held ??= text.slice(quote, next);
    } else {
      settle(quote);
      start = next;
      held = undefined;
    }
    quote = text.indexOf("'", next);
  }
  settle(text.length);
  return result + text.slice(at);
}
