import type { PlaceSettings } from '@confab/protocol';
import type { z } from 'zod';
import type { configSchema } from './config-schema.ts';
import type { S3Place } from './s3-place.ts';
import type { LdapConfig, OidcConfig } from './sign-in-config.ts';

export type Variables = z.infer<typeof configSchema>;

/** The settings, checked and typed. What each means is said in `config-schema.ts`. */
export interface Config {
  port: number;
  host: string;
  dataDir: string;
  databaseUrl: string | undefined;
  redisUrl: string | undefined;
  /** An origin, `https://chat.example.org`. */
  publicUrl: string | undefined;
  logLevel: Variables['LOG_LEVEL'];
  rateLimits: boolean;
  socketCompression: boolean;
  trustedProxies: readonly string[];
  allowedOrigins: readonly string[];
  /** Undefined: the one kept in `dataDir`. */
  authSecret: string | undefined;
  /** Undefined: as the place is set. */
  registration: Variables['REGISTRATION'];
  registrationDomains: readonly string[] | undefined;
  placeName: string | undefined;
  /** The path of a file. Undefined: as the place is set. */
  placePicture: string | undefined;
  /** Other settings of the place: those that are set here. */
  place: Partial<PlaceSettings>;
  sessionDays: number;
  shutdownSeconds: number;
  /** A `mailto:` or `https:` URL. */
  pushContact: string | undefined;
  pushPrivateAddresses: boolean;
  /** With the name and the password. Undefined: no mail is sent. */
  smtpUrl: string | undefined;
  mailFrom: string | undefined;
  /** Null where several processes would keep them in a folder that is none of the others'. */
  files: FilesConfig | null;
  /** Null: nobody logs in so. */
  oidc: OidcConfig | null;
  ldap: LdapConfig | null;
}

interface FilesConfig {
  /** Of what arrives, and of what is whole where there is no bucket. */
  folder: string;
  s3: S3Place | null;
  /** Several processes have this folder. */
  isShared: boolean;
  /** Of one file, of all that one person uploaded and is kept, and of all. */
  fileBytesMax: number;
  ownBytesMax: number;
  allBytesMax: number;
}
