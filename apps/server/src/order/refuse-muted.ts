import type { LogCommand, LogOutcome } from '../storage/chat-log.ts';
import type { SendOrder } from './send-order.ts';

/** What a muted person does not do in chats, beside sending: of that the transaction decides, since what was sent before is answered. */
const writing = new Set([
  'change-group',
  'change-group-settings',
  'create-chat',
  'edit-message',
  'open-thread',
  'pin-message',
  'react',
  'set-group-face',
  'set-pinning',
  'set-retention',
  'unpin-message',
]);

type Input = { actorId?: unknown; creatorId?: unknown; event?: { type?: unknown } } | null;

/** Leaving, deleting and joining stay possible. */
export function refuseMuted(order: SendOrder, command: LogCommand): Extract<LogOutcome, { status: 'refused' }> | null {
  if (command.type === 'send' || !order.hasMuted || !writing.has(command.rule)) return null;
  const input = command.input as Input;
  const actorId = input?.actorId ?? input?.creatorId;
  if (typeof actorId !== 'string' || !order.isMuted(actorId) || input?.event?.type === 'member-left') return null;
  return { status: 'refused', code: 'muted', detail: 'You may read and not write for now.' };
}
