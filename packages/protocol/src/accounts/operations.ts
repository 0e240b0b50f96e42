import { operationsOf, nothingSchema } from '../operation.ts';
import * as accountPaths from './paths.ts';
import {
  changePasswordBodySchema,
  loginBodySchema,
  meSchema,
  ownAccountSchema,
  registerBodySchema,
  signedInSchema,
  updateMeBodySchema,
} from './requests.ts';
import { endSessionsQuerySchema, jwksSchema, jwtSchema, sessionListSchema, ticketSchema } from './sessions.ts';
import { userListQuerySchema, userListSchema } from './user-list.ts';

export { accountPaths };

export const accountOperations = operationsOf('Accounts', accountPaths, {
  register: {
    summary: 'Make an account and log in',
    isPublic: true,
    body: registerBodySchema,
    answers: { 201: signedInSchema },
    errors: [
      'words-not-allowed',
      'forbidden',
      'invitation-required',
      'domain-not-allowed',
      'awaiting-approval',
      'awaiting-confirmation',
      'not-found',
      'username-taken',
      'email-taken',
    ],
  },
  logIn: {
    summary: 'Log in',
    description:
      '`username` may be the e-mail address. Of an account with a second factor the right password is answered with `second-factor-pending`, ' +
      'whose `secondFactor` says how to go on: see `finishLogIn`.',
    isPublic: true,
    body: loginBodySchema,
    answers: { 200: signedInSchema },
    errors: [
      'invalid-credentials',
      'second-factor-pending',
      // Of people of a directory.
      'forbidden',
      'invitation-required',
      'domain-not-allowed',
      'no-account',
      'not-in-group',
      'log-in-over',
      'awaiting-approval',
      'awaiting-confirmation',
      'account-deactivated',
      'banned',
    ],
  },
  logOut: {
    summary: 'End this session',
    needs: 'account',
    whileRestricted: true,
    answers: { 204: nothingSchema },
  },
  getMe: {
    summary: 'Who I am',
    needs: 'account',
    whileRestricted: true,
    answers: { 200: ownAccountSchema },
  },
  updateMe: {
    summary: 'Change what others see of me',
    needs: 'account',
    description: 'The display name and, where `features` has `profiles`, the status and the time zone.',
    body: updateMeBodySchema,
    answers: { 200: meSchema },
    errors: ['words-not-allowed'],
  },
  changePassword: {
    summary: 'Change my password',
    needs: 'account',
    whileRestricted: true,
    description: 'Ends all my other sessions.',
    body: changePasswordBodySchema,
    answers: { 204: nothingSchema },
    errors: ['forbidden'],
  },
  listSessions: {
    summary: 'Where I am logged in',
    needs: 'account',
    answers: { 200: sessionListSchema },
  },
  endSessions: {
    summary: 'Log out everywhere',
    needs: 'account',
    description: 'Ends all my sessions; with `keep=current` all but this one.',
    query: endSessionsQuerySchema,
    answers: { 204: nothingSchema },
  },
  knowSession: {
    summary: 'A log-in from a new device was me',
    needs: 'account',
    description: 'Said of a session that is new (`isNew`, the document `log-in/ID`), from another one than itself.',
    answers: { 204: nothingSchema },
    errors: ['not-found', 'forbidden'],
  },
  endSession: {
    summary: 'End one of my sessions',
    needs: 'account',
    answers: { 204: nothingSchema },
    errors: ['not-found'],
  },
  createToken: {
    summary: 'A JWT for 15 minutes',
    needs: 'account',
    description: 'Names user (`sub`) and session (`sid`), and ends with the session. Signed with EdDSA.',
    answers: { 200: jwtSchema },
  },
  getJwks: {
    summary: 'The keys that JWTs are checked with',
    isPublic: true,
    answers: { 200: jwksSchema },
  },
  createSocketTicket: {
    summary: 'A ticket for one WebSocket',
    needs: 'account',
    description: 'For clients that can set neither cookie nor header: `?ticket=`, once, within 30 s.',
    answers: { 200: ticketSchema },
  },
  listUsers: {
    summary: 'People, by name',
    needs: 'account',
    query: userListQuerySchema,
    answers: { 200: userListSchema },
  },
});
