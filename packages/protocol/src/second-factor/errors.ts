/** Refusals on the way through a log-in with a second factor, and of those who set one up. */
export const secondFactorErrors = {
  /** The problem carries `secondFactor`: what is left to do. */
  'second-factor-pending': { status: 401, title: 'One more step to log in' },
  'wrong-code': { status: 401, title: 'Wrong code' },
  /** It took too long, was tried too often, or is finished already. */
  'log-in-over': { status: 401, title: 'Begin to log in again' },
  'passkey-refused': { status: 401, title: 'That passkey does not work here' },
  'passkey-known': { status: 409, title: 'That passkey is set up already' },
  'too-many-passkeys': { status: 409, title: 'You have as many passkeys as there can be' },
  /** Of a person whose role needs one. */
  'last-second-factor': { status: 409, title: 'Your role needs a second factor' },
} as const;
