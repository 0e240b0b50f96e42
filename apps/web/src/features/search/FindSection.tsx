import type { ChatState } from '@confab/client';
import { Search } from 'lucide-react';
import { chatPath } from '../../lib/addresses.ts';
import { withCtrl } from '../../lib/key-names.ts';
import { useNavigate } from '../../lib/router/index.ts';
import { isTouchScreen } from '../../lib/touch.ts';
import { t } from '../../lib/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { openFind } from './find-target.ts';

/** In the details of a chat, which make way for its messages. */
export function FindSection({ chat }: { chat: ChatState }) {
  const navigate = useNavigate();
  return (
    <div className="px-4.5 pb-4">
      <Button
        className="w-full"
        onClick={() => {
          navigate(chatPath(chat.id));
          openFind(chat.id);
        }}
      >
        <Search className="size-4" strokeWidth={1.8} aria-hidden="true" />
        {t`Search in this chat`}
        {!isTouchScreen() && <Kbd>{withCtrl('F')}</Kbd>}
      </Button>
    </div>
  );
}
