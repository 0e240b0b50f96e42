import type { ChatState } from '@confab/client';
import type { Role } from '@confab/protocol';
import { useMyId } from '../../session/client.ts';

export function useMyRole(chat: ChatState): Role {
  const myId = useMyId();
  return chat.members.find((member) => member.userId === myId)?.role ?? 'member';
}
