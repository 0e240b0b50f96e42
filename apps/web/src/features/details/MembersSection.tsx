import type { ChatState } from '@confab/client';
import { mayAddMembers } from '@confab/protocol/permissions';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { AddPeopleDialog } from './AddPeopleDialog.tsx';
import { MemberList } from './MemberList.tsx';
import { useMyRole } from './use-my-role.ts';

/** Who is in the chat, and, of a group, a way to add more. */
export function MembersSection({ chat }: { chat: ChatState }) {
  const myRole = useMyRole(chat);
  const [isAdding, setAdding] = useState(false);
  const mayAdd = chat.kind === 'group' && mayAddMembers({ role: myRole, chatKind: chat.kind }, chat.parts?.adding);
  return (
    <MemberList chat={chat} myRole={myRole}>
      {mayAdd && (
        <Button size="s" look="soft" onClick={() => setAdding(true)}>
          <UserPlus className="size-3.75" strokeWidth={1.9} aria-hidden="true" />
          {t`Add people`}
        </Button>
      )}
      {isAdding && <AddPeopleDialog chat={chat} onClose={() => setAdding(false)} />}
    </MemberList>
  );
}
