import { domainSchema, joiningSchema, placeNameSchema } from '@confab/protocol';
import { z } from 'zod';
import { ldapVariables } from './ldap-variables.ts';
import { oidcVariables } from './oidc-variables.ts';
import { placeVariables } from './place-variables.ts';
import { listOf, onOff, originSchema, parseOrigin, parseProxy, s3AddressSchema, wholeNumber } from './value-types.ts';
import { variable } from './variable.ts';

/**
 * Every variable that the server reads; the texts become docs/configuration.md and the errors at boot. Values arrive
 * as the environment's strings; an empty one counts as unset.
 */
export const configSchema = z.object({
  PORT: variable(
    'PORT',
    {
      description: 'The port to listen on. `0` takes any free one.',
      allowed: 'a number from 0 to 65535',
      fallback: '`8000`',
    },
    wholeNumber(0, 65_535).default(8000),
  ),
  HOST: variable(
    'HOST',
    {
      description: 'The address to listen on. `0.0.0.0` or `::` is every address of the machine.',
      allowed: 'an address or a host name',
      fallback: '`127.0.0.1`',
    },
    z
      .string()
      .regex(/^[\w.:%-]+$/)
      .default('127.0.0.1'),
  ),
  DATA_DIR: variable(
    'DATA_DIR',
    {
      description:
        'The folder that holds everything: the database, the secret, the files that people send. Made where it is missing.',
      allowed: 'the path of a folder',
      kind: 'path',
      fallback: '`./data`',
    },
    z.string().default('./data'),
  ),
  DATABASE_URL: variable(
    'DATABASE_URL',
    {
      description: 'PostgreSQL instead of SQLite in `DATA_DIR`.',
      allowed: 'a `postgres://user:password@host:port/name` URL',
      kind: 'url',
      fallback: 'unset: SQLite',
    },
    z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  ),
  REDIS_URL: variable(
    'REDIS_URL',
    {
      description: 'Redis, which several processes that serve one database need to tell each other what happens.',
      allowed: 'a `redis://host:port` or `rediss://host:port` URL',
      kind: 'url',
      fallback: 'unset: one process',
    },
    z.url({ protocol: /^rediss?$/ }).optional(),
  ),
  PUBLIC_URL: variable(
    'PUBLIC_URL',
    {
      description:
        'Where people open it, the address of the proxy in front. With `https` the session cookie is Secure.',
      allowed: 'an origin such as `https://chat.example.org`, without a path',
      fallback: 'unset: wherever it is opened',
    },
    originSchema.optional(),
  ),
  LOG_LEVEL: variable(
    'LOG_LEVEL',
    {
      description: 'The least severe messages that are logged.',
      allowed: '`fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`',
      fallback: '`info`',
    },
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  ),
  SOCKET_COMPRESSION: variable(
    'SOCKET_COMPRESSION',
    {
      description: 'Offer `permessage-deflate` on sockets: less traffic for slow networks, more CPU for each message.',
      allowed: '`on` or `off`',
      fallback: '`off`',
    },
    onOff('off'),
  ),
  RATE_LIMITS: variable(
    'RATE_LIMITS',
    {
      description: 'Limits on what one account and one address may ask for. `off` is for benchmarks and nothing else.',
      allowed: '`on` or `off`',
      fallback: '`on`',
    },
    onOff('on'),
  ),
  TRUSTED_PROXIES: variable(
    'TRUSTED_PROXIES',
    {
      description: 'The proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed. Nobody else’s are.',
      allowed: 'addresses, ranges such as `10.0.0.0/8`, or `loopback`, separated by commas',
      fallback: 'none',
    },
    listOf(parseProxy),
  ),
  ALLOWED_ORIGINS: variable(
    'ALLOWED_ORIGINS',
    {
      description: 'Other web origins whose pages may call the API and open sockets with people’s cookies.',
      allowed: 'origins such as `https://app.example.org`, separated by commas',
      fallback: 'none',
    },
    listOf(parseOrigin),
  ),
  AUTH_SECRET: variable(
    'AUTH_SECRET',
    {
      description: 'Protects keys and signatures. Several processes that serve one database need the same one.',
      allowed: 'at least 32 characters',
      kind: 'secret',
      fallback: 'made once and kept in `DATA_DIR/secret`',
    },
    z.string().min(32).optional(),
  ),
  SMTP_URL: variable(
    'SMTP_URL',
    {
      description:
        'The mail server that takes e-mail of what people missed. `smtps` is TLS from the beginning; with a name and a password ' +
        '`smtp` begins TLS too, unless the server is this machine.',
      allowed: 'a `smtp://name:password@host:port` or `smtps://…` URL',
      kind: 'url',
      fallback: 'unset: no mail',
    },
    z.url({ protocol: /^smtps?$/ }).optional(),
  ),
  MAIL_FROM: variable(
    'MAIL_FROM',
    {
      description: 'The sender of that mail.',
      allowed: 'an address such as `confab@example.org`, or `Confab <confab@example.org>`',
      kind: 'secret',
      fallback: 'unset; needed with `SMTP_URL`',
    },
    z
      .string()
      .regex(/^(?:[^<>@\p{Cc}]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/u)
      .optional(),
  ),
  REGISTRATION: variable(
    'REGISTRATION',
    {
      description:
        'How people come in: `open` to everybody, by `invitation`, with an address of an e-mail `domain`, by `approval` of an admin, or `closed`. ' +
        'Set here, it can’t be changed in the page.',
      allowed: '`open`, `invitation`, `domain`, `approval` or `closed`',
      fallback: 'unset: as the owner says, `open` before that',
    },
    joiningSchema.optional(),
  ),
  REGISTRATION_DOMAINS: variable(
    'REGISTRATION_DOMAINS',
    {
      description: 'The domains of `REGISTRATION=domain`. Where mail is sent, people show that the address is theirs.',
      allowed: 'domains such as `example.org`, separated by commas',
      fallback: 'unset: as an admin says',
    },
    listOf((domain) => domainSchema.safeParse(domain).data ?? null),
  ),
  PLACE_NAME: variable(
    'PLACE_NAME',
    {
      description:
        'What the place is called, where people log in and above their chats. Set here, it can’t be changed in the page.',
      allowed: 'a name of up to 64 characters',
      kind: 'secret',
      fallback: 'unset: as the owner says, `Confab` before that',
    },
    placeNameSchema.optional(),
  ),
  ...placeVariables(),
  ...oidcVariables(),
  ...ldapVariables(),
  SESSION_DAYS: variable(
    'SESSION_DAYS',
    {
      description: 'How long a session lasts after its last use.',
      allowed: 'a number of days from 1 to 365',
      fallback: '`30`',
    },
    wholeNumber(1, 365).default(30),
  ),
  FILES_DIR: variable(
    'FILES_DIR',
    {
      description:
        'The folder that holds the files that people send, or, with `FILES_URL`, those that are being uploaded. Several processes need one that they share: ' +
        'without it they take none.',
      allowed: 'the path of a folder',
      kind: 'path',
      fallback: '`DATA_DIR/files`, with `REDIS_URL` none',
    },
    z.string().optional(),
  ),
  FILES_URL: variable(
    'FILES_URL',
    {
      description:
        'A bucket of an S3-compatible store for the files that people send, instead of that folder, where then only what is being ' +
        'uploaded lies. Everybody still gets them from Confab: the bucket stays private.',
      allowed:
        '`s3://BUCKET/PREFIX?region=R` (Amazon) or `https://HOST/BUCKET/PREFIX?region=R`, without a name or a password',
      kind: 'url',
      fallback: 'unset: the folder',
    },
    s3AddressSchema.optional(),
  ),
  FILES_ACCESS_KEY_ID: variable(
    'FILES_ACCESS_KEY_ID',
    {
      description: 'Who may read, write, remove and list in that bucket.',
      allowed: 'a key id of 1 to 128 letters, digits and `_-+=./`',
      kind: 'secret',
      fallback: 'unset; needed with `FILES_URL`',
    },
    z
      .string()
      .regex(/^[\w+=./-]{1,128}$/)
      .optional(),
  ),
  FILES_SECRET_ACCESS_KEY: variable(
    'FILES_SECRET_ACCESS_KEY',
    {
      description: 'The secret of that key.',
      allowed: 'the secret that belongs to the key id',
      kind: 'secret',
      fallback: 'unset; needed with `FILES_URL`',
    },
    z.string().min(1).max(256).optional(),
  ),
  FILE_MIB: variable(
    'FILE_MIB',
    {
      description: 'The largest file that people may send, in MiB.',
      allowed: 'a number of MiB from 1 to 999999999',
      fallback: '`512`',
    },
    wholeNumber(1, 999_999_999).default(512),
  ),
  FILES_MIB_PER_PERSON: variable(
    'FILES_MIB_PER_PERSON',
    {
      description: 'How much one person may have uploaded, in MiB, of what is still kept.',
      allowed: 'a number of MiB from 1 to 999999999',
      fallback: '`5120`',
    },
    wholeNumber(1, 999_999_999).default(5120),
  ),
  FILES_MIB_IN_ALL: variable(
    'FILES_MIB_IN_ALL',
    {
      description: 'How much there may be of all, in MiB. Who uploads is refused before the disk is full.',
      allowed: 'a number of MiB from 1 to 999999999',
      fallback: '`51200`',
    },
    wholeNumber(1, 999_999_999).default(51200),
  ),
  SHUTDOWN_SECONDS: variable(
    'SHUTDOWN_SECONDS',
    {
      description: 'How long a stopping process waits for what is under way.',
      allowed: 'a number of seconds from 1 to 300',
      fallback: '`10`',
    },
    wholeNumber(1, 300).default(10),
  ),
  PUSH_CONTACT: variable(
    'PUSH_CONTACT',
    {
      description: 'Whom a push service may write to where pushes of this place trouble it. Some want somebody.',
      allowed: 'a `mailto:` or an `https:` URL',
      fallback: '`PUBLIC_URL` where that is `https`',
      kind: 'url',
    },
    z.url({ protocol: /^(?:mailto|https)$/ }).optional(),
  ),
  PUSH_PRIVATE_ADDRESSES: variable(
    'PUSH_PRIVATE_ADDRESSES',
    {
      description:
        'Push also to services at addresses that only this machine or its networks reach, and over plain HTTP. Everybody with an ' +
        'account can have the server send there: for a push service of your own, and for tests.',
      allowed: '`on` or `off`',
      fallback: '`off`',
    },
    onOff('off'),
  ),
});

export { variableTexts } from './variable.ts';
