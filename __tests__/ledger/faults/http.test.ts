import { faultSuite } from './suite.js';

faultSuite({ driver: 'http', cases: 150, least: {} });
