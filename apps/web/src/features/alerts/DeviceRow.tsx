import { createPushActions } from '@confab/client/push';
import type { PushSubscription } from '@confab/protocol';
import { useState } from 'react';
import { exactTime } from '../../lib/dates.ts';
import { deviceName } from '../../lib/device-name.ts';
import { failureText } from '../../lib/failure-text.ts';
import { t } from '../../lib/words.ts';
import { useClient, useMyId } from '../../session/client.ts';
import { Button } from '../../ui/Button.tsx';
import { faultWords } from './fault-words.ts';
import { setOnHere } from './preferences.ts';
import { takeOff } from './taken-off.ts';
import { testPush } from './test-push.ts';

type DeviceRowProps = { device: PushSubscription; onChanged: () => void };

/** A device that is notified: what it is called, how it went last, and what can be done about it. */
export function DeviceRow({ device, onChanged }: DeviceRowProps) {
  const client = useClient();
  const myId = useMyId();
  const [naming, setNaming] = useState(false);
  const [outcome, setOutcome] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const push = createPushActions(client.rest);
  const name = device.name ?? deviceName(device.userAgent);
  const fail = (reason: unknown): void => setOutcome(failureText(reason));

  function remove(): void {
    // The browser forgets it too then, and the list follows.
    if (device.current) setOnHere(myId, false);
    else removeOther().then(onChanged, fail);
  }

  async function removeOther(): Promise<void> {
    await push.removeDevice(device.id);
    takeOff(client, device.id);
  }

  async function test(): Promise<void> {
    setBusy(true);
    setOutcome(t`Sending…`);
    await testPush(push, device).then(setOutcome, fail);
    setBusy(false);
    onChanged();
  }

  function rename(next: string): void {
    setNaming(false);
    if (next.trim() !== '' && next.trim() !== name) push.nameDevice(device.id, next.trim()).then(onChanged, fail);
  }

  return (
    <li className="flex min-h-13 flex-wrap items-center gap-x-2 gap-y-1 px-2 py-1.5">
      <div className="min-w-40 flex-1">
        {naming ? (
          <NameField name={name} onDone={rename} onCancel={() => setNaming(false)} />
        ) : (
          <p className="truncate text-name font-medium">{name}</p>
        )}
        <p className="text-xs text-muted" role="status">
          {outcome ?? noteOf(device)}
        </p>
      </div>
      <div className="-me-1 flex gap-1.5">
        <Button size="s" aria-label={t`Name ${name}`} onClick={() => setNaming(true)}>
          {t`Rename`}
        </Button>
        <Button
          size="s"
          aria-label={t`Send a test to ${name}`}
          aria-disabled={isBusy}
          onClick={() => isBusy || void test()}
        >
          {t`Test`}
        </Button>
        <Button size="s" aria-label={t`Stop notifying ${name}`} onClick={remove}>
          {t`Remove`}
        </Button>
      </div>
    </li>
  );
}

type NameFieldProps = { name: string; onDone: (name: string) => void; onCancel: () => void };

function NameField({ name, onDone, onCancel }: NameFieldProps) {
  return (
    <input
      // It takes the place of the name whose button was pressed.
      autoFocus
      aria-label={t`Device name`}
      defaultValue={name}
      maxLength={60}
      onBlur={(event) => onDone(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onDone(event.currentTarget.value);
        if (event.key === 'Escape') onCancel();
      }}
      className="w-full rounded-sm border border-edge bg-bg px-2 py-1 text-text outline-none focus:border-accent"
    />
  );
}

function noteOf({ current, problem, service, lastSentAt, createdAt }: PushSubscription): string {
  if (problem) return faultWords(problem.fault, service);
  if (current) return t`This device, through ${service}`;
  return lastSentAt === null ? t`Logged in ${exactTime(createdAt)}` : t`Last notified ${exactTime(lastSentAt)}`;
}
