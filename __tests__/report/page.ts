import MarkdownIt from 'markdown-it';

/** Addresses that the views of the tests link to on purpose. */
const OURS = 'https://github.com/octo/models/';
const OUR_HTML =
  /^(?:<details(?: open)?><summary>([^<>]*)<\/summary>|<\/details>|<!-- \/?lineage-gate:[\w.-]+(?: [\w.:=%-]+)* -->|\s)*$/;
const CHART = new RegExp(
  [
    '%%\\{init: [^\\n`<>]{0,200}\\}%%',
    'xychart-beta',
    'x-axis "[A-Za-z_][A-Za-z_ /]{0,39}" NUMBER --> NUMBER',
    'y-axis NUMBER --> NUMBER',
    'line "current" \\[NUMBER(?:, NUMBER){0,59}\\](?:\nline "baseline" \\[NUMBER(?:, NUMBER){0,59}\\])?\n$',
  ]
    .join('\n')
    .replaceAll('NUMBER', '-?\\d+(?:\\.\\d+)?')
    .replace(/^/, '^'),
);
/** What GitHub would make a mention, a reference or a link of. */
const ACTIVE = /@[\w-]|(?<!&)#\d|\bGH-\d|:\/\/|\bwww\.|[\u202a-\u202e\u2066-\u2069]/iu;

const reader = new MarkdownIt({ html: true, linkify: true });

/**
 * Reads Markdown as a page does and tells what a report must not have: links, pictures, HTML or charts that are not of
 * ours, text that GitHub would make active, broken tables, open code blocks, commands to the runner.
 */
export function faultsOf(markdown: string): string[] {
  const faults = markdown.split('\n').flatMap(lineFaults);
  const tokens = reader.parse(markdown, {});
  for (const token of tokens) {
    if (token.type === 'html_block') faults.push(...htmlFaults(token.content));
    if (token.type === 'fence' && token.info === 'mermaid' && !CHART.test(token.content)) {
      faults.push(`chart: ${token.content}`);
    }
    if (token.type === 'fence' && !['mermaid', 'yaml'].includes(token.info))
      faults.push(`code block: ${token.info}`);
    if (['code_block', 'hr', 'ordered_list_open'].includes(token.type))
      faults.push(`${token.type} ${token.content}`);
    if (token.type === 'heading_open' && !['h2', 'h3'].includes(token.tag)) faults.push(token.tag);
    for (const child of token.children ?? []) faults.push(...inlineFaults(child));
  }
  const fences = markdown.match(/^```/gm) ?? [];
  if (fences.length !== 2 * tokens.filter(({ type }) => type === 'fence').length)
    faults.push('open code block');
  const markers = markdown.match(/^<!-- \/?lineage-gate:.* -->$/gm) ?? [];
  if ((markdown.match(/<!--/g) ?? []).length !== markers.length) faults.push('hidden text');
  return [...faults, ...tableFaults(markdown), ...foldFaults(markdown)];
}

function lineFaults(line: string): string[] {
  return /^\s*(?:::|##\[)/.test(line) || /\p{Cc}|\p{Surrogate}/u.test(line) ? [`line: ${line}`] : [];
}

function htmlFaults(html: string): string[] {
  if (!OUR_HTML.test(html.replace(/<\/summary>\n*/g, '</summary>'))) return [`html: ${html}`];
  const text = html.replace(/<!--.*?-->/g, '').replace(/&(?:amp|lt|gt|quot);/g, '');
  return ACTIVE.test(text) ? [`active in html: ${html}`] : [];
}

type Token = ReturnType<typeof reader.parse>[number];

function inlineFaults(token: Token): string[] {
  const address = token.attrGet('href') ?? token.attrGet('src');
  if (token.type === 'link_open' && token.markup === 'linkify') {
    // GitHub links bare names of hosts only after `www.`; that is looked for in the text.
    return [];
  }
  if (address !== null && !(typeof address === 'string' && new URL(address).href.startsWith(OURS)))
    return [`address: ${address}`];
  if (['html_inline', 'em_open', 'strong_open', 's_open'].includes(token.type))
    return [`${token.type} ${token.content}`];
  return token.type === 'text' && ACTIVE.test(token.content) ? [`active: ${token.content}`] : [];
}

/** Read from the text: a parser fills short rows and cuts long ones. */
function tableFaults(markdown: string): string[] {
  const faults: string[] = [];
  let columns: number | null = null;
  for (const line of markdown.split('\n')) {
    if (!line.startsWith('|')) {
      columns = null;
      continue;
    }
    if (/\\\\\|/.test(line)) faults.push(`backslash before a bar: ${line}`);
    const count = line.split(/(?<!\\)\|/).length;
    columns ??= count;
    if (count !== columns) faults.push(`columns: ${line}`);
  }
  return faults;
}

function foldFaults(markdown: string): string[] {
  let depth = 0;
  for (const [tag] of markdown.matchAll(/^<\/?details(?: open)?>/gm)) {
    depth += tag === '</details>' ? -1 : 1;
    if (depth < 0) return ['details closed too early'];
  }
  return depth === 0 ? [] : ['details left open'];
}
