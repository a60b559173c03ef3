import { guessedDirection } from '../../../src/core/compare/well-known.js';

test.each([
  ['loss', 'lower'],
  ['val_loss', 'lower'],
  ['eval/loss', 'lower'],
  ['neg_log_loss', 'higher'],
  ['neg_mean_squared_error', 'higher'],
  ['mean_squared_error', 'lower'],
  ['test-rmse-mean', 'lower'],
  ['Perplexity', 'lower'],
  ['error_rate', 'lower'],
  ['val_auc', 'higher'],
  ['validation_0-auc', 'higher'],
  ['roc_auc', 'higher'],
  ['test.accuracy', 'higher'],
  ['f1_macro', 'higher'],
  ['macro avg/f1-score', 'higher'],
  ['recall', 'higher'],
  ['r2', 'higher'],
  ['metrics/mAP50-95(B)', 'higher'],
  ['train_s', null],
  ['lr', null],
  ['steps', null],
  ['loss_scale', null],
  ['auc_std', null],
  ['recall_threshold', null],
  ['best_epoch', null],
  ['mean', null],
  ['', null],
  ['constructor', null],
])('%s: %s', (key, direction) => {
  expect(guessedDirection(key)).toBe(direction);
});
