import { join } from 'node:path';
import type { z } from 'zod';
import { findUndone } from './as-written.ts';
import { configSchema, variableTexts } from './config-schema.ts';
import type { Config, Variables } from './config.ts';
import { findMisspelled } from './misspelled.ts';
import { placeSettingsOf } from './place-variables.ts';
import { findSignInContradictions, toLdapConfig, toOidcConfig } from './sign-in-config.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Everything that is wrong with the environment, one line each, for the person who starts the server. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(['The settings are not right:', ...problems].join(problems.length === 1 ? ' ' : '\n  '));
    this.problems = problems;
  }
}

/** Reads the variables that are ours. Throws a ConfigError that lists every problem at once. */
export function loadConfig(environment: Environment): Config {
  const ours = readOurs(environment);
  const undone = new Map(Object.entries(ours).flatMap(([name, value]) => describeUndone(name, value)));
  const parsed = configSchema.safeParse(ours);
  const issues = parsed.success ? [] : describeIssues(parsed.error, new Set(undone.keys()));
  const problems = [...undone.values(), ...issues, ...findMisspelled(environment)];
  if (parsed.success) problems.push(...findContradictions(parsed.data));
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return toConfig(parsed.data);
}

/** Where a command works that is given no place. */
export interface Places {
  folder: string | undefined;
  databaseUrl: string | undefined;
  authSecret: string | undefined;
  filesFolder: string | undefined;
  filesUrl: string | undefined;
  filesKeyId: string | undefined;
  filesSecret: string | undefined;
}

const placeNames = [
  'DATA_DIR',
  'DATABASE_URL',
  'AUTH_SECRET',
  'FILES_DIR',
  'FILES_URL',
  'FILES_ACCESS_KEY_ID',
  'FILES_SECRET_ACCESS_KEY',
] as const;

/** What the server was started with, checked as the server does. */
export function loadPlaces(environment: Environment): Places {
  const ours = readOurs(environment);
  const problems = placeNames.flatMap((name) => {
    const value = ours[name];
    return value === undefined ? [] : describeUndone(name, value).map(([, problem]) => problem);
  });
  if (problems.length > 0) throw new ConfigError(problems);
  return {
    folder: ours['DATA_DIR'],
    databaseUrl: ours['DATABASE_URL'],
    authSecret: ours['AUTH_SECRET'],
    filesFolder: ours['FILES_DIR'],
    filesUrl: ours['FILES_URL'],
    filesKeyId: ours['FILES_ACCESS_KEY_ID'],
    filesSecret: ours['FILES_SECRET_ACCESS_KEY'],
  };
}

function readOurs(environment: Environment): Record<string, string> {
  const ours: Record<string, string> = {};
  for (const name of variableTexts.keys()) {
    const value = environment[name]?.trim();
    if (value) ours[name] = value;
  }
  return ours;
}

function describeUndone(name: string, value: string): [name: string, problem: string][] {
  const problem = findUndone(value, variableTexts.get(name)?.kind ?? 'word');
  return problem === null ? [] : [[name, `${name} ${problem}`]];
}

// The value itself is not repeated: it may be a secret, or hold a password.
function describeIssues(error: z.ZodError, described: ReadonlySet<string>): string[] {
  const names = new Set(error.issues.map((issue) => String(issue.path[0])).filter((name) => !described.has(name)));
  return [...names].map((name) => `${name} must be ${plain(variableTexts.get(name)?.allowed ?? 'something else')}.`);
}

function findContradictions(values: Variables): string[] {
  const problems: string[] = [];
  if (values.REDIS_URL !== undefined && values.AUTH_SECRET === undefined) {
    problems.push('AUTH_SECRET must be set where REDIS_URL is: every process needs the same one.');
  }
  if (values.REGISTRATION === 'domain' && values.REGISTRATION_DOMAINS.length === 0) {
    problems.push('REGISTRATION_DOMAINS must be set where REGISTRATION is domain.');
  }
  if (values.SMTP_URL !== undefined && values.MAIL_FROM === undefined) {
    problems.push('MAIL_FROM must be set where SMTP_URL is: mail has a sender.');
  }
  if (values.SMTP_URL !== undefined && values.PUBLIC_URL === undefined) {
    problems.push('PUBLIC_URL must be set where SMTP_URL is: links in a mail lead there.');
  }
  problems.push(...findFileContradictions(values), ...findSignInContradictions(values));
  return problems;
}

/** The largest object that S3 takes in one request. */
const s3MibMax = 5_120;

function findFileContradictions(values: Variables): string[] {
  const { FILES_URL: url, FILES_ACCESS_KEY_ID: id, FILES_SECRET_ACCESS_KEY: secret, FILE_MIB: mibMax } = values;
  const problems: string[] = [];
  if (values.PLACE_PICTURE !== undefined && values.REDIS_URL !== undefined && values.FILES_DIR === undefined) {
    problems.push('FILES_DIR must be set where PLACE_PICTURE and REDIS_URL are: without it there are no pictures.');
  }
  if (url === undefined) return problems;
  if (id === undefined || secret === undefined) {
    problems.push('FILES_ACCESS_KEY_ID and FILES_SECRET_ACCESS_KEY must be set where FILES_URL is.');
  }
  if (mibMax > s3MibMax) problems.push(`FILE_MIB must be at most ${s3MibMax} with FILES_URL.`);
  return problems;
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
    registrationDomains: values.REGISTRATION_DOMAINS.length > 0 ? values.REGISTRATION_DOMAINS : undefined,
    placeName: values.PLACE_NAME,
    placePicture: values.PLACE_PICTURE,
    place: placeSettingsOf(values),
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM,
    sessionDays: values.SESSION_DAYS,
    shutdownSeconds: values.SHUTDOWN_SECONDS,
    pushContact: values.PUSH_CONTACT,
    pushPrivateAddresses: values.PUSH_PRIVATE_ADDRESSES,
    files: toFilesConfig(values),
    oidc: toOidcConfig(values),
    ldap: toLdapConfig(values),
  };
}

const mib = 1_024 * 1_024;

function toFilesConfig(values: Variables): Config['files'] {
  const { FILES_DIR: named, REDIS_URL: redis, DATA_DIR: data, FILES_URL: address } = values;
  if (named === undefined && redis !== undefined) return null;
  const { FILES_ACCESS_KEY_ID: accessKeyId = '', FILES_SECRET_ACCESS_KEY: secretAccessKey = '' } = values;
  return {
    folder: named ?? join(data, 'files'),
    s3: address ? { ...address, accessKeyId, secretAccessKey } : null,
    isShared: redis !== undefined,
    fileBytesMax: values.FILE_MIB * mib,
    ownBytesMax: values.FILES_MIB_PER_PERSON * mib,
    allBytesMax: values.FILES_MIB_IN_ALL * mib,
  };
}
