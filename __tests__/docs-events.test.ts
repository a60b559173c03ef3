import { readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '..');
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

interface EventSchema {
  properties: Record<string, { const?: string }>;
}

const { oneOf } = JSON.parse(read('schemas/model-event.v1.schema.json')) as { oneOf: EventSchema[] };
const EVENTS = oneOf.map(({ properties }) => [properties['type']?.const ?? '', properties] as const);
/** Fields that every event has. */
const COMMON = [
  'type',
  'schema',
  'event_id',
  'model',
  'version',
  'at',
  'actor',
  'ci_run_url',
  'by',
  'oidc',
  'previous',
];

function section(file: string, title: string): string {
  const text = read(file);
  const from = text.indexOf(`\n## ${title}\n`);
  const to = text.indexOf('\n## ', from + 1);
  return from < 0 ? '' : text.slice(from, to);
}

test.each(EVENTS)(
  '%s has one verb in docs/promote.md, and its fields in docs/ledger-format.md',
  (type, properties) => {
    const verbs = section('docs/promote.md', 'One verb for each event');
    expect(verbs.split('\n').filter((line) => line.split('|')[1]?.includes(`\`${type}\``))).toHaveLength(1);
    const events = section('docs/ledger-format.md', 'A model version and its events');
    const rows = events.split('\n').filter((line) => line.startsWith(`| \`${type}\` |`));
    expect(rows).toHaveLength(1);
    const fields = Object.keys(properties).filter((name) => !COMMON.includes(name));
    expect(fields.filter((name) => !rows[0]?.includes(`\`${name}`))).toEqual([]);
  },
);
