import type { SignInRules } from '../../config/index.ts';
import type { Identity } from './identity.ts';

/** Who knows names and passwords that are not kept here: a directory. */
export interface PasswordSource {
  /** As it is called in `Identity`. */
  readonly provider: string;
  readonly rules: SignInRules;
  /** Whose they are; null: nobody's. Rejects where it can't be asked, whatever was typed. */
  check(name: string, password: string): Promise<Identity | null>;
}
