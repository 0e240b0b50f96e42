import type { LinkListener, SimLink } from './sim-link.ts';

export interface SocketOwner {
  dial(pathname: string, listener: LinkListener): SimLink;
  /** The process that held the socket is gone. */
  isOver(): boolean;
  sends(link: SimLink, text: string): void;
  hears(link: SimLink, text: string): void;
}

/** The client's end of a link as a browser's `WebSocket`, as far as the SDK uses one. */
export function simSocketClass(owner: SocketOwner): typeof WebSocket {
  class SimSocket {
    readyState = 0;
    readonly #listeners = new Map<string, (event: object) => void>();
    readonly #link: SimLink;

    constructor(url: string) {
      this.#link = owner.dial(new URL(url).pathname, {
        opened: () => {
          this.readyState = 1;
          this.#emit('open', {});
        },
        received: (text) => {
          if (owner.isOver()) return;
          owner.hears(this.#link, text);
          this.#emit('message', { data: text });
        },
        closed: (code) => {
          this.readyState = 3;
          this.#emit('close', { code, reason: '' });
        },
      });
    }

    addEventListener(type: string, listener: (event: object) => void): void {
      this.#listeners.set(type, listener);
    }

    send(text: string): void {
      owner.sends(this.#link, text);
      this.#link.send(text);
    }

    close(): void {
      this.readyState = 2;
      this.#link.closeByClient();
    }

    #emit(type: string, event: object): void {
      if (!owner.isOver()) this.#listeners.get(type)?.(event);
    }
  }
  return SimSocket as unknown as typeof WebSocket;
}
