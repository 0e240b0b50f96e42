import type { OpenedInvitation, PlaceFacts } from '@confab/protocol';
import { useState } from 'react';
import { t } from '../../lib/words.ts';
import { useInvitation, useInvitationToken } from './invited.ts';
import { NoEntry } from './NoEntry.tsx';
import { RegisterForm, type Waiting } from './RegisterForm.tsx';
import { placeText, usePlaceFacts } from './use-place-facts.ts';

/** Makes an account, as far as the place takes one: it says how one comes in where it does not. */
export function RegisterPage() {
  const place = usePlaceFacts();
  const token = useInvitationToken();
  const invitation = useInvitation(token);
  const [waiting, setWaiting] = useState<Waiting | null>(null);
  const subtitle = placeText(place);

  if (waiting !== null) return <Waits waiting={waiting} subtitle={subtitle} />;
  if (token !== null && invitation.isLoading) return null;
  const opened = invitation.value;
  if (token !== null && opened === null) {
    return (
      <NoEntry title={t`This invitation no longer works`} subtitle={subtitle} picture={place?.picture}>
        {t`It was used up, taken back or is too old. Ask whoever sent it to you for a new one.`}
      </NoEntry>
    );
  }
  const shut = place !== null && shutText(place, opened);
  if (shut) {
    return (
      <NoEntry title={shut.title} subtitle={subtitle} picture={place?.picture}>
        {shut.text}
      </NoEntry>
    );
  }
  const invited = token === null || opened === null ? null : { token, opened };
  return <RegisterForm place={place} invited={invited} onWait={setWaiting} />;
}

function shutText({ joining }: PlaceFacts, opened: OpenedInvitation | null): { title: string; text: string } | null {
  if (joining === 'closed') {
    return {
      title: t`No new accounts here`,
      text: t`Those who run this place make the accounts. Ask them for one.`,
    };
  }
  if (joining !== 'invitation' || opened !== null) return null;
  return {
    title: t`By invitation only`,
    text: t`Ask someone who’s in for a link. It brings you here, and then you make your account.`,
  };
}

function Waits({ waiting, subtitle }: { waiting: Waiting; subtitle: string }) {
  if (waiting === 'mail') {
    return (
      <NoEntry title={t`Look into your mail`} subtitle={subtitle}>
        {t`We’ve sent you a link that shows that the address is yours. Open it, then log in. If nothing comes, logging in sends it again.`}
      </NoEntry>
    );
  }
  return (
    <NoEntry title={t`You asked to come in`} subtitle={subtitle}>
      {t`Your account is made. You can log in with it once an admin of this place has let you in.`}
    </NoEntry>
  );
}
