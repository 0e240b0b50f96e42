import { createPushActions } from '@confab/client/push';
import type { PushSubscription } from '@confab/protocol';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { failureText } from '../../lib/failure-text.ts';
import { t } from '../../lib/words.ts';
import { useClient } from '../../session/client.ts';
import { DeviceRow } from './DeviceRow.tsx';
import { readPermission, subscribePreferences } from './preferences.ts';
import { readPushHere, subscribePushHere } from './push-here.ts';

/** Where notifications go while the page is closed. */
export function Devices() {
  const { rest } = useClient();
  const here = useSyncExternalStore(subscribePushHere, readPushHere);
  const permission = useSyncExternalStore(subscribePreferences, readPermission);
  const mayAsk = permission === 'default' || permission === 'granted';
  const [devices, setDevices] = useState<readonly PushSubscription[]>([]);
  const [error, setError] = useState<string | null>(null);
  const load = useCallback(() => {
    createPushActions(rest)
      .devices()
      .then(setDevices, (reason: unknown) => setError(failureText(reason)));
  }, [rest]);
  // What this device came to may have changed the list.
  useEffect(load, [load, here.status]);

  return (
    <div className="grid gap-1">
      <p className="font-medium">{t`While Confab is closed`}</p>
      <p role="status" className="text-sm text-muted">
        {here.status === 'failed' ? whyNot(here) : noteOf(here.status, devices.length, mayAsk)}
      </p>
      {devices.length > 0 && (
        <ul className="-mx-2" aria-label={t`Devices that are notified`}>
          {devices.map((device) => (
            <DeviceRow key={device.id} device={device} onChanged={load} />
          ))}
        </ul>
      )}
      {error !== null && (
        <p role="alert" className="text-sm text-danger">
          {error}
        </p>
      )}
    </div>
  );
}

function noteOf(status: 'off' | 'under-way' | 'on', others: number, mayAsk: boolean): string {
  if (status === 'under-way') return t`Connecting to your browser’s push service…`;
  if (status === 'on')
    return t`Notifications reach this device through your browser’s push service, which can’t read them.`;
  if (others > 0) return t`This device gets no notifications. These do:`;
  return !mayAsk
    ? t`No device gets notifications.`
    : t`No device gets notifications. Turn them on above, on each device you want to use.`;
}

function whyNot({ by, error }: { by: 'browser' | 'server'; error: unknown }): string {
  if (by === 'server') return t`The server couldn’t register this device. ${failureText(error)}`;
  return t`Your browser has no push service, or can’t reach it. You’ll get notifications while Confab is open.`;
}
