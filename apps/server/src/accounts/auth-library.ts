import { kyselyAdapter } from '@better-auth/kysely-adapter';
import { betterAuth } from 'better-auth/minimal';
import { bearer } from 'better-auth/plugins/bearer';
import { jwt } from 'better-auth/plugins/jwt';
import { username } from 'better-auth/plugins/username';
import { limits, usernamePattern } from '@confab/protocol';
import type { Config } from '../config/index.ts';
import type { Logger } from '../monitoring/index.ts';
import type { Storage } from '../storage/storage.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';
import { tables } from './auth-tables.ts';
import { issuerOf, jwtSeconds } from './jwt-claims.ts';
import { makeId } from './make-id.ts';

const daySeconds = 86_400;

export interface AuthLibraryOptions {
  config: Config;
  storage: Storage;
  secret: string;
  logger: Logger;
}

export type AuthLibrary = ReturnType<typeof createAuthLibrary>;

/** The accounts library, set up for our tables. None of its own routes is served: ours call it. */
export function createAuthLibrary({ config, storage, secret, logger }: AuthLibraryOptions) {
  const issuer = issuerOf(config);
  return betterAuth({
    appName: 'Confab',
    baseURL: config.publicUrl ?? 'http://localhost',
    secret,
    // A transaction holds the one writer, so it never spans a password's hashing: see register.ts.
    database: kyselyAdapter(storage.db, { type: storage.dialect, transaction: true }),
    user: tables.user,
    session: {
      ...tables.session,
      expiresIn: config.sessionDays * daySeconds,
    },
    account: tables.account,
    verification: tables.verification,
    emailAndPassword: {
      enabled: true,
      minPasswordLength: limits.passwordMin,
      maxPasswordLength: limits.passwordMax,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    plugins: [
      username({
        minUsernameLength: limits.usernameMin,
        maxUsernameLength: limits.usernameMax,
        schema: tables.usernamePlugin,
        usernameValidator: (name) => usernamePattern.test(name),
      }),
      jwt({
        jwt: { issuer, audience: issuer, expirationTime: `${jwtSeconds}s` },
        jwks: { keyPairConfig: { alg: 'EdDSA', crv: 'Ed25519' } },
        schema: tables.jwtPlugin,
        disableSettingJwtHeader: true,
      }),
      bearer(),
    ],
    advanced: {
      database: { generateId: () => makeId() },
      ipAddress: { disableIpTracking: true },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    // Its messages may name people: only that something failed is ours to log.
    logger: { level: 'error', log: (level, message) => logger[level]({ library: 'better-auth' }, message) },
  });
}
