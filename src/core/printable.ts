/**
 * One line of text that is safe to print: line breaks and control characters become visible, and nothing in it is taken
 * for a runner command (`::name::` at the start of a line, `##[name]` anywhere) or a terminal sequence.
 */
export function printable(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/g, visible)
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, visible)
    .replaceAll('\t', '  ')
    .replaceAll('\n', '\\n')
    .replace(/^(\s*):(?=:)/, '$1:\u200b')
    .replaceAll('##[', '#\u200b#[');
}

/** As {@link printable}, line by line. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/** Foreign text within a sentence of ours, which reports show as code. */
export function quoted(text: string, max = 100): string {
  const safe = printable(text).replaceAll('`', "'");
  return `\`${safe.length > max ? `${safe.slice(0, max)}…` : safe}\``;
}

/** Whether a text has nothing that anybody sees: U+2800 is the blank of Braille. */
export function isBlank(text: string): boolean {
  return text.replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/gu, '').trim() === '';
}

function visible(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
