import type {
  LogInStep,
  MySecondFactor,
  Passkey,
  PasskeyAssertion,
  PasskeyAttestation,
  PasskeyCreation,
  PasskeyRequest,
  Proof,
  SecondStepBody,
  SignedIn,
} from '@confab/protocol';
import * as passkeys from '@confab/protocol/passkeys/paths';
import * as secondFactor from '@confab/protocol/second-factor/paths';
import type { RestClient } from './rest.ts';

/** Recovery codes where there were none before, told this once; null where there were. */
export type NewCodes = string[] | null;

/**
 * Logging in beside the name and the password. Where `login` rejects with `second-factor-pending`, the account asks for a second step. Binary
 * values of passkeys are base64url.
 */
export interface LogInActions {
  /** What is left to do of the log-in that this browser began. Rejects with `log-in-over` where there is none. */
  step(): Promise<LogInStep>;
  /**
   * The second step: one of `code` (of an app), `recoveryCode` and `passkey`, with the `challenge` of the step unless the browser has its cookie. Rejects
   * with `wrong-code`, `passkey-refused`, or with `log-in-over` after ten minutes or five tries: then the log-in begins again.
   */
  finish(body: SecondStepBody): Promise<SignedIn>;
  /** What `navigator.credentials.get` takes, to log in with a passkey alone. Rejects with `forbidden` at an address of numbers, which has none. */
  requestPasskey(): Promise<PasskeyRequest>;
  /** With what it gave, within five minutes. Rejects with `passkey-refused`. */
  withPasskey(passkey: PasskeyAssertion): Promise<SignedIn>;
}

/**
 * One's second factor: codes of an app, passkeys, recovery codes. Where `state.features` holds `second-factor`. What takes a `proof` needs the password,
 * unless one logged in within ten minutes: it rejects with `invalid-request` (`errors` names `currentPassword`), or with `forbidden` where an account has no
 * password and is to log in again.
 */
export interface SecondFactorActions {
  get(): Promise<MySecondFactor>;
  /** Answers the secret, and the address that a QR code holds for the app. */
  startTotp(proof?: Proof): Promise<{ secret: string; uri: string }>;
  /** With a code of the app, within an hour. Ends all other sessions where it is the first second factor. Rejects with `wrong-code`. */
  confirmTotp(code: string): Promise<NewCodes>;
  /** Rejects with `last-second-factor` where one's role needs one. */
  removeTotp(proof?: Proof): Promise<void>;
  /** Ten new ones: those of before work no more. */
  makeRecoveryCodes(proof?: Proof): Promise<string[]>;
  /** Answers what `navigator.credentials.create` takes. */
  startPasskey(proof?: Proof): Promise<PasskeyCreation>;
  /** With what it gave, within five minutes. Ends all other sessions where it is the first second factor. */
  addPasskey(name: string, credential: PasskeyAttestation): Promise<{ passkey: Passkey; recoveryCodes: NewCodes }>;
  renamePasskey(passkeyId: string, name: string): Promise<void>;
  /** Rejects with `last-second-factor` where one's role needs one. */
  removePasskey(passkeyId: string, proof?: Proof): Promise<void>;
  /** Of somebody who lost theirs, for who manages people: their sessions end too. */
  removeOf(userId: string): Promise<void>;
}

export function createLogInActions({ call }: Pick<RestClient, 'call'>): LogInActions {
  return {
    step: () => call(secondFactor.readLogInStep),
    finish: (body) => call(secondFactor.finishLogIn, { body }),
    requestPasskey: () => call(passkeys.startPasskeyLogIn),
    withPasskey: (body) => call(passkeys.logInWithPasskey, { body }),
  };
}

export function createSecondFactorActions({ call }: Pick<RestClient, 'call'>): SecondFactorActions {
  return {
    get: () => call(secondFactor.getSecondFactor),
    startTotp: (body = {}) => call(secondFactor.startTotp, { body }),
    confirmTotp: async (code) => (await call(secondFactor.confirmTotp, { body: { code } })).recoveryCodes,
    removeTotp: (body = {}) => call(secondFactor.removeTotp, { body }),
    makeRecoveryCodes: async (body = {}) => (await call(secondFactor.makeRecoveryCodes, { body })).recoveryCodes,
    startPasskey: (body = {}) => call(passkeys.startPasskey, { body }),
    addPasskey: (name, credential) => call(passkeys.addPasskey, { body: { name, credential } }),
    renamePasskey: (passkeyId, name) =>
      call(passkeys.renamePasskey, { params: { passkey_id: passkeyId }, body: { name } }),
    removePasskey: (passkeyId, body = {}) => call(passkeys.removePasskey, { params: { passkey_id: passkeyId }, body }),
    removeOf: (userId) => call(secondFactor.removeSecondFactorOf, { params: { user_id: userId } }),
  };
}
