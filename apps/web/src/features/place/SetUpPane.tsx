import type { Joining, PlaceSettingsAnswer } from '@confab/protocol';
import { getPlaceSettings, updatePlace } from '@confab/protocol/place/paths';
import { useCallback, useState, type SubmitEvent } from 'react';
import { joiningText, joiningWays, readDomains, uncheckedText } from '../../lib/joining-words.ts';
import { useNavigate } from '../../lib/router/index.ts';
import { shownPlace } from '../../lib/shown-place.ts';
import { useAnswer } from '../../lib/use-answer.ts';
import { useDeed } from '../../lib/use-deed.ts';
import { usePageTitle } from '../../lib/use-page-title.ts';
import { t } from '../../lib/words.ts';
import { useClient, useClientState } from '../../session/client.ts';
import { ownAccountOf, useOwnAccount } from '../../session/own-account.ts';
import { Button } from '../../ui/Button.tsx';
import { FormError } from '../../ui/FormError.tsx';
import { PageFrame } from '../../ui/PageFrame.tsx';
import { PageNote } from '../../ui/PageNote.tsx';
import { RadioRow } from '../../ui/RadioRow.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { UnknownPane } from '../../ui/UnknownPane.tsx';
import { PlacePicture } from '../faces/index.ts';

/** After the first account was made: what the place is called, and who may come in. Both can be changed later. */
export function SetUpPane() {
  const { rest } = useClient();
  const account = useOwnAccount();
  const { value, error, reload } = useAnswer(
    useCallback((signal: AbortSignal) => rest.call(getPlaceSettings, {}, { signal }), [rest]),
  );
  usePageTitle(t`Set up this place`);
  if (account !== null && !account.may.includes('manage-place')) return <UnknownPane />;
  return (
    <PageFrame title={t`Set up this place`}>
      <div className="max-w-form px-5.5 pt-4.5 pb-10 max-wide:px-4">
        {value !== null && <SetUpForm answer={value} />}
        <PageNote error={error} onRetry={reload} />
      </div>
    </PageFrame>
  );
}

function SetUpForm({ answer: { settings, locked, hasMail } }: { answer: PlaceSettingsAnswer }) {
  const client = useClient();
  const navigate = useNavigate();
  const canHavePicture = useClientState(({ features }) => features.includes('place-picture'));
  const [name, setName] = useState(settings.name);
  const [joining, setJoining] = useState<Joining>(settings.joining);
  const [domains, setDomains] = useState(settings.domains.join(', '));
  const { isBusy, error, setError, run } = useDeed();
  const isLocked = { name: locked.includes('name'), joining: locked.includes('joining') };

  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (name.trim() === '') return setError(t`Give the place a name.`);
    const named = readDomains(domains);
    if (joining === 'domain' && named.length === 0) return setError(t`Name a domain, such as example.org.`);
    const body = {
      ...(!isLocked.name && { name: name.trim() }),
      ...(!isLocked.joining && { joining }),
      ...(!isLocked.joining && joining === 'domain' && { domains: named }),
    };
    const isChange = Object.keys(body).length > 0;
    void run(
      async () => {
        if (isChange) shownPlace.name = (await client.rest.call(updatePlace, { body })).settings.name;
        await ownAccountOf(client).refresh();
      },
      () => navigate('/', { replace: true }),
    );
  }

  return (
    <form onSubmit={submit} noValidate>
      <p className="mb-5 text-pretty text-muted">
        {t`Your account is the first, so this place is yours: you’re its owner. You can change all of this later, under Administration.`}
      </p>
      <TextField
        label={t`Name of the place`}
        hint={
          isLocked.name
            ? t`The server’s environment sets this.`
            : t`What people read where they log in, and above their chats.`
        }
        value={name}
        maxCharacters={64}
        disabled={isLocked.name}
        onChange={(event) => setName(event.target.value)}
      />
      {canHavePicture && (
        <div className="mt-5" role="group" aria-label={t`Picture of the place`}>
          <p className="mb-2 font-medium">{t`Picture`}</p>
          <PlacePicture isLocked={locked.includes('picture')} />
        </div>
      )}
      <fieldset className="mt-5" disabled={isLocked.joining}>
        <legend className="mb-1 font-medium">{t`Who may join`}</legend>
        {joiningWays.map((way) => {
          const { title, note } = joiningText(way);
          return (
            <RadioRow
              key={way}
              name="joining"
              label={title}
              note={note}
              isOn={way === joining}
              onChoose={() => setJoining(way)}
            />
          );
        })}
      </fieldset>
      {joining === 'domain' && (
        <TextField
          className="mt-3"
          label={t`Domains`}
          hint={hasMail ? t`Several are separated by commas: example.org, example.com` : uncheckedText()}
          value={domains}
          autoCapitalize="none"
          spellCheck={false}
          disabled={isLocked.joining}
          onChange={(event) => setDomains(event.target.value)}
        />
      )}
      <FormError text={error} />
      <Button type="submit" look="primary" size="l" className="mt-6" disabled={isBusy}>
        {t`Done`}
      </Button>
    </form>
  );
}
