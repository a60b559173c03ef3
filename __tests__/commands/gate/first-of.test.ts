import { firstOf } from '../../../src/commands/gate/newest-on-branch.js';

async function asked(
  length: number,
  from: number,
): Promise<{ found: number | undefined; questions: number }> {
  let questions = 0;
  const items = Array.from({ length }, (_, index) => index);
  const found = await firstOf(items, async (item) => {
    questions += 1;
    return item >= from;
  });
  return { found, questions };
}

test('the first one is found wherever it lies, and none where there is none', async () => {
  for (let length = 0; length <= 40; length += 1) {
    for (let from = 0; from <= length; from += 1) {
      const { found } = await asked(length, from);
      expect(found).toBe(from < length ? from : undefined);
    }
  }
});

test('it takes few questions', async () => {
  expect((await asked(200, 0)).questions).toBe(1);
  for (const from of [1, 50, 150, 199, 200]) expect((await asked(200, from)).questions).toBeLessThan(17);
});

test('a list without order gives one of those that are as asked for', async () => {
  const good = new Set([3, 4, 9]);
  const items = Array.from({ length: 10 }, (_, index) => index);
  expect(good.has((await firstOf(items, async (item) => good.has(item))) ?? -1)).toBe(true);
});
