import { t } from './words.ts';

/** What becomes of a log-in with a provider or a directory. */
export const providerWords = {
  'sign-in-expired': () => t`This log-in took too long, began in another browser, or was used before. Log in again.`,
  'sign-in-cancelled': () => t`The log-in was cancelled. You can try again.`,
  'sign-in-failed': () =>
    t`The log-in didn’t work: the answer that came back isn’t right. Try again, or tell whoever runs this place.`,
  'not-in-group': () => t`You’re not in a group that may come in here. Ask whoever runs this place.`,
  'provider-first': () => t`Log in with your provider first. Then your passkey is the second step.`,
  'no-account': () => t`You have no account here. Ask whoever runs this place for one.`,
  'identity-taken': () => t`That one is connected with another account here, or yours with another one there.`,
};
