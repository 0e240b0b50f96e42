import type { OpenedInvitation, PlaceRole } from '@confab/protocol';
import { readInvitation } from '@confab/protocol/invitations/paths';
import { useCallback } from 'react';
import { useLocation } from '../../lib/router/index.ts';
import { rest } from '../../lib/rest.ts';
import { type Answer, useAnswer } from '../../lib/use-answer.ts';
import { t } from '../../lib/words.ts';

/** Of a link that somebody opened before they were sent here: it stands behind the `#`, and is sent to no server. */
export function useInvitationToken(): string | null {
  const { state } = useLocation();
  const from = typeof state === 'object' && state !== null && 'from' in state ? state.from : null;
  return typeof from === 'string' ? (/^\/join#([\w-]{32})$/.exec(from)?.[1] ?? null) : null;
}

/** They opened a link, and did not say that they have an account. */
export function useIsNewlyInvited(): boolean {
  const { state } = useLocation();
  const token = useInvitationToken();
  return token !== null && !(typeof state === 'object' && state !== null && 'hasAccount' in state);
}

/** Of the history entry of the log-in, for whoever is asked to register. */
export function withAccount(state: unknown): unknown {
  return typeof state === 'object' && state !== null ? { ...state, hasAccount: true } : state;
}

/** What it is to. */
export function useInvitation(token: string | null): Answer<OpenedInvitation | null> {
  return useAnswer(
    useCallback(
      async (signal: AbortSignal) =>
        token === null ? null : await rest.call(readInvitation, { body: { token } }, { signal }),
      [token],
    ),
  );
}

export function invitedText({ invitedBy, group }: OpenedInvitation, place: string): string {
  if (invitedBy === null) {
    return group === null ? t`You’re invited to ${place}.` : t`You’re invited to “${group.name}” in ${place}.`;
  }
  return group === null
    ? t`${invitedBy} invites you to ${place}.`
    : t`${invitedBy} invites you to “${group.name}” in ${place}.`;
}

/** As what one comes in, where that is not what most are. */
export function asWhatText(role: PlaceRole): string | null {
  switch (role) {
    case 'owner':
      return t`You’ll be an owner of it.`;
    case 'admin':
      return t`You’ll be an admin of it.`;
    case 'moderator':
      return t`You’ll be a moderator of it.`;
    case 'guest':
      return t`You’ll be a guest: you see the groups that you’re put into, and the people in them.`;
    case 'member':
      return null;
  }
}
