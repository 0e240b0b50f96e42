import type { Config } from '../config/index.ts';

export const jwtSeconds = 15 * 60;

/** Issuer and audience of our JWTs. */
export function issuerOf({ publicUrl }: Pick<Config, 'publicUrl'>): string {
  return publicUrl ?? 'urn:confab';
}
