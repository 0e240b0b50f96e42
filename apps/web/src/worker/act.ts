import { sendMessage } from '@confab/protocol/messages/paths';
import { addressOf, methodOf, type ParamsIn, type Path } from '@confab/protocol/path';
import { putSubscription } from '@confab/protocol/push/paths';
import { markRead } from '@confab/protocol/reading/paths';
import { readPerson } from '../lib/known-person.ts';
import { notificationIcons, type NotifiedPlace } from '../lib/notified.ts';
import { t } from '../lib/words.ts';
import { worker } from './scope.ts';
import { speak } from './speak.ts';

/** Says in the chat what was typed into the notification. What can't be sent comes back as one. */
export async function reply(place: NotifiedPlace, content: string): Promise<void> {
  const isSent = await ask(sendMessage, { chat_id: place.chatId }, place.userId, {
    clientId: crypto.randomUUID(),
    content,
  });
  if (isSent) return;
  await speak();
  const options = { tag: `unsent ${place.chatId}`, body: content, data: place, ...notificationIcons };
  await worker.registration.showNotification(t`Your reply wasn’t sent`, options);
}

export async function markAsRead({ chatId, seq, userId }: NotifiedPlace): Promise<void> {
  await ask(markRead, { chat_id: chatId }, userId, { seq });
}

/** The push service has another address for this browser. */
export async function renewSubscription(
  renewed: PushSubscription | null | undefined,
  former: PushSubscription | null | undefined,
): Promise<void> {
  const userId = await readPerson();
  if (userId === null) return;
  const subscription = renewed ?? (former && (await worker.registration.pushManager.subscribe(former.options)));
  if (subscription) await ask(putSubscription, {}, userId, subscription.toJSON());
}

/** By the cookie of this browser, and for this person alone: another's session refuses it. */
async function ask<P extends Path>(
  path: P,
  params: Readonly<Record<ParamsIn<P>, string>>,
  userId: string,
  body: unknown,
): Promise<boolean> {
  try {
    const answer = await fetch(addressOf(path, params), {
      method: methodOf(path),
      headers: { 'content-type': 'application/json', 'confab-user': encodeURIComponent(userId) },
      body: JSON.stringify(body),
    });
    return answer.ok;
  } catch {
    return false;
  }
}
