/** An argument that stands in quotes as a whole: `'--password=correct zebra'`, `env "DB_PASSWORD=correct zebra"`. */
export interface Argument {
  /** As it begins and ends: in a string within a string with backslashes. */
  quote: string;
  isOption: boolean;
}

/** UTF-16 units before a key that are looked at. */
const LOOKED_AT = 200;
/** Between the quote and the key may stand the option that the assignment is for, or a `+` of Hydra's. */
const BEGINNING = /(\\{0,7}["'])(-{1,2}[\w.-]{1,60}=|[+~]{1,2})?$/;
/** Anything else in quotes may hold options of its own: `ARGS="--password=x -v"`, `args: "…"`. */
const BEFORE_ARGUMENT = /(?:^|[[({,]|(?:^|[^=:\s])\s{1,20}|(?:^|\s)-{1,2}[\w.-]{1,60}=)$/;
/** What follows is a script: in `sh -c 'PASSWORD=x python train.py'` the value ends at the blank. */
const BEFORE_SCRIPT =
  /(?:(?:^|[\s"'])-[A-Za-z]{0,8}c(?:\\{0,7}["'])?,?\s{0,20}|(?:^|[\s/])(?:ssh|eval|watch|parallel|tmux|dvc)\s[^'"\n;|&]{0,100}|(?:^|[\s"'])--(?:wrap|command|cmd)(?:\\{0,7}["'])?[=,]?\s{0,20})$/;

/** The argument that begins with a key and its value; undefined where it does not. @param key where that begins */
export function argumentAt(text: string, key: number): Argument | undefined {
  let start = key;
  while (start > 0 && key - start < 2 && text[start - 1] === '-') start -= 1;
  if (!/["'=+~]/.test(text.charAt(start - 1))) return undefined;
  const before = text.slice(Math.max(0, start - LOOKED_AT), start);
  const match = BEGINNING.exec(before);
  if (match === null) return undefined;
  const [, quote = '', option = ''] = match;
  const earlier = before.slice(0, match.index);
  if (!BEFORE_ARGUMENT.test(earlier)) return undefined;
  const isOption = text[start] === '-';
  if (isOption) return option === '' ? { quote, isOption } : undefined;
  return BEFORE_SCRIPT.test(earlier + option) ? undefined : { quote, isOption };
}
