/** Refusals of the place, and of whoever is in it. */
export const placeErrors = {
  'second-factor-required': { status: 403, title: 'Set up a second factor first' },
  'password-change-required': { status: 403, title: 'Choose a password of your own first' },
  'awaiting-approval': { status: 403, title: 'You are not let in yet' },
  'account-deactivated': { status: 403, title: 'This account is deactivated' },
  'invitation-required': { status: 403, title: 'By invitation only' },
  'too-many-invitations': { status: 409, title: 'You have invited often enough' },
  'awaiting-confirmation': { status: 403, title: 'Show that the address is yours first' },
  'domain-not-allowed': { status: 403, title: 'Not with this e-mail address' },
  'setting-locked': { status: 409, title: 'The environment says it' },
  'last-place-owner': { status: 409, title: 'The place needs an owner' },
} as const;
