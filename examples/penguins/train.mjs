// Predicts the species of a penguin from four measurements: multinomial logistic regression, trained by gradient descent.
// Needs Node alone. Reads params.json and data/penguins.csv; writes metrics.json, curve.csv and model/.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const FEATURES = ['bill_length_mm', 'bill_depth_mm', 'flipper_length_mm', 'body_mass_g'];

/** Birds with all four measurements: `{ species, x: number[4] }`. */
function readBirds(file) {
  const [header, ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  const columns = header.split(',');
  return lines
    .map((line) => Object.fromEntries(line.split(',').map((cell, i) => [columns[i], cell])))
    .filter((row) => FEATURES.every((name) => row[name] !== 'NA'))
    .map((row) => ({ species: row.species, x: FEATURES.map((name) => Number(row[name])) }));
}

/** mulberry32: the same seed gives the same numbers in [0, 1) on every machine. */
function random(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffle(items, next) {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i -= 1) {
    const j = Math.floor(next() * (i + 1));
    [result[i], result[j]] = [result[j], result[i]];
  }
  return result;
}

/** Mean and standard deviation of each feature, from the training birds only. */
function fitScaler(birds) {
  const means = FEATURES.map((_, f) => birds.reduce((sum, { x }) => sum + x[f], 0) / birds.length);
  const squares = FEATURES.map((_, f) => birds.reduce((sum, { x }) => sum + (x[f] - means[f]) ** 2, 0));
  return { means, scales: squares.map((square) => Math.sqrt(square / birds.length)) };
}

/** Probability of each class; `model.weights` has one row per class, the bias last. */
function predict(model, x) {
  const scaled = [...x.map((value, f) => (value - model.means[f]) / model.scales[f]), 1];
  const logits = model.weights.map((row) => row.reduce((sum, weight, f) => sum + weight * scaled[f], 0));
  const top = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - top));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return { scaled, probabilities: powers.map((power) => power / total) };
}

function score(model, birds) {
  const confusion = model.classes.map(() => model.classes.map(() => 0));
  let loss = 0;
  for (const bird of birds) {
    const { probabilities } = predict(model, bird.x);
    const truth = model.classes.indexOf(bird.species);
    confusion[truth][probabilities.indexOf(Math.max(...probabilities))] += 1;
    loss -= Math.log(Math.max(probabilities[truth], 1e-15)) / birds.length;
  }
  const right = confusion.reduce((sum, row, i) => sum + row[i], 0);
  return { accuracy: right / birds.length, log_loss: loss, confusion };
}

/** One step of full-batch gradient descent on the cross-entropy; changes `model.weights`. */
function descend(model, birds, rate) {
  const gradient = model.weights.map((row) => row.map(() => 0));
  for (const bird of birds) {
    const { scaled, probabilities } = predict(model, bird.x);
    for (const [c, name] of model.classes.entries()) {
      const error = probabilities[c] - (name === bird.species ? 1 : 0);
      for (const [f, value] of scaled.entries()) gradient[c][f] += (error * value) / birds.length;
    }
  }
  model.weights = model.weights.map((row, c) => row.map((weight, f) => weight - rate * gradient[c][f]));
}

/** True species down, predicted species across. */
function confusionSvg({ classes }, confusion) {
  const most = Math.max(...confusion.flat(), 1);
  const text = (x, y, anchor, words) => `<text x="${x}" y="${y}" text-anchor="${anchor}">${words}</text>`;
  const cells = confusion.flatMap((row, t) =>
    row.map((count, p) => {
      const [x, y, shade] = [110 + p * 90, 50 + t * 60, (count / most).toFixed(2)];
      const box = `<rect x="${x}" y="${y}" width="88" height="58" fill="#54aeff" fill-opacity="${shade}"/>`;
      return box + text(x + 44, y + 35, 'middle', count);
    }),
  );
  const labels = (name, i) => text(154 + i * 90, 42, 'middle', name) + text(102, 84 + i * 60, 'end', name);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="250" font-family="sans-serif" font-size="14">
<rect width="400" height="250" fill="#fff"/>${text(245, 20, 'middle', 'predicted (rows: true species)')}
${[...classes.map(labels), ...cells].join('\n')}\n</svg>\n`;
}

const params = JSON.parse(readFileSync('params.json', 'utf8'));
const birds = shuffle(readBirds('data/penguins.csv'), random(params.seed));
const cut = Math.round(birds.length * params.test_share);
const [test, train] = [birds.slice(0, cut), birds.slice(cut)];
const classes = [...new Set(birds.map((bird) => bird.species))].sort();
const weights = classes.map(() => [...FEATURES, 'bias'].map(() => 0));
const model = { classes, features: FEATURES, ...fitScaler(train), weights };

const curve = ['step,train_loss,test_accuracy'];
for (let step = 1; step <= params.epochs; step += 1) {
  descend(model, train, params.learning_rate);
  if (step % 10 === 0) {
    curve.push([step, score(model, train).log_loss, score(model, test).accuracy].join(','));
  }
}
const { confusion, ...metrics } = score(model, test);
mkdirSync('model', { recursive: true });
writeFileSync('model/model.json', `${JSON.stringify(model, null, 2)}\n`);
writeFileSync('confusion.svg', confusionSvg(model, confusion));
writeFileSync('metrics.json', `${JSON.stringify(metrics, null, 2)}\n`);
writeFileSync('curve.csv', `${curve.join('\n')}\n`);
const shown = Object.entries(metrics).map(([name, value]) => `${name} ${value.toFixed(4)}`);
process.stdout.write(`${train.length} training birds, ${test.length} test birds: ${shown.join(', ')}\n`);
