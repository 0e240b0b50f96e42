import type { SocketContext } from './socket-context.ts';

const recoverAfterMs = 1_000;

/**
 * Looks up all that the bus may have kept from the clients here; at most once a second, however often it is asked to, and
 * again where the database did not answer.
 */
export function createRecovery({ hub, clock, reactions, onError }: SocketContext, isClosed: () => boolean): () => void {
  let isDue = false;
  const recover = async (): Promise<void> => {
    isDue = false;
    await hub.compareWithLog();
    await reactions.eventsLost();
  };
  const recoverSoon = (): void => {
    if (isDue || isClosed()) return;
    isDue = true;
    clock.after(recoverAfterMs, () => {
      recover().catch((error: unknown) => {
        onError(error);
        recoverSoon();
      });
    });
  };
  return recoverSoon;
}
