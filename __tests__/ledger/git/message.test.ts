import { commitText, identityPart } from '../../../src/ledger/git/message.js';

test('subject, empty line, trailers', () => {
  expect(
    commitText({
      subject: 'run clf_orders FINISHED val_auc=0.93',
      trailers: [
        ['Lineage-Run', '0198'],
        ['Lineage-Model', 'clf'],
      ],
    }),
  ).toBe('run clf_orders FINISHED val_auc=0.93\n\nLineage-Run: 0198\nLineage-Model: clf\n');
});

test.each([
  ['a\n\nLineage-Run: forged', 'a Lineage-Run: forged\n'],
  ['tab\tand\u0000null\u001b[31m', 'tab and null [31m\n'],
  ['\u202eright to left', 'right to left\n'],
  [' \n ', 'ledger: add records\n'],
  ['é'.repeat(130), `${'é'.repeat(119)}…\n`],
  ['🙂'.repeat(130), `${'🙂'.repeat(119)}…\n`],
  ['\ud800lone', 'lone\n'],
])('the subject %j stays one line', (subject, text) => {
  expect(commitText({ subject, trailers: [] })).toBe(text);
});

test('a trailer value cannot begin another line', () => {
  expect(commitText({ subject: 's', trailers: [['Lineage-Model', 'a\nLineage-Run: b']] })).toBe(
    's\n\nLineage-Model: a Lineage-Run: b\n',
  );
});

test.each([
  ['Ada <x@y>\n', 'Ada x@y'],
  ['<>', 'fallback'],
  [' . ', 'fallback'],
])('%j as an identity is %j', (given, used) => {
  expect(identityPart(given, 'fallback')).toBe(used);
});
