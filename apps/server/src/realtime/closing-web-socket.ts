import { WebSocket } from 'ws';

/**
 * A WebSocket that tells when it begins to close, whoever ends it: we, the peer, or `ws` itself over a frame that it does
 * not take. Its `close` event comes only when the peer has answered, or has not for too long: until then nobody would
 * know that the connection is over (D22).
 */
export class ClosingWebSocket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    super.close(code, reason);
    this.emit('closing');
  }
}
