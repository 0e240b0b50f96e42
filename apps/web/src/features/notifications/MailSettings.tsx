import { type ClientState, createMailActions, type MailActions } from '@confab/client';
import { useCallback, useEffect, useState } from 'react';
import { ownTimeZone } from '../../lib/zoned-dates.ts';
import { failureText } from '../../lib/failure-text.ts';
import { rich } from '../../lib/rich.tsx';
import { t } from '../../lib/words.ts';
import { useClient, useClientState } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { AddressForm, AskedNote, ChangeAddress } from './AddressForm.tsx';
import { LevelChoice } from './LevelChoice.tsx';
import { changeWishes, type Wishes, wishesIn } from './wishes.ts';

type Address = Awaited<ReturnType<MailActions['address']>>;
type Mode = NonNullable<Wishes['mail']>['mode'];

const usualTime = '09:00';

/** Mail of what one missed: to where, and when. */
export function MailSettings() {
  const client = useClient();
  const [found, setFound] = useState<Address | null>(null);
  const [error, setError] = useState<string | null>(null);
  const canChange = useClientState(changesAddresses);
  const look = useCallback(() => {
    createMailActions(client.rest)
      .address()
      .then(setFound, (reason: unknown) => setError(failureText(reason)));
  }, [client]);

  // Whoever said in their mail that it is theirs comes back to this page.
  useEffect(() => {
    look();
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [look]);

  if (found === null) return error === null ? null : <FormError text={error} />;
  const { address, isConfirmed, asked } = found;
  if (address === null) return <NoAddress asked={asked} onDone={look} />;
  return (
    <>
      {isConfirmed ? <Choice address={address} /> : <Question address={address} />}
      {canChange && <ChangeAddress asked={asked} onDone={look} />}
    </>
  );
}

function NoAddress({ asked, onDone }: { asked: string | undefined; onDone: () => void }) {
  const canChange = useClientState(changesAddresses);
  return (
    <>
      <p className="text-sm text-pretty text-muted">
        {canChange
          ? t`With an e-mail address, Confab can mail you what you miss, and you can log in with it.`
          : t`Your account has no e-mail address: it is given when an account is made. With one, Confab can mail you what you miss.`}
      </p>
      {canChange && <AddressForm onDone={onDone} />}
      <AskedNote asked={asked} />
    </>
  );
}

/** Older servers keep an address as it was given. */
function changesAddresses({ features }: Pick<ClientState, 'features'>): boolean {
  return features.includes('mail-address');
}

/** It may be anybody's: nothing is sent there before they say that it is theirs. */
function Question({ address }: { address: string }) {
  const client = useClient();
  const [isSent, setSent] = useState(false);
  const [error, setError] = useState<string | null>(null);
  function send(): void {
    setError(null);
    createMailActions(client.rest)
      .confirm()
      .then(
        () => setSent(true),
        (reason: unknown) => setError(failureText(reason)),
      );
  }
  return (
    <div>
      <p className="text-sm text-pretty text-muted">
        {rich(t`Confab can mail you what you miss. First confirm that <address/> is yours, with a link sent there.`, {
          address: <bdi className="font-medium text-text">{address}</bdi>,
        })}
      </p>
      <FormError text={error} />
      <div className="mt-3 flex flex-wrap items-center gap-3">
        <Button onClick={send}>{isSent ? t`Send it again` : t`Send the link`}</Button>
        <span role="status" className="text-sm text-muted">
          {isSent && t`Check your mail, follow the link, and come back here.`}
        </span>
      </div>
    </div>
  );
}

function Choice({ address }: { address: string }) {
  const client = useClient();
  const wish = useClientState((state) => wishesIn(state).mail);
  const mode: Mode = wish?.mode ?? 'never';
  const at = wish?.at ?? usualTime;
  const change = (next: Mode, time = at): void =>
    changeWishes(client, {
      mail: next === 'never' ? undefined : { mode: next, zone: ownTimeZone(), ...(next === 'daily' && { at: time }) },
    });
  return (
    <div className="grid gap-3">
      <p className="text-sm text-pretty text-muted">
        {rich(t`Notifications you haven’t read by then go to <address/>.`, {
          address: <bdi className="font-medium text-text">{address}</bdi>,
        })}
      </p>
      <LevelChoice<Mode>
        name="mail"
        legend={t`When to mail you what you missed`}
        level={mode}
        choices={[
          { level: 'never', label: t`Never`, note: t`Confab sends you no mail` },
          { level: 'soon', label: t`Soon`, note: t`A few minutes after the message` },
          { level: 'hourly', label: t`Every hour`, note: t`If there is something new` },
          { level: 'daily', label: t`Once a day`, note: t`Everything in one mail` },
        ]}
        onChoose={(next) => change(next)}
      />
      {mode === 'daily' && (
        <TextField
          className="max-w-40"
          type="time"
          label={t`Time`}
          value={at}
          onChange={(event) => event.target.value !== '' && change('daily', event.target.value)}
        />
      )}
    </div>
  );
}
