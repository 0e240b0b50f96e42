/** vite/catalogues.ts makes a module of a catalogue. */
declare module '*.po' {
  import type { Messages } from '@lingui/core';

  export const messages: Messages;
}

declare module '*.po?pseudo' {
  export * from '*.po';
}
