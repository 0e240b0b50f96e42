import type { ChatState } from '@confab/client';
import { isThreadId } from '@confab/protocol/threads';
import { Upload } from 'lucide-react';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { t } from '../../../lib/words.ts';
import { useChat, useChatTitle } from '../../../session/client.ts';
import { holdsFiles } from '../../../lib/holds-files.ts';

/** A drag that says nothing more for so long has ended somewhere else. */
const silenceMs = 1_000;

/** While files are dragged over a conversation: that they can be dropped there, and who gets them. */
export function DropVeil({ chatId, place }: { chatId: string; place: HTMLElement }) {
  const chat = useChat(chatId);
  const over = useDraggedOver(place);
  return over && chat && createPortal(<Veil chat={chat} />, over);
}

function Veil({ chat }: { chat: ChatState }) {
  const title = useChatTitle(chat);
  return (
    <div aria-hidden="true" className="pointer-events-none absolute inset-0 z-30 bg-bg/70 p-3">
      <div className="grid h-full place-content-center justify-items-center gap-2 rounded-lg border-2 border-dashed border-accent bg-accent-soft/80 text-accent-text">
        <Upload className="size-7" strokeWidth={1.8} />
        <p className="px-4 text-center text-lg font-semibold">
          {isThreadId(chat.id) ? t`Drop to send to the thread` : t`Drop to send to ${title}`}
        </p>
      </div>
    </div>
  );
}

/** The conversation around this place, as long as files are dragged over it. */
function useDraggedOver(place: HTMLElement): HTMLElement | null {
  const [isOver, setOver] = useState(false);
  const conversation = place.closest<HTMLElement>('.conversation');
  useEffect(() => {
    const listening = new AbortController();
    const options = { signal: listening.signal };
    let timer: number | undefined;
    const end = (): void => {
      window.clearTimeout(timer);
      setOver(false);
    };
    const onDragOver = ({ dataTransfer, target, defaultPrevented }: DragEvent): void => {
      window.clearTimeout(timer);
      timer = window.setTimeout(end, silenceMs);
      const isHere = target instanceof Node && conversation?.contains(target) === true;
      // What listens for drops has said that it takes them.
      setOver(isHere && defaultPrevented && dataTransfer !== null && holdsFiles(dataTransfer));
    };
    window.addEventListener('dragover', onDragOver, options);
    window.addEventListener('drop', end, { ...options, capture: true });
    // Out of the window.
    window.addEventListener('dragleave', ({ relatedTarget }) => relatedTarget === null && end(), options);
    return () => {
      end();
      listening.abort();
    };
  }, [conversation]);
  return isOver ? conversation : null;
}
