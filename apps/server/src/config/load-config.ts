import type { z } from 'zod';
import { configSchema, variableTexts } from './config-schema.ts';
import type { Config, Variables } from './config.ts';
import { findMisspelled } from './misspelled.ts';

/** Everything that is wrong with the environment, one line each, for the person who starts the server. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(['The settings are not right:', ...problems.map((problem) => `  ${problem}`)].join('\n'));
    this.problems = problems;
  }
}

/** Reads the variables that are ours. Throws a ConfigError that lists every problem at once. */
export function loadConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const ours: Record<string, string> = {};
  for (const name of variableTexts.keys()) {
    const value = environment[name]?.trim();
    if (value) ours[name] = value;
  }
  const parsed = configSchema.safeParse(ours);
  const problems = [...(parsed.success ? [] : describeIssues(parsed.error)), ...findMisspelled(environment)];
  if (parsed.success) problems.push(...findContradictions(parsed.data));
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return toConfig(parsed.data);
}

// The value itself is not repeated: it may be a secret, or hold a password.
function describeIssues(error: z.ZodError): string[] {
  const names = new Set(error.issues.map((issue) => String(issue.path[0])));
  return [...names].map((name) => `${name} must be ${plain(variableTexts.get(name)?.allowed ?? 'something else')}.`);
}

function findContradictions(values: Variables): string[] {
  if (values.REDIS_URL === undefined || values.AUTH_SECRET !== undefined) return [];
  return ['AUTH_SECRET must be set where REDIS_URL is: every process needs the same one.'];
}

function plain(markdown: string): string {
  return markdown.replaceAll('`', '');
}

function toConfig(values: Variables): Config {
  return {
    port: values.PORT,
    host: values.HOST,
    dataDir: values.DATA_DIR,
    databaseUrl: values.DATABASE_URL,
    redisUrl: values.REDIS_URL,
    publicUrl: values.PUBLIC_URL,
    logLevel: values.LOG_LEVEL,
    rateLimits: values.RATE_LIMITS,
    socketCompression: values.SOCKET_COMPRESSION,
    trustedProxies: values.TRUSTED_PROXIES,
    allowedOrigins: values.ALLOWED_ORIGINS,
    authSecret: values.AUTH_SECRET,
    registration: values.REGISTRATION,
    sessionDays: values.SESSION_DAYS,
    shutdownSeconds: values.SHUTDOWN_SECONDS,
  };
}
