/** vite/catalogues.ts makes a module of a catalogue. */
declare module '*.po' {
  import type { Messages } from '@lingui/core';

  export const messages: Messages;
}

/** The English of what the service worker says. */
declare module '*.po?said' {
  export const ids: readonly string[];
}

declare module '*.po?pseudo' {
  export * from '*.po';
}
