import { type ConfabClient, documentsOf } from '@confab/client';
import { createAccountActions } from '@confab/client/accounts';
import { deviceName } from '../../lib/device-name.ts';
import { failureText } from '../../lib/failure-text.ts';
import { dismissNotice, offer, readNotices, tell } from '../../lib/notices.ts';
import { t } from '../../lib/words.ts';

/** Until somebody answers it. */
const shownMs = 86_400_000;

/** Says so where somebody logged in from a device that is new to the account, and asks whether it was them. */
export function watchLogIns(client: ConfabClient): () => void {
  /** By session; the words, once they are said. */
  const told = new Map<string, string | null>();
  let seen: unknown = null;
  async function look(ids: readonly string[]): Promise<void> {
    ids.forEach((id) => told.set(id, null));
    // The server knows which of them this page is: of itself it is not told.
    const sessions = await client.rest.sessions();
    for (const { id, isNew, userAgent, address } of sessions) {
      if (!isNew || !ids.includes(id)) continue;
      const name = deviceName(userAgent);
      const text = address === undefined ? t`New log-in: ${name}` : t`New log-in: ${name}, from ${address}`;
      told.set(id, text);
      offer(
        text,
        {
          label: t`It was me`,
          run: () =>
            void sayWhenDone(createAccountActions(client.rest).knowSession(id), t`Good. That device is known now.`),
          other: {
            label: t`Log it out`,
            run: () =>
              void sayWhenDone(client.rest.endSession(id), t`Logged out. If it wasn’t you, change your password now.`),
          },
        },
        shownMs,
      );
    }
  }
  function check(): void {
    const { documents } = client.getState();
    if (documents === seen) return;
    seen = documents;
    const kept = new Set(documentsOf({ documents }, 'log-in').map(({ id }) => id));
    // Answered at another device.
    for (const [id, text] of told) if (!kept.has(id)) takeBack(text);
    const ids = [...kept].filter((id) => !told.has(id));
    if (ids.length > 0) void look(ids).catch(() => ids.forEach((id) => told.delete(id)));
  }
  check();
  return client.subscribe(check);
}

function takeBack(words: string | null): void {
  const notice = readNotices().find(({ text }) => text === words);
  if (notice) dismissNotice(notice.id);
}

async function sayWhenDone(change: Promise<unknown>, done: string): Promise<void> {
  try {
    await change;
    tell(done);
  } catch (reason) {
    tell(failureText(reason));
  }
}
