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
  const escaped = shorten(text, max).replaceAll('&', '&amp;').replace(PUNCTUATION, '\\$&');
  return tamed(escaped).replaceAll('|', '&#124;');
}

/** Foreign text within an HTML tag of ours, such as the title of folded details, where Markdown is not read. */
export function htmlText(text: string, max = 300): string {
  return tamed(shorten(text, max))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** One line of at most `max` characters (UTF-16), the last of which says when some were left out. */
export function shorten(text: string, max: number): string {
  const shown = text.replace(UNPRINTABLE, ' ').replace(/\p{Surrogate}/gu, '\ufffd');
  return shown.length > max ? `${cutAt(shown, max - 1)}…` : shown;
}

/** Stops what GitHub does to the text of a finished page: mentions, references, addresses that become links. */
function tamed(text: string): string {
  return text
    .replaceAll('@', `@${ZERO_WIDTH_SPACE}`)
    .replace(/#(?=\w)/g, `#${ZERO_WIDTH_SPACE}`)
    .replace(/\bGH-(?=\d)/gi, `$&${ZERO_WIDTH_SPACE}`)
    .replaceAll('://', `:${ZERO_WIDTH_SPACE}//`)
    .replace(/\bwww\./gi, `www${ZERO_WIDTH_SPACE}.`);
}

/** Foreign text as a code span. */
export function code(text: string, max = 300): string {
  // Backticks in the text would close the span; what looks for hidden markers may not know of spans.
  const inner = shorten(text.trim(), max)
    .trim()
    .replaceAll('`', 'ˋ')
    .replaceAll('<!--', `<!${ZERO_WIDTH_SPACE}--`);
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

const ADDRESS = /^https?:\/\/[^\s<>()[\]"'`|\\]+$/;

/** A link when the address is one we would follow; else only the text. `text` is Markdown. */
export function link(text: string, url: string | null | undefined): string {
  return url === null || url === undefined || !ADDRESS.test(url) ? text : `[${text}](${url})`;
}

/**
 * As `link`, for an address that a record may have brought: only one below `base` is followed.
 * @param base `https://github.com`, or a repository of it
 */
export function linkBelow(text: string, url: string | null | undefined, base: string): string {
  return isBelow(url, base) ? link(text, url) : text;
}

/** A picture below `base`; null for any other, which a reader's browser must not be sent to. */
export function picture(name: string, url: string, base: string): string | null {
  return ADDRESS.test(url) && isBelow(url, base) ? `![${escapeText(name, 100)}](${url})` : null;
}

/** Of what a browser would ask for, with `..` gone. */
function isBelow(url: string | null | undefined, base: string): boolean {
  if (url === null || url === undefined || !/^[\x21-\x7e]+$/.test(url)) return false;
  if (!URL.canParse(url) || !URL.canParse(base)) return false;
  const [target, top] = [new URL(url), new URL(base)];
  return target.origin === top.origin && target.pathname.startsWith(top.pathname.replace(/\/?$/, '/'));
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

/** A column of a table: its head, and whether it holds numbers. */
export type Column = string | { right: string };

/** A table of Markdown cells, whose code spans may hold `|`; rows beyond `maxRows` are counted in a last line. */
export function table(head: readonly Column[], rows: readonly (readonly string[])[], maxRows = 200): string {
  // A backslash in a code span, just before the one that makes the bar a part of the cell, would take its effect away.
  const safe = (cell: string) => cell.replace(/\\(?=\|)/g, `\\${ZERO_WIDTH_SPACE}`).replaceAll('|', '\\|');
  const line = (cells: readonly string[]) => `| ${cells.map(safe).join(' | ')} |`;
  const shown = rows.slice(0, maxRows).map(line);
  const titles = head.map((column) => (typeof column === 'string' ? column : column.right));
  const rule = `|${head.map((column) => (typeof column === 'string' ? '---' : '--:')).join('|')}|`;
  const lines = [line(titles), rule, ...shown];
  if (rows.length > maxRows) lines.push('', `… and ${rows.length - maxRows} more, in the record.`);
  return lines.join('\n');
}

/** A part that a reader folds and unfolds. */
export function details(title: string, body: string, isOpen = false): string {
  return `<details${isOpen ? ' open' : ''}><summary>${title}</summary>\n\n${body}\n\n</details>`;
}

/**
 * Sentences as a quotation.
 * @param sentences ours, without a final full stop; foreign values stand between backticks
 */
export function quoted(sentences: readonly string[]): string {
  return sentences.map((sentence) => `> ${inline(prose(shorten(sentence, 2000).trim()))}.`).join('\n>\n');
}

/** What begins a line like an item of a list does not begin one. */
function inline(text: string): string {
  return text.replace(/^(?:\d+(?=[.)])|(?=-))/, `$&${ZERO_WIDTH_SPACE}`);
}
