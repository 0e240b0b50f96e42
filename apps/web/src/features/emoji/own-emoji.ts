import { type ClientState, type ConfabClient, documentOf } from '@confab/client';
import type { DocumentValue } from '@confab/protocol';
import { kindFeature } from '@confab/protocol/documents';

/** How I like my emoji, the same on all devices. */
export type OwnEmoji = DocumentValue<'emoji'>;

const recentMax = 27;
const none: OwnEmoji = { recent: [], tone: 0 };

export function ownEmojiIn(state: ClientState): OwnEmoji {
  return documentOf(state, 'emoji', null) ?? none;
}

/** The last one used stands first. */
export function rememberEmoji(client: ConfabClient, emoji: string): void {
  const { recent, tone } = ownEmojiIn(client.getState());
  keep(client, { tone, recent: [emoji, ...recent.filter((one) => one !== emoji)].slice(0, recentMax) });
}

export function setTone(client: ConfabClient, tone: number): void {
  keep(client, { ...ownEmojiIn(client.getState()), tone });
}

/** A server that keeps none is asked for nothing; nor is it worth a word where too much waits for one. */
function keep(client: ConfabClient, value: OwnEmoji): void {
  if (!client.getState().features.includes(kindFeature('emoji'))) return;
  try {
    client.putDocument('emoji', null, value);
  } catch {
    // The emoji itself was chosen: that counts.
  }
}
