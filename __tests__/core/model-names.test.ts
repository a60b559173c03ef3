import { modelNameClash, modelNameFault } from '../../src/core/model-names.js';

test.each([
  'clf_orders',
  'Model-1.2',
  'prévision',
  'модель_v2',
  'Модель-3',
  '模型',
  '売上予測モデル-v2',
  'PyTorch売上',
  '판매예측',
  'μεταβολή',
  'मॉडल',
  '🙂 net',
  'a b',
  'naïve-bayes',
])('%j is a name', (name) => {
  expect(modelNameFault(name)).toBeUndefined();
});

test.each([
  ['a zero-width space', 'clf\u200b', 'cannot be seen'],
  ['a zero-width joiner', 'c\u200dlf', 'cannot be seen'],
  ['a soft hyphen', 'clf\u00ad', 'cannot be seen'],
  ['a byte order mark', '\ufeffclf', 'cannot be seen'],
  ['a filler', 'clf\u3164', 'cannot be seen'],
  ['a variation selector', 'clf\ufe0f', 'cannot be seen'],
  ['a tag character', 'clf\u{e0061}', 'cannot be seen'],
  ['text turned round', 'clf\u202efdp', 'direction'],
  ['an isolate', 'clf\u2066', 'direction'],
  ['a mark of direction', 'clf\u200f', 'direction'],
  ['a space that is none', 'clf\u00a0orders', 'look like a space'],
  ['a blank of Braille', 'clf\u2800', 'look like a space'],
  ['a space at the end', 'clf ', 'look like a space'],
  ['a decomposed letter', 'pre\u0301vision', 'NFC'],
  ['the sign of Ångström', '\u212bngstrom', 'NFC'],
  ['wide letters', 'ｃｌｆ', 'variants'],
  ['mathematical letters', '𝐜𝐥𝐟', 'variants'],
  ['a ligature', 'ﬁnance', 'variants'],
  ['a Cyrillic letter among Latin ones', 'сlf_orders', 'U+0441 U+006C'],
  ['a Greek letter among Latin ones', 'clf_οrders', 'scripts'],
  ['a Cherokee word', 'ᏟᎪ', 'rare'],
])('%s is refused', (_, name, why) => {
  expect(modelNameFault(name)?.what).toContain(why);
  expect(modelNameFault(name)?.mend).toMatch(/^[A-Z].*[^.]$/);
});

test.each([
  ['Clf_Orders', 'clf_orders', 'case'],
  ['prévision', 'pre\u0301vision', 'Unicode form'],
  ['сору', 'copy', 'look the same'],
  ['copy', 'сору', 'look the same'],
  ['ΒΑΝΚ', 'bank', 'look the same'],
  ['clf\u200b', 'clf', 'look the same'],
  ['ｃｌｆ', 'clf', 'look the same'],
  ['cIf-orders_v1', 'clf-orders_v1', 'look the same'],
  ['c1f-orders_vl', 'clf-orders_v1', 'look the same'],
  ['c|f-orders_v1', 'clf-orders_v1', 'look the same'],
  ['clf\u2010orders_v1', 'clf-orders_v1', 'look the same'],
  ['clf\u2212orders_v1', 'clf-orders_v1', 'look the same'],
  ['clf\u02d7orders_v1', 'clf-orders_v1', 'look the same'],
  ['clf-orders\u02cdv1', 'clf-orders_v1', 'look the same'],
  ['clf-orders_v1\u0332', 'clf-orders_v1', 'look the same'],
  ['clf-orders_v1\u0323', 'clf-orders_v1', 'look the same'],
  ['clf\u0332-orders_v1', 'clf-orders_v1', 'look the same'],
  ['clf  orders', 'clf orders', 'look the same'],
  ['0rders', 'Orders', 'look the same'],
  ['sIIk', 'silk', 'look the same'],
  ['\u0392\u0391\u039d\u039a\u0399', 'BANKI', 'look the same'],
  ['\u0392\u0391\u039d\u039a\u0399', 'bankl', 'look the same'],
  ['🙂 model_1', '🙂 model_I', 'look the same'],
  ['model_1', 'model_l', 'look the same'],
  ['v0', 'vO', 'look the same'],
  ['churn%20model', 'churn model', 'percent-encoding'],
  ['churn model', 'churn%20Model', 'percent-encoding'],
  ['clf%2520a', 'clf a', 'percent-encoding'],
])('%j is taken for %j', (name, other, why) => {
  expect(modelNameClash(name, ['users', other])).toEqual({ name: other, why: expect.stringContaining(why) });
});

test.each([
  ['clf', 'clf'],
  ['modern', 'modem'],
  ['model1', 'model2'],
  ['50% off', '50 off'],
  ['v1', 'v10'],
  ['v1', 'v11'],
  ['model_i', 'model_l'],
  ['model_i', 'model_1'],
  ['clf-orders', 'clf_orders'],
  ['clf orders', 'clforders'],
  ['prévision', 'prevision'],
  ['मॉडल', 'मडल'],
  ['модель', 'модели'],
  ['模型', '模具'],
])('%j is not taken for %j', (name, other) => {
  expect(modelNameClash(name, [other])).toBeUndefined();
});
