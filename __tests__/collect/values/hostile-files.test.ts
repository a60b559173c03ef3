import { collectMetrics } from '../../../src/collect/metrics.js';
import { collectParams } from '../../../src/collect/params.js';
import { Faults } from '../../../src/core/errors.js';
import { breathe, hostileTexts } from '../../support/hostile-texts.js';
import { makeWorkspace, type TestWorkspace } from '../workspace.js';

let ws: TestWorkspace;
beforeEach(async () => {
  ws = await makeWorkspace();
});
afterEach(() => ws.remove());

type Write = (text: string) => string;

/** Files with a text as value, as key, and as all there is. */
const FILES: readonly [name: string, contents: readonly Write[]][] = [
  ['m.json', [(text) => JSON.stringify({ loss: 1, a: text, [text]: 1 }), (text) => text]],
  ['m.jsonl', [(text) => JSON.stringify({ step: text, a: text, [text]: 1 }), (text) => text]],
  ['m.yaml', [(text) => `loss: 1\na: ${JSON.stringify(text)}\n`, (text) => `a: ${text}`, (text) => text]],
  ['m.toml', [(text) => `a = '''${text}'''\n`, (text) => `a = ${text}`, (text) => text]],
  ['m.csv', [(text) => `step,loss,a\n${text},1,${text}\n`, (text) => `loss,${text}\n1,2\n`]],
  ['m.log', [(text) => `step loss\n${text} 1\n`, (text) => text]],
];
const RUNS = [
  '0',
  '0.',
  '_',
  '1:',
  '"',
  '\\"',
  ' ',
  '\t',
  '\r',
  '\n',
  '[',
  '{',
  '}',
  '!]',
  '- ',
  '#',
  ',',
  '=',
];

test.each(FILES)('%s is read or refused in moments, whatever is in it', async (name, contents) => {
  for (const content of contents)
    for (const text of hostileTexts(100_000, RUNS)) {
      await breathe();
      await ws.write(name, content(text));
      const input = { text: name, workspace: ws.root, cwd: '.' };
      await collectMetrics(input, new Faults());
      if (/json$|yaml|toml/.test(name)) await collectParams(input, new Faults());
    }
});
