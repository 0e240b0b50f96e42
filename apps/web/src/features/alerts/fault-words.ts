import type { PushFault, PushTest } from '@confab/protocol';
import { t } from '../../lib/words.ts';

/** Where a push ended, and what to do about it. `service` is the host of the push service. */
export function faultWords(fault: PushFault, service: string): string {
  switch (fault) {
    case 'address':
      return t`The server won’t send to ${service}: it isn’t a public address.`;
    case 'dns':
      return t`The server can’t find ${service}: its DNS doesn’t know the name.`;
    case 'connect':
      return t`The server can’t reach ${service}: a firewall may be in the way.`;
    case 'tls':
      return t`${service} couldn’t prove who it is: something stands between it and the server.`;
    case 'timeout':
      return t`${service} didn’t answer in time.`;
    case 'gone':
      return t`The browser unsubscribed this device. Turn notifications off and on again there.`;
    case 'keys':
      return t`${service} no longer knows this server. Turn notifications off and on again there.`;
    case 'too-large':
      return t`${service} says the notification is too large.`;
    case 'busy':
      return t`${service} asks us to wait. Confab will try again.`;
    case 'service':
      return t`${service} is having problems. Confab will try again.`;
    case 'answer':
      return t`${service} gave an answer Confab doesn’t understand.`;
  }
}

/** `arrivedMs`: after how long it was here; null where it was not. */
export function testWords({ delivered, fault, service, status }: PushTest, arrivedMs: number | null): string {
  if (fault !== null)
    return status === null ? faultWords(fault, service) : t`${faultWords(fault, service)} (${status})`;
  if (arrivedMs !== null) return t`It arrived in ${Math.max(0.1, Math.round(arrivedMs / 100) / 10)} s.`;
  return delivered
    ? t`${service} accepted it, but nothing arrived within 10 s. Check that your system lets the browser show notifications.`
    : t`It was refused, without a reason.`;
}
