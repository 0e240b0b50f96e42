import type { z } from 'zod';
import { configSchema } from './config-schema.ts';

/** The settings, checked and typed. Times carry their unit in the name. */
export interface Config {
  port: number;
  host: string;
  dataDir: string;
  databaseUrl: string | undefined;
  redisUrl: string | undefined;
  /** An origin, `https://chat.example.org`. */
  publicUrl: string | undefined;
  logLevel: z.infer<typeof configSchema>['LOG_LEVEL'];
  rateLimits: boolean;
  trustedProxies: string[];
  allowedOrigins: string[];
  /** Undefined: the one kept in `dataDir`. */
  authSecret: string | undefined;
  registration: 'open' | 'closed';
  sessionDays: number;
  shutdownSeconds: number;
}
