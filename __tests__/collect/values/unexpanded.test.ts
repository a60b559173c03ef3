import { unexpanded } from '../../../src/collect/values/unexpanded.js';

test.each([
  ['orders=$DATA_VERSION data/orders.csv', '$DATA_VERSION', 'env.DATA_VERSION'],
  [`orders=\${DATA_VERSION}`, `\${DATA_VERSION}`, 'env.DATA_VERSION'],
  ['orders=$env:DATA_VERSION', '$env:DATA_VERSION', 'env.DATA_VERSION'],
  ['orders=%DATA_VERSION%', '%DATA_VERSION%', 'env.DATA_VERSION'],
  ['orders=$(cat VERSION)', '$(cat VERSION)', 'no shell reads it'],
  [`orders=\${{ env.VERSION }}`, `\${{ env.VERSION }}`, 'no shell reads it'],
])('what no shell replaces is told: %s', (line, variable, mend) => {
  const [told, ...others] = unexpanded({ datasets: `# $NOT_THIS\n${line}`, tags: 'owner=me' });
  expect(told).toContain(`"${variable}" (datasets, line 2) is recorded as it is written`);
  expect(told).toContain(mend);
  expect(others).toEqual([]);
});

test.each(['price=5$', 'pattern=^a+$', 'share=50%', 'discount=5%_or_10%', 'cost=$5', 'path=a%20b'])(
  'nothing is said of %s',
  (line) => expect(unexpanded({ params: line })).toEqual([]),
);
