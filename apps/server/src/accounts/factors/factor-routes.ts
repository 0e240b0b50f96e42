import { passkeyOperations, secondFactorOperations } from '@confab/protocol';
import type { FastifyRequest } from 'fastify';
import { type AuditDeed, byCaller } from '../../audit/index.ts';
import { type Caller, implement, type Routes } from '../../http/index.ts';
import type { AccountsContext } from '../accounts-context.ts';
import { logInOver, signedInOf } from './finish-log-in.ts';
import { readStep } from './log-in-step.ts';
import { logInWithPasskey, startPasskeyLogIn } from './passkey-log-in.ts';
import { readWantedProof } from './prove-person.ts';
import { readFactors } from './read-factors.ts';
import { relyingPartyOf } from './relying-party.ts';
import { finishSecondStep } from './second-step.ts';
import { addPasskey, removePasskey, renamePasskey, startPasskey, toPasskey } from './set-up-passkeys.ts';
import { confirmTotp, makeNewCodes, removeTotp, startTotp } from './set-up-totp.ts';
import { takeSecondFactorOf } from './take-second-factor.ts';

export function factorRoutes(context: AccountsContext): Routes[] {
  return [...logInRoutes(context), ...totpRoutes(context), ...passkeyRoutes(context)];
}

function logInRoutes(context: AccountsContext): Routes[] {
  return [
    implement(secondFactorOperations.readLogInStep, async ({ request }) => {
      const step = await readStep(context, request);
      if (!step) throw logInOver();
      return step;
    }),
    implement(secondFactorOperations.finishLogIn, ({ body, request, reply }) =>
      finishSecondStep(context, { request, reply }, body),
    ),
    implement(passkeyOperations.startPasskeyLogIn, ({ request }) => startPasskeyLogIn(context, request.headers)),
    implement(passkeyOperations.logInWithPasskey, async ({ body, request, reply }) =>
      signedInOf(await logInWithPasskey(context, { request, reply }, body)),
    ),
  ];
}

function totpRoutes(context: AccountsContext): Routes[] {
  const { config, factors, place } = context;
  const note = noterOf(context);
  const isRequired = ({ role }: Caller): boolean => place.settings().requireSecondFactor.includes(role);
  return [
    implement(secondFactorOperations.getSecondFactor, async ({ caller, request }) => {
      const { hasTotp, passkeys, recoveryCodesLeft } = await readFactors(factors.db, caller.userId);
      return {
        totp: hasTotp,
        passkeys: passkeys.map(toPasskey),
        recoveryCodesLeft,
        isRequired: isRequired(caller),
        proof: await readWantedProof(context, caller),
        hasPasskeys: relyingPartyOf(config, request.headers) !== null,
      };
    }),
    implement(secondFactorOperations.startTotp, ({ caller, body }) =>
      startTotp(context, caller, { proof: body, issuer: place.settings().name }),
    ),
    implement(secondFactorOperations.confirmTotp, async ({ caller, body, request }) => {
      const recoveryCodes = await confirmTotp(context, caller, body.code);
      await note('account.second-factor-added', { caller, request, kind: 'totp' });
      return { recoveryCodes };
    }),
    implement(secondFactorOperations.removeTotp, async ({ caller, body, request }) => {
      await removeTotp(context, caller, { proof: body, isRequired: isRequired(caller) });
      await note('account.second-factor-removed', { caller, request, kind: 'totp' });
    }),
    implement(secondFactorOperations.makeRecoveryCodes, async ({ caller, body, request }) => {
      const recoveryCodes = await makeNewCodes(context, caller, body);
      await note('account.recovery-codes-made', { caller, request });
      return { recoveryCodes };
    }),
    implement(secondFactorOperations.removeSecondFactorOf, async ({ caller, params: { user_id: id }, request }) => {
      await takeSecondFactorOf(context, caller, id);
      const deed = { action: 'person.second-factor-removed', target: { kind: 'person', id } } as const;
      await context.audit.note(deed, byCaller(caller, request));
    }),
  ];
}

function passkeyRoutes(context: AccountsContext): Routes[] {
  const { place } = context;
  const note = noterOf(context);
  return [
    implement(passkeyOperations.startPasskey, ({ caller, body, request: { headers } }) =>
      startPasskey(context, caller, { headers, proof: body, placeName: place.settings().name }),
    ),
    implement(passkeyOperations.addPasskey, async ({ caller, body, request }) => {
      const { made, recoveryCodes } = await addPasskey(context, caller, { headers: request.headers, ...body });
      await note('account.second-factor-added', { caller, request, kind: 'passkey' });
      return { passkey: made, recoveryCodes };
    }),
    implement(passkeyOperations.renamePasskey, ({ caller, params, body }) =>
      renamePasskey(context, caller.userId, { id: params.passkey_id, name: body.name }),
    ),
    implement(passkeyOperations.removePasskey, async ({ caller, params, body, request }) => {
      const isRequired = place.settings().requireSecondFactor.includes(caller.role);
      await removePasskey(context, caller, { id: params.passkey_id, proof: body, isRequired });
      await note('account.second-factor-removed', { caller, request, kind: 'passkey' });
    }),
  ];
}

interface OwnDeed {
  caller: Caller;
  request: FastifyRequest;
  kind?: 'totp' | 'passkey';
}

/** Of what people change about their own account. */
function noterOf({ audit }: AccountsContext) {
  return async (action: AuditDeed['action'], { caller, request, kind }: OwnDeed): Promise<void> => {
    const target = { kind: 'person', id: caller.userId };
    await audit.note({ action, target, ...(kind && { details: { kind } }) }, byCaller(caller, request));
  };
}
