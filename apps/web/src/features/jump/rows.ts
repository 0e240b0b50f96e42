import type { LucideIcon } from 'lucide-react';
import type { Piece } from '../search/index.ts';

/** One line of the palette. Its key says the same place for ever: how often one goes there is kept under it. */
export type Row = {
  key: string;
  name: string;
  /** Found by these as well, and not shown: of a command, words apart by spaces. */
  also?: string;
  note: string;
  /** When it was said: there, however long the note is. */
  time?: string;
  look: { icon: LucideIcon } | { avatarId: string; picture?: string | undefined; userId: string | null };
  unread?: number;
  /** What is said there, below the name. */
  pieces?: readonly Piece[];
  goal: Goal;
};

/** Where a row leads. What is typed on the way arrives in a chat, and nowhere else. */
export type Goal =
  | { type: 'chat'; chatId: string }
  | { type: 'person'; userId: string }
  | { type: 'page'; path: string }
  | { type: 'command'; run: () => void; isDrastic?: true };

/** The sections in the order in which they came: none moves what stands above it. */
export type Section = { name: SectionName; rows: readonly Row[] };
export type SectionName = 'here' | 'do' | 'people' | 'messages' | 'more' | 'files' | 'moreFiles';

/** Somewhere that one is, or talks to: what a name typed in a hurry is for. */
export function isSomebody({ goal: { type } }: Row): boolean {
  return type === 'chat' || type === 'person';
}
