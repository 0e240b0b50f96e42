import { type ConfabClient, documentOf } from '@confab/client';
import { keepTheme, keptTheme, showTheme, takeOlderTheme, type Theme } from '../../lib/theme.ts';
import { myIdIn } from '../../session/client.ts';

/** Shows the theme that its person chose, on whichever device, and keeps it for the next first paint. */
export function followTheme(client: ConfabClient): () => void {
  const userId = myIdIn(client.getState());
  showTheme(keptTheme(userId) ?? 'system');

  let shown: Theme | null = null;
  let hasAsked = false;
  function look(): void {
    const state = client.getState();
    const chosen = documentOf(state, 'theme', null)?.choice;
    if (chosen !== undefined && chosen !== shown) {
      shown = chosen;
      showTheme(chosen);
      keepTheme(userId, chosen);
    }
    if (!state.documentsLoaded || hasAsked) return;
    hasAsked = true;
    const older = takeOlderTheme();
    if (older !== null && chosen === undefined) client.putDocument('theme', null, { choice: older });
  }
  look();
  return client.subscribe(look);
}
