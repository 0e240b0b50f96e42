import type { Command } from '@confab/protocol';
import { limits } from '@confab/protocol/limits';
import { chatsByRecency, type ClientState } from './state.ts';

/** What this client holds (D15). Chats beyond the bound are left out, the longest silent first: they come whole. */
export function resumeCommand(state: ClientState): Extract<Command, { type: 'resume' }> {
  const chats = chatsByRecency(state.chats).slice(0, limits.cursorsMax);
  return { type: 'resume', epoch: state.epoch, cursors: Object.fromEntries(chats.map((chat) => [chat.id, chat.rev])) };
}
