import type { PushFault, PushTest } from '@confab/protocol';
import { t } from '../../lib/words.ts';

/** Where a push ended, and what to do about it. `service` is the host of the push service. */
export function faultWords(fault: PushFault, service: string): string {
  switch (fault) {
    case 'address':
      return t`This server does not send to ${service}: that is no public address.`;
    case 'dns':
      return t`This server does not find ${service}: its DNS does not know the name.`;
    case 'connect':
      return t`This server does not reach ${service}: a firewall may keep it from going out.`;
    case 'tls':
      return t`${service} did not prove who it is: something stands between this server and it.`;
    case 'timeout':
      return t`${service} did not answer in time.`;
    case 'gone':
      return t`The browser withdrew this device. Turn notifications off and on again there.`;
    case 'keys':
      return t`${service} does not know this server any more. Turn notifications off and on again there.`;
    case 'too-large':
      return t`${service} found the notification too large.`;
    case 'busy':
      return t`${service} asks to wait. It is tried again by itself.`;
    case 'service':
      return t`${service} has a fault of its own. It is tried again by itself.`;
    case 'answer':
      return t`${service} gave an answer that means nothing here.`;
  }
}

/** `arrivedMs`: after how long it was here; null where it was not. */
export function testWords({ delivered, fault, service, status }: PushTest, arrivedMs: number | null): string {
  if (fault !== null)
    return status === null ? faultWords(fault, service) : t`${faultWords(fault, service)} (${status})`;
  if (arrivedMs !== null) return t`It arrived after ${Math.max(0.1, Math.round(arrivedMs / 100) / 10)} s.`;
  return delivered
    ? t`${service} took it, and nothing came within 10 s. Look whether the system lets your browser show notifications.`
    : t`It was not taken, and nobody said why.`;
}
