import { operationsOf, nothingSchema } from '../operation.ts';
import * as accountPaths from './paths.ts';
import {
  changePasswordBodySchema,
  loginBodySchema,
  meSchema,
  registerBodySchema,
  signedInSchema,
  updateMeBodySchema,
} from './requests.ts';
import { jwksSchema, jwtSchema, sessionListSchema, ticketSchema } from './sessions.ts';
import { userListQuerySchema, userListSchema } from './user-list.ts';

export { accountPaths };

export const accountOperations = operationsOf('Accounts', accountPaths, {
  register: {
    summary: 'Make an account and log in',
    isPublic: true,
    body: registerBodySchema,
    answers: { 201: signedInSchema },
    errors: ['forbidden', 'username-taken', 'email-taken'],
  },
  logIn: {
    summary: 'Log in',
    description: '`username` may be the e-mail address.',
    isPublic: true,
    body: loginBodySchema,
    answers: { 200: signedInSchema },
    errors: ['invalid-credentials'],
  },
  logOut: {
    summary: 'End this session',
    answers: { 204: nothingSchema },
  },
  getMe: {
    summary: 'Who I am',
    answers: { 200: meSchema },
  },
  updateMe: {
    summary: 'Change what others see of me',
    description: 'The display name and, where `features` has `profiles`, the status and the time zone.',
    body: updateMeBodySchema,
    answers: { 200: meSchema },
  },
  changePassword: {
    summary: 'Change my password',
    description: 'Ends all my other sessions.',
    body: changePasswordBodySchema,
    answers: { 204: nothingSchema },
    errors: ['forbidden'],
  },
  listSessions: {
    summary: 'Where I am logged in',
    answers: { 200: sessionListSchema },
  },
  endSession: {
    summary: 'End one of my sessions',
    answers: { 204: nothingSchema },
    errors: ['not-found'],
  },
  createToken: {
    summary: 'A JWT for 15 minutes',
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
    description: 'For clients that can set neither cookie nor header: `?ticket=`, once, within 30 s.',
    answers: { 200: ticketSchema },
  },
  listUsers: {
    summary: 'People, by name',
    query: userListQuerySchema,
    answers: { 200: userListSchema },
  },
});
