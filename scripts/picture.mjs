// The README's pictures. `npm run picture` draws what the report's tests hold to be the comment of a pull request that made its
// model worse, as GitHub shows it; `npm run picture -- SUMMARY.md NAME` draws a job summary into docs/images/NAME.png. Takes a
// Chromium (CHROMIUM names it where it is not on the PATH), and for curves the browser's file of mermaid, which MERMAID names.
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import markdownIt from 'markdown-it';

const root = path.resolve(import.meta.dirname, '..');
const [source = '__tests__/report/gate/golden/regression.comment.md', name = 'gate-comment'] =
  process.argv.slice(2);
const SOURCE = path.resolve(source);
const TARGET = path.join(root, 'docs/images', `${name}.png`);
const HEADER =
  name === 'gate-comment' ? '<b>github-actions</b> <span>bot</span> commented' : '<b>train summary</b>';
const WIDTH = 860;
/** Pictures are fetched with every visit of the README. */
const MOST_BYTES = 150 * 1024;

const STYLE = `
  body { margin: 0; padding: 16px; background: #fff; color: #1f2328;
    font: 14px/1.5 -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, "Noto Color Emoji", sans-serif; }
  main { border: 1px solid #d1d9e0; border-radius: 6px; overflow: hidden; }
  header { padding: 8px 16px; background: #f6f8fa; border-bottom: 1px solid #d1d9e0; color: #59636e; }
  header b { color: #1f2328; }
  header span { border: 1px solid #d1d9e0; border-radius: 2em; padding: 0 7px; font-size: 12px; }
  article { padding: 4px 16px 8px; }
  h2 { margin: 14px 0 12px; padding-bottom: 6px; border-bottom: 1px solid #d1d9e0b3; font-size: 21px; }
  p, ul, table, details { margin: 0 0 14px; }
  ul { padding-left: 26px; }
  a { color: #0969da; text-decoration: none; }
  code { padding: .2em .4em; border-radius: 6px; background: #818b981f; font: 85% ui-monospace, "Liberation Mono", monospace; }
  table { border-collapse: collapse; }
  th, td { padding: 5px 13px; border: 1px solid #d1d9e0; }
  tr:nth-child(2n) td { background: #f6f8fa; }
`;

/** The Markdown without what only the gate reads. Charts take mermaid: without it they are left out. */
async function pageOf(markdown) {
  const { MERMAID: mermaid } = process.env;
  const shown = markdown
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/```mermaid\n([\s\S]*?)```/g, (_, chart) =>
      mermaid ? `<pre class="mermaid">${chart.replaceAll('<', '&lt;')}</pre>` : '',
    );
  const body = markdownIt({ html: true }).render(shown);
  const draw = mermaid
    ? `<script>${await readFile(mermaid, 'utf8')}</script><script>mermaid.initialize({ startOnLoad: false });</script>`
    : '';
  return `<!doctype html><meta charset="utf-8"><style>${STYLE}</style>
    <main><header>${HEADER}</header><article>${body}</article></main>${draw}
    <script type="module">${mermaid ? 'await mermaid.run();' : ''}
    document.title = document.documentElement.scrollHeight;</script>`;
}

function chromium(...args) {
  const names = process.env.CHROMIUM
    ? [process.env.CHROMIUM]
    : ['chromium', 'chromium-browser', 'google-chrome'];
  for (const name of names) {
    const done = spawnSync(name, ['--headless', '--no-sandbox', '--hide-scrollbars', ...args], {
      encoding: 'utf8',
    });
    if (done.error?.code === 'ENOENT') continue;
    if (done.status !== 0) throw new Error(`${name}: ${done.stderr}`);
    return done.stdout;
  }
  throw new Error('There is no Chromium on the PATH; CHROMIUM may name one');
}

const folder = await mkdtemp(path.join(tmpdir(), 'lineage-gate-picture-'));
try {
  const page = path.join(folder, 'page.html');
  await writeFile(page, await pageOf(await readFile(SOURCE, 'utf8')));
  const url = pathToFileURL(page).href;
  const sized = chromium(`--window-size=${WIDTH},100`, '--virtual-time-budget=20000', '--dump-dom', url);
  const height = Number(/<title>(\d+)<\/title>/.exec(sized)?.[1]);
  chromium(
    `--window-size=${WIDTH},${height}`,
    '--force-device-scale-factor=1.25',
    '--virtual-time-budget=20000',
    `--screenshot=${TARGET}`,
    url,
  );
} finally {
  await rm(folder, { recursive: true });
}
const { size } = await stat(TARGET);
if (size > MOST_BYTES) throw new Error(`The picture has ${size} bytes, more than ${MOST_BYTES}`);
process.stdout.write(`${path.relative(root, TARGET)}: ${Math.round(size / 1024)} KiB\n`);
