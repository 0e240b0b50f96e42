import { z } from 'zod';
import { listOf, onOff, originSchema, proxySchema } from './value-types.ts';

/**
 * Every variable that the server reads. The texts become docs/configuration.md: `description` says what it does,
 * `allowed` what it may be. Values arrive as the environment's strings; an empty string counts as unset.
 */
export const configSchema = z.strictObject({
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(8000)
    .meta({ description: 'The port to listen on; `0` takes any free one.', allowed: 'a number from 0 to 65535' }),
  HOST: z.string().default('127.0.0.1').meta({
    description: 'The address to listen on. `0.0.0.0` or `::` for every one of the machine.',
    allowed: 'an address or a host name',
  }),
  DATA_DIR: z.string().default('./data').meta({
    description: 'The folder for the database, the secret and uploads. Made if it is missing.',
    allowed: 'a path',
  }),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .meta({
      description: 'PostgreSQL instead of SQLite in `DATA_DIR`.',
      allowed: '`postgres://user:password@host/database`',
    }),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .meta({ description: 'Redis, needed where several processes serve one database.', allowed: '`redis://host:port`' }),
  PUBLIC_URL: originSchema.optional().meta({
    description: 'Where people open it. `https://…` makes session cookies Secure.',
    allowed: 'an `http://` or `https://` origin without a path',
  }),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info').meta({
    description: 'The least severe messages that are logged.',
    allowed: '`fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`',
  }),
  RATE_LIMITS: onOff('on').meta({
    description: 'Limits on requests by account and address. `off` is for benchmarks only.',
    allowed: '`on` or `off`',
  }),
  TRUSTED_PROXIES: listOf(proxySchema).meta({
    description: 'Proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed. Nobody else’s are.',
    allowed: 'addresses, CIDR ranges or `loopback`, separated by commas',
  }),
  ALLOWED_ORIGINS: listOf(originSchema).meta({
    description: 'Other web origins whose pages may call the API and open sockets.',
    allowed: 'origins such as `https://app.example.org`, separated by commas',
  }),
  AUTH_SECRET: z.string().min(32).optional().meta({
    description:
      'Signs cookies and protects keys. Unset: made once and kept in `DATA_DIR/secret`. Several processes need the same one.',
    allowed: 'at least 32 characters',
  }),
  REGISTRATION: z.enum(['open', 'closed']).default('open').meta({
    description: 'Whether people can make accounts for themselves.',
    allowed: '`open` or `closed`',
  }),
  SESSION_DAYS: z.coerce.number().int().min(1).max(365).default(30).meta({
    description: 'How long a session lasts after its last use.',
    allowed: 'a number of days from 1 to 365',
  }),
  SHUTDOWN_SECONDS: z.coerce.number().int().min(1).max(300).default(10).meta({
    description: 'How long a stopping process waits for what is under way.',
    allowed: 'a number of seconds from 1 to 300',
  }),
});

export type Variable = keyof typeof configSchema.shape;
