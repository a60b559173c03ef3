import { runAction } from '../bundle/index.js';

await runAction('track-mlflow');
