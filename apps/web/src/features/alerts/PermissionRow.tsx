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
        <p className="font-medium">{t`While you look elsewhere`}</p>
        <p role="status" className="text-sm text-muted">
          {wasClosed && state === 'off'
            ? t`Your browser asked, and was given no answer. Nothing is shown until you allow it.`
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
        : t`This browser shows notifications of pages that are opened over https only.`;
    case 'denied':
      return t`Your browser refuses them for this page. Press the icon beside the address, set notifications to “Allow”, and load the page again.`;
    case 'off':
      return t`The system shows a notification for each chat that has news for you.`;
    case 'on':
      return t`The system shows a notification for each chat that has news for you, and takes it away once you have read it anywhere.`;
  }
}

/** Notifications are for apps on the Home Screen there. */
function isApple(): boolean {
  return window.isSecureContext && /iPhone|iPad/.test(navigator.userAgent);
}
