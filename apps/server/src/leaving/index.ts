import { randomBytes } from 'node:crypto';
import { type Afterwards, leavingOperations } from '@confab/protocol';
import type { Accounts } from '../accounts/index.ts';
import { makePlaceholderEmail } from '../accounts/index.ts';
import type { Feature } from '../feature.ts';
import { addressOf, type Caller, implement } from '../http/index.ts';
import { submit } from '../log/submit.ts';
import { confirmedAddress, type LetterContext, postLetter } from '../mail/index.ts';
import { type DeletionContext, deleteAccounts } from './delete-account.ts';
import { beginDeletionRule, deactivateMeRule } from './leaving-rules.ts';
import type { FastifyRequest } from 'fastify';

export interface LeavingContext extends DeletionContext, LetterContext {
  accounts: Accounts;
}

/** Accounts that end: deactivated for a while, or deleted for good (decision 0046). */
export function leaving(house: LeavingContext): Feature {
  const { accounts, clock, writer } = house;
  return {
    name: 'leaving',
    offers: ['leaving'],
    jobs: [deleteAccounts(house)],
    routes: [
      implement(leavingOperations.deactivateMe, async ({ caller, body, request, reply }) => {
        await accounts.provePerson(caller, body.currentPassword);
        await submit(
          writer,
          deactivateMeRule.command({ ...askerOf(caller, request), userId: caller.userId, at: clock.wallNow() }),
        );
        await accounts.endSessions(caller.userId, 'all');
        accounts.clearCookie({ request, reply });
      }),

      implement(leavingOperations.deleteMe, async ({ caller, body, request, reply }) => {
        await accounts.provePerson(caller, body.currentPassword);
        await deleteAccount(house, { ...askerOf(caller, request), userId: caller.userId, messages: body.messages });
        accounts.clearCookie({ request, reply });
      }),

      implement(leavingOperations.deletePerson, async ({ caller, params, body, request }) => {
        await deleteAccount(house, { ...askerOf(caller, request), userId: params.user_id, messages: body.messages });
      }),
    ],
  };
}

interface Asked {
  /** Null: whoever runs the server. */
  actorId: string | null;
  sessionId: string | null;
  address: string | null;
  userId: string;
  messages: Afterwards;
}

/** At once they are out and forgotten; a job does the rest. Twice is once. */
async function deleteAccount(house: LeavingContext, asked: Asked): Promise<void> {
  const { userId, messages, actorId } = asked;
  const at = house.clock.wallNow();
  const address = await confirmedAddress(house.storage, userId);
  const placeholder = `deleted-${randomBytes(8).toString('hex')}`;
  const isNew = await submit(
    house.writer,
    beginDeletionRule.command({ ...asked, at, placeholder, email: makePlaceholderEmail() }),
  );
  // Their rows are gone already: this tells whoever knows them.
  await house.accounts.endSessions(userId, 'all');
  if (!isNew || address === null) return;
  await postLetter(house, {
    userId,
    key: 'deleted',
    to: address,
    subject: 'Your account was deleted',
    heading: actorId === userId ? 'You deleted your account' : 'An administrator deleted your account',
    closing: [words[messages], 'No other mail comes here.'],
    path: '/',
  });
}

const words: Readonly<Record<Afterwards, string>> = {
  keep: 'The messages that you wrote stay, under your name.',
  anonymous: 'The messages that you wrote stay, and your name stands at none of them.',
  delete: 'The messages that you wrote are being deleted, and their files with them.',
};

function askerOf({ userId: actorId, sessionId }: Caller, request: FastifyRequest) {
  return { actorId, sessionId, address: addressOf(request) };
}
