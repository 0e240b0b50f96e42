import { documentsOf } from '@confab/client';
import { useClientState } from '../../session/client.ts';
import { lazySurface } from '../../ui/lazy-surface.tsx';

const ScheduledLine = lazySurface(
  async () => (await import('./parts.ts')).ScheduledLine,
  () => null,
);

/** How many of my messages wait to be sent in this chat, where any do. */
export function WaitingHere({ chatId }: { chatId: string }) {
  const count = useClientState(
    (state) => documentsOf(state, 'scheduled').filter(({ value }) => value.chatId === chatId && !value.refused).length,
  );
  return count > 0 && <ScheduledLine count={count} />;
}
