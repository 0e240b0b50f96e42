/** Refusals of those for whom a provider or a directory vouches. */
export const oidcErrors = {
  'sign-in-expired': { status: 409, title: 'That log-in is over' },
  'sign-in-cancelled': { status: 403, title: 'The log-in was cancelled there' },
  'sign-in-failed': { status: 403, title: 'The provider’s answer is not right' },
  'not-in-group': { status: 403, title: 'Not in a group that may come in' },
  'identity-taken': { status: 409, title: 'Connected with another account' },
  'provider-first': { status: 403, title: 'Log in with the provider' },
  'no-account': { status: 403, title: 'No account here' },
} as const;
