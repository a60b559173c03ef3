import { faultSuite } from './suite.js';

faultSuite({ driver: 'path', cases: 820, least: {} });
