import type { Role } from '../chats/role.ts';

interface Exporting {
  kind: 'direct' | 'group' | 'thread';
  role: Role;
  /** What the group says (`parts.exporting`): its owners and admins alone where it says nothing. */
  exporting: 'everyone' | 'admins' | undefined;
  /** What the place says. */
  chatExports: boolean;
}

/** Whether a member takes a copy of a chat along. */
export function mayExportChat({ kind, role, exporting, chatExports }: Exporting): boolean {
  return chatExports && (kind === 'direct' || role !== 'member' || exporting === 'everyone');
}
