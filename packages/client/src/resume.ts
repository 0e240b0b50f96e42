import type { Command } from '@confab/protocol';
import { documentsFeature } from '@confab/protocol/documents';
import { limits } from '@confab/protocol/limits';
import { chatsByRecency, type ClientState } from './state.ts';
import { isFollowed } from './known-chats.ts';

/** Of a frame's bytes, for what is not a cursor. */
const headBytes = 512;

/** What this client holds (D15). Chats beyond the bounds are left out, the longest silent first: they come whole. */
export function resumeCommand(state: ClientState): Extract<Command, { type: 'resume' }> {
  const cursors: Record<string, number> = {};
  let bytes = headBytes;
  const followed = [...state.threads.values()].filter((thread) => isFollowed(thread, state.userId));
  for (const { id, rev } of [...chatsByRecency(state.chats), ...followed].slice(0, limits.cursorsMax)) {
    bytes += `"${id}":${rev},`.length;
    if (bytes > limits.frameBytesMax) break;
    cursors[id] = rev;
  }
  const mine = state.features.includes(documentsFeature) ? { documents: state.documentSync.rev } : {};
  const threads = state.features.includes('threads') ? { threads: true as const } : {};
  const typing = state.features.includes('typing') ? { typing: true as const } : {};
  const receipts = state.features.includes('receipts') ? { receipts: true as const } : {};
  return { type: 'resume', epoch: state.epoch, cursors, ...mine, ...threads, ...typing, ...receipts };
}
