import type { Duplex } from 'node:stream';

/** A peer has this long to take what was queued for it before. */
const withinMs = 5_000;

/**
 * Last words, then the connection is gone, whether or not the peer ends its half: one that does not would hold a
 * descriptor here for ever (A42).
 */
export function hangUp(socket: Duplex, lastWords: string): void {
  const timer = setTimeout(() => socket.destroy(), withinMs).unref();
  socket.once('close', () => clearTimeout(timer));
  socket.once('finish', () => socket.destroy());
  socket.end(lastWords);
}
