import type { ConfabClient } from '@confab/client';
import type { ComponentType } from 'react';

/** What a character offers to finish while one writes: people after "@", emoji after ":". */
export type CompletionSource = {
  /** One character, of no other source. */
  trigger: string;
  /** What the list is called. */
  label: () => string;
  /** As many letters stand after the character before anything is offered. */
  minLength: number;
  /** The best first. It may load what it needs: a rejection is no list, and what comes too late is not shown. */
  find: (query: string, place: CompletionPlace) => Promise<readonly CompletionItem[]>;
  /** What a word becomes as soon as the character is typed behind it again, if it is one. */
  whole?: (query: string, place: CompletionPlace) => Promise<string | null>;
};

export type CompletionPlace = {
  client: ConfabClient;
  chatId: string;
  /** A new message begins with the word. */
  startsMessage?: boolean;
};

export type CompletionItem = {
  key: string;
  /** What is read and heard. */
  name: string;
  note?: string;
  Picture?: ComponentType;
  /** Stands in the text afterwards, instead of the character and the letters. */
  insert: string;
};
