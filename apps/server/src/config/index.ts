export type { Config } from './config.ts';
export { findUndone } from './as-written.ts';
export { ConfigError, loadConfig, loadPlaces, type Places } from './load-config.ts';
export { parseS3Address, type S3Place } from './s3-place.ts';
export type { LdapConfig, OidcConfig } from './sign-in-config.ts';
export { isAllowed, roleOf, type SignInRules } from './sign-in-values.ts';
