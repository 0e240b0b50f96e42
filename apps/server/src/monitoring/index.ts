export { createLogger, pathForLog, type LoggerOptions } from './logger.ts';
export { createMetrics, type Metrics } from './metrics.ts';
export type { Logger } from 'pino';
export { observeFeatures, type FeatureMetrics } from './observe-features.ts';
