import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ACTION_INPUTS } from '../src/actions/inputs.js';

const ROOT = path.resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');
const PAGES = [
  'README.md',
  'register/README.md',
  'gate/README.md',
  'publish/README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync(path.join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** Headings as GitHub makes anchors of them. */
function anchors(text: string): Set<string> {
  const headings = [...withoutCode(text).matchAll(/^#{1,6} (.*)$/gm)];
  return new Set(
    headings.map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```$/gm, '');
}

test.each(PAGES)('every link of %s leads somewhere', (page) => {
  const dead = [...withoutCode(read(page)).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^https?:/.test(target))
    .filter((target) => {
      const [file = '', anchor] = target.split('#');
      const place = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
      if (!existsSync(path.join(ROOT, place))) return true;
      return anchor !== undefined && !anchors(read(place)).has(anchor);
    });
  expect(dead).toEqual([]);
});

test('docs/track.md has a section for every input of the action', () => {
  const headings =
    read('docs/track.md')
      .match(/^### .*$/gm)
      ?.join(' ') ?? '';
  const text = `${headings} \`job-status\` \`matrix\``;
  expect(ACTION_INPUTS.track.filter((input) => !text.includes(`\`${input}\``))).toEqual([]);
});
