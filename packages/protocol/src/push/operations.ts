import { z } from 'zod';
import { nothingSchema, operationsOf } from '../operation.ts';
import * as pushPaths from './paths.ts';
import {
  nameSubscriptionBodySchema,
  pushSubscriptionListSchema,
  pushSubscriptionSchema,
  pushTestSchema,
  putSubscriptionBodySchema,
  testSubscriptionBodySchema,
} from './subscription.ts';

export { pushPaths };

export const pushOperations = operationsOf('Push', pushPaths, {
  getPush: {
    summary: 'What a browser needs to subscribe',
    needs: 'account',
    description: '`publicKey` is the `applicationServerKey`: an uncompressed point of P-256 in base64url (RFC 8292).',
    answers: { 200: z.strictObject({ publicKey: z.string() }) },
  },
  listSubscriptions: {
    summary: 'My devices that take pushes, the newest first',
    needs: 'account',
    answers: { 200: pushSubscriptionListSchema },
  },
  putSubscription: {
    summary: 'Push to this device',
    needs: 'account',
    description:
      'One for each session; it ends with the session. The same again changes nothing. A browser that another session subscribed ' +
      'before, with the same endpoint and keys, is this session’s alone from now on.',
    body: putSubscriptionBodySchema,
    answers: { 200: pushSubscriptionSchema },
    errors: ['too-many-subscriptions'],
  },
  nameSubscription: {
    summary: 'Name a device of mine',
    needs: 'account',
    body: nameSubscriptionBodySchema,
    answers: { 200: pushSubscriptionSchema },
    errors: ['not-found'],
  },
  removeSubscription: {
    summary: 'Push no more to a device of mine',
    needs: 'account',
    answers: { 204: nothingSchema },
    errors: ['not-found'],
  },
  testSubscription: {
    summary: 'Push to a device of mine at once, and tell what came of it',
    needs: 'account',
    description: 'Up to 20 an hour. `delivered` says that the push service took it; `fault` how far it got where not.',
    body: testSubscriptionBodySchema,
    answers: { 200: pushTestSchema },
    errors: ['not-found'],
  },
});
