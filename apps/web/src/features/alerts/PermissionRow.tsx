import { useState, useSyncExternalStore } from 'react';
import { t } from '../../lib/words.ts';
import { useMyId } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { isOnHere, readPermission, setOnHere, subscribePreferences, turnOn } from './preferences.ts';

type State = 'impossible' | 'denied' | 'off' | 'on';

/** Whether the system tells of messages here, asked for in a click, with a way back from a refusal. */
export function PermissionRow() {
  const myId = useMyId();
  const state = useSyncExternalStore(subscribePreferences, () => readState(myId));
  const [wasClosed, setClosed] = useState(false);

  async function ask(): Promise<void> {
    setClosed((await turnOn(myId)) === 'default');
  }

  return (
    <div className="flex flex-wrap items-start gap-4">
      <div className="min-w-0 grow basis-40">
        <p className="font-medium">{t`While Confab is in the background`}</p>
        <p role="status" className="text-sm text-muted">
          {wasClosed && state === 'off'
            ? t`Your browser asked and got no answer. Notifications stay off until you allow them.`
            : noteOf(state)}
        </p>
      </div>
      {state === 'off' && (
        <Button look="primary" onClick={() => void ask()}>
          {t`Turn on`}
        </Button>
      )}
      {state === 'on' && <Button onClick={() => setOnHere(myId, false)}>{t`Turn off`}</Button>}
    </div>
  );
}

function readState(myId: string): State {
  const permission = readPermission();
  if (permission === 'impossible' || permission === 'denied') return permission;
  return permission === 'granted' && isOnHere(myId) ? 'on' : 'off';
}

function noteOf(state: State): string {
  switch (state) {
    case 'impossible':
      return isApple()
        ? t`Add Confab to your Home Screen first (Share, then “Add to Home Screen”), and open it from there.`
        : t`This browser only shows notifications for pages opened over HTTPS.`;
    case 'denied':
      return t`Your browser blocks notifications for this page. Press the icon next to the address, set notifications to “Allow”, and reload the page.`;
    case 'off':
      return t`You’ll get a notification for each chat with something new for you.`;
    case 'on':
      return t`You’ll get a notification for each chat with something new for you. It goes away once you’ve read it on any device.`;
  }
}

/** Notifications are for apps on the Home Screen there. */
function isApple(): boolean {
  return window.isSecureContext && /iPhone|iPad/.test(navigator.userAgent);
}
