const ZERO_WIDTH_SPACE = '\u200b';
/** Characters that end a line or reorder the text around them on a reader's screen. */
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/g;
const PUNCTUATION = /[\\`*_{}[\]()#+!<>~$]/g;

/**
 * Foreign text for the inside of a line or table cell: shows as it is and does nothing. No markup, HTML, link, mention,
 * issue reference or hidden marker survives.
 * @param max longest text in characters, before escaping
 */
export function escapeText(text: string, max = 300): string {
  const shown = text.replace(UNPRINTABLE, ' ');
  const cut = shown.length > max ? `${cutAt(shown, max - 1)}…` : shown;
  return cut
    .replaceAll('&', '&amp;')
    .replace(PUNCTUATION, '\\$&')
    .replaceAll('@', `@${ZERO_WIDTH_SPACE}`)
    .replace(/#(?=\w)/g, `#${ZERO_WIDTH_SPACE}`)
    .replace(/\bGH-(?=\d)/gi, `$&${ZERO_WIDTH_SPACE}`)
    .replaceAll('://', `:${ZERO_WIDTH_SPACE}//`)
    .replace(/\bwww\./gi, `www${ZERO_WIDTH_SPACE}.`)
    .replaceAll('|', '&#124;');
}

/** Foreign text as a code span. */
export function code(text: string, max = 300): string {
  const shown = text.replace(UNPRINTABLE, ' ').trim();
  const cut = shown.length > max ? `${cutAt(shown, max - 1)}…` : shown;
  // Backticks in the text would close the span.
  const inner = cut.replaceAll('`', 'ˋ');
  return inner === '' ? '–' : `\`${inner}\``;
}

/**
 * A sentence of ours that has foreign values between backticks. A backtick in a value shifts which part is taken for a
 * code span, so every part is made safe either way.
 */
export function prose(text: string): string {
  return text
    .split('`')
    .map((part, index) => (index % 2 === 1 ? code(part, 1000) : escapeText(part, 4000)))
    .join('');
}

/** Cuts without leaving half of a surrogate pair. */
function cutAt(text: string, length: number): string {
  const cut = text.slice(0, length);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** A link when the address is one we would follow; else only the text. `text` is Markdown. */
export function link(text: string, url: string | null | undefined): string {
  if (url === null || url === undefined || !/^https?:\/\/[^\s<>()[\]"'`|\\]+$/.test(url)) return text;
  return `[${text}](${url})`;
}

/** Several lines of foreign text as a block that nothing in them can close. */
export function codeBlock(lines: readonly string[]): string {
  const safe = lines.map((line) => line.replace(UNPRINTABLE, ' '));
  const longest = Math.max(
    2,
    ...safe.flatMap((line) => [...line.matchAll(/`+/g)].map((match) => match[0].length)),
  );
  const fence = '`'.repeat(longest + 1);
  return [`${fence}text`, ...safe, fence].join('\n');
}

/** A table of Markdown cells, whose code spans may hold `|`; rows beyond `maxRows` are counted in a last line. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], maxRows = 200): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const shown = rows.slice(0, maxRows).map(line);
  const lines = [line(head), `|${head.map(() => '---').join('|')}|`, ...shown];
  if (rows.length > maxRows) lines.push('', `… and ${rows.length - maxRows} more, in the record.`);
  return lines.join('\n');
}

/** A part that is folded until a reader opens it. */
export function details(title: string, body: string): string {
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;
}
