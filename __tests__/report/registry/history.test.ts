import type { ApprovedEvent, ModelEvent } from '../../../src/core/generated/types.js';
import type { HistoryEntry } from '../../../src/core/registry/history.js';
import { historyCsv } from '../../../src/report/registry/history-csv.js';
import { historyTable } from '../../../src/report/registry/history-markdown.js';
import { idAt, registered } from '../../ledger/fixtures.js';

const AT = '2026-11-21T09:31:00Z';

function entry(changes: object, more: Partial<HistoryEntry> = {}): HistoryEntry {
  const event = { ...registered('clf', 1, null), ...changes } as ModelEvent;
  return { event, effect: AT, not_counted: null, approvals: [], ...more };
}

const moved = {
  type: 'stage-changed',
  from_stage: 'None',
  to_stage: 'Staging',
  actor: 'octo <o@example.com>',
};

function approval(login: string): ApprovedEvent {
  const person = { login, id: '1', type: 'User' };
  const body = { type: 'approved', request: idAt(1), review: `sha256:${'0'.repeat(64)}`, person };
  return { ...registered('clf', 1, null), ...body, evidence: { via: 'comment' }, reason: null } as never;
}

/** As a reader by the standard takes it. */
function parsed(csv: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}

test('a table for people says who approved, and strikes through what does not count', () => {
  const text = historyTable([
    entry({ ...moved, reason: 'a | b <script> @octo [x](http://y) ~~z~~' }, { approvals: [approval('bob')] }),
    entry({ type: 'alias-set', alias: 'x`y' }, { not_counted: 'is disowned by `z`' }),
  ]);
  const [, , first = '', second = ''] = text.split('\n');
  expect(first).toMatch(/^\| 2026-11-21T09:31:00Z \| 1 \| None → Staging \| octo \| bob \| a /);
  expect(first).not.toMatch(/<script>|[^\\]~~|\]\(http|@octo/);
  expect(first.match(/(?<!\\)\|/g)).toHaveLength(8);
  expect(second).toMatch(
    /^\| ~~2026.*~~ \| ~~1~~ \| ~~@​x\\`y~~ \|.*\| does not count: is disowned by \\`z\\` \|$/,
  );
});

test('all fields of an event are in its row, and no cell is a formula', () => {
  const hostile = ['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'];
  const rows = parsed(
    historyCsv([
      entry(
        { ...moved, reason: 'says "no", twice\nand more', archived: [3] },
        { approvals: [approval('bob')] },
      ),
      ...hostile.map((reason) => entry({ ...moved, reason, actor: reason }, { not_counted: reason })),
    ]),
  );
  const [head = [], first = []] = rows;
  const fields = Object.fromEntries(head.map((name, index) => [name, first[index]]));
  expect(fields).toMatchObject({
    ...{ effect: AT, type: 'stage-changed', version: '1', actor: 'octo <o@example.com>', approved_by: 'bob' },
    ...{ what: 'None → Staging (archived 3)', reason: 'says "no", twice\\nand more', not_counted: '' },
  });
  expect(JSON.parse(fields['details'] ?? '')).toMatchObject({ from_stage: 'None', archived: [3] });
  expect(rows).toHaveLength(1 + 1 + hostile.length);
  expect(rows.map((row) => row.length)).toEqual(rows.map(() => head.length));
  const formulas = rows.flat().filter((cell) => /^[=+\-@\t\r]/.test(cell));
  expect(formulas).toEqual([]);
  expect(rows[2]?.filter((cell) => cell === `'=HYPERLINK("http://x")`)).toHaveLength(3);
});

test('no control character reaches a terminal', () => {
  const bell = String.fromCharCode(7, 27);
  const hostile = entry({ type: 'tag-set', key: `k${bell}`, value: `v${bell}`, actor: bell });
  const control = /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f]/;
  expect(historyCsv([hostile])).not.toMatch(control);
  expect(historyTable([hostile])).not.toMatch(control);
});

test('an event that names a thousand records is told by three, with how many more there are; its row of fields has all', () => {
  const records = Array.from({ length: 1000 }, (_, index) => ({ path: `p${index}`, digest: `d${index}` }));
  const entries = [entry({ type: 'disowned', version: null, records, reason: 'x' })];
  expect(historyTable(entries)).toContain('disowned p0, p1, p2 and 997 more');
  expect(historyTable(entries)).not.toContain('p3');
  expect(historyCsv(entries)).toContain('p999');
});
