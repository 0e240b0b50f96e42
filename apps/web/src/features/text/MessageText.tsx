import { memo } from 'react';
import { liveParts } from './live-parts.ts';
import { MessageTextLook, type MessageTextProps } from './MessageTextLook.tsx';
import { TextPlace } from './text-place.ts';

/** `chatId`: where it was written, for those whom it mentions there. */
type WrittenTextProps = MessageTextProps & { chatId?: string | null };

/** The words of a message, as it is shown wherever one reads it whole. */
export const MessageText = memo(function MessageText({ chatId = null, ...props }: WrittenTextProps) {
  return (
    <TextPlace value={chatId}>
      <MessageTextLook {...props} parts={liveParts} />
    </TextPlace>
  );
});
