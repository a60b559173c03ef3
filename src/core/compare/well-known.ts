import type { Direction } from '../policy/metric-rule.js';

/** Names of metrics of which everybody knows which way is better, without what says on what data or how they were averaged. */
const HIGHER = [
  'accuracy acc balanced_accuracy auc roc_auc auroc auc_roc pr_auc auprc auc_pr average_precision ap map map50 map50_95',
  'f1 fbeta precision recall sensitivity specificity r2 explained_variance iou miou jaccard dice mcc kappa ndcg mrr bleu rouge1',
  'rouge2 rougel exact_match psnr ssim',
].flatMap((line) => line.split(' '));
const LOWER = [
  'loss log_loss logloss nll cross_entropy error err error_rate rmse mse mae mape smape rmsle msle squared_error absolute_error',
  'absolute_percentage_error root_squared_error perplexity ppl wer cer fid brier hinge_loss',
].flatMap((line) => line.split(' '));
const KNOWN = new Map<string, Direction>([
  ...HIGHER.map((name): [string, Direction] => [name, 'higher']),
  ...LOWER.map((name): [string, Direction] => [name, 'lower']),
]);

/** Parts of a name that change nothing of which way is better. */
const BESIDE = new Set(
  [
    'train training val valid validation test testing eval evaluation dev holdout oof cv metrics metric score best final last',
    'epoch mean avg average macro micro weighted binary samples median top top1 top5 b m',
  ].flatMap((line) => line.split(' ')),
);

/** Turns round what follows, as scikit-learn does with losses. */
const TURNED = new Set(['neg', 'negative']);

/** Which way a metric is better if its name means what it does elsewhere; null for a name that is not known. */
export function guessedDirection(key: string): Direction | null {
  const parts = key
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((part) => part !== '');
  const turns = parts.filter((part) => TURNED.has(part)).length;
  const others = parts.filter((part) => !TURNED.has(part));
  const core = others.filter((part) => !BESIDE.has(part) && !/^\d+$/.test(part));
  const known = KNOWN.get(others.join('_')) ?? KNOWN.get(core.join('_'));
  if (known === undefined) return null;
  return turns % 2 === 0 ? known : opposite(known);
}

function opposite(direction: Direction): Direction {
  return direction === 'higher' ? 'lower' : 'higher';
}
