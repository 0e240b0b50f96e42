import { addErrorWords, failureText, type ErrorWords } from './failure-text.ts';
import { t } from './words.ts';

export const secondFactorWords: ErrorWords = {
  'second-factor-pending': () => t`This account asks for a second step.`,
  'wrong-code': () => t`That code isn’t right, or was used already. Try the one shown now.`,
  'log-in-over': () => t`This login took too long or was tried too often. Log in again.`,
  'passkey-refused': () => t`That passkey doesn’t work here. Log in another way.`,
  'passkey-known': () => t`That passkey is set up already.`,
  'too-many-passkeys': () => t`You have as many passkeys as there can be. Remove one first.`,
  'last-second-factor': () => t`Your role needs a second step. Set up another one before you remove this one.`,
};

// Before anybody is logged in, only what asks for it is loaded.
addErrorWords(secondFactorWords);

/** Why a passkey came to nothing: the browser says little, so that pages can't find out what a device has. */
export function passkeyFailure(error: unknown): string {
  if (!(error instanceof DOMException)) return failureText(error);
  if (error.name === 'InvalidStateError') return t`This device has a passkey for you already.`;
  if (error.name === 'NotAllowedError' || error.name === 'AbortError') {
    return t`No passkey was used. Try again, or choose another way.`;
  }
  return t`Your browser can’t use passkeys here.`;
}
