import { type ConfabClient, documentsOf } from '@confab/client';
import { createAccountActions } from '@confab/client/accounts';
import { deviceName } from '../../lib/device-name.ts';
import { failureText } from '../../lib/failure-text.ts';
import { type Choice, dismissNotice, offer, readNotices, tell } from '../../lib/notices.ts';
import { navigate } from '../../lib/router/index.ts';
import { plural, t } from '../../lib/words.ts';

/** Until somebody answers it. */
const shownMs = 86_400_000;

/**
 * Says so where somebody logged in from a device that is new to the account, and asks whether it was them. It is one notice, which counts
 * and leads to the list where there are more: on a phone a few of them hide the page.
 */
export function watchLogIns(client: ConfabClient): () => void {
  /** By session: what is to be asked; null while it is looked up, and of this page itself. */
  const known = new Map<string, string | null>();
  let seen: unknown = null;
  let shown: { text: string; id: number } | null = null;

  async function look(ids: readonly string[]): Promise<void> {
    ids.forEach((id) => known.set(id, null));
    // The server knows which of them this page is: of itself it is not told.
    const sessions = await client.rest.sessions();
    for (const { id, isNew, userAgent, address } of sessions) {
      // It may have been answered meanwhile.
      if (!isNew || !ids.includes(id) || !known.has(id)) continue;
      const name = deviceName(userAgent);
      known.set(id, address === undefined ? t`New log-in: ${name}` : t`New log-in: ${name}, from ${address}`);
    }
    say({ isNews: true });
  }

  /** Without news, what was put away stays away. */
  function say({ isNews }: { isNews: boolean }): void {
    const waiting = [...known].flatMap(([id, text]) => (text === null ? [] : [{ id, text }]));
    const [one] = waiting;
    const text = waiting.length > 1 ? countText(waiting.length) : one?.text;
    const wasThere = readNotices().some(({ id }) => id === shown?.id);
    if (shown?.text === text && (wasThere || !isNews)) return;
    if (shown) dismissNotice(shown.id);
    shown = null;
    if (one === undefined || text === undefined || !(isNews || wasThere)) return;
    shown = { text, id: offer(text, waiting.length === 1 ? asking(client, one.id) : toList(), shownMs) };
  }

  function check(): void {
    const { documents } = client.getState();
    if (documents === seen) return;
    seen = documents;
    const kept = new Set(documentsOf({ documents }, 'log-in').map(({ id }) => id));
    // Answered at another device.
    for (const id of known.keys()) if (!kept.has(id)) known.delete(id);
    say({ isNews: false });
    const ids = [...kept].filter((id) => !known.has(id));
    if (ids.length > 0) void look(ids).catch(() => ids.forEach((id) => known.delete(id)));
  }
  check();
  return client.subscribe(check);
}

function countText(count: number): string {
  return t`${plural(count, { one: '# new log-in to your account', other: '# new log-ins to your account' })}`;
}

function toList(): Choice {
  return { label: t`Show`, run: () => navigate('/settings#sessions') };
}

function asking(client: ConfabClient, id: string): Choice {
  return {
    label: t`It was me`,
    run: () => void sayWhenDone(createAccountActions(client.rest).knowSession(id), t`Good. That device is known now.`),
    other: {
      label: t`Log it out`,
      run: () =>
        void sayWhenDone(client.rest.endSession(id), t`Logged out. If it wasn’t you, change your password now.`),
    },
  };
}

async function sayWhenDone(change: Promise<unknown>, done: string): Promise<void> {
  try {
    await change;
    tell(done);
  } catch (reason) {
    tell(failureText(reason));
  }
}
