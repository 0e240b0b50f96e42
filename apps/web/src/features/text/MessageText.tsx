import { memo } from 'react';
import { liveParts, rowParts } from './live-parts.ts';
import { MessageTextLook, type MessageTextProps } from './MessageTextLook.tsx';
import { TextPlace } from './text-place.ts';

/** `chatId`: where it was written, for those whom it mentions there. `isInRow`: with the buttons that a row of the log hears. */
type WrittenTextProps = MessageTextProps & { chatId?: string | null; isInRow?: boolean };

/** The words of a message, as it is shown wherever one reads it whole. */
export const MessageText = memo(function MessageText({ chatId = null, isInRow = false, ...props }: WrittenTextProps) {
  return (
    <TextPlace value={chatId}>
      <MessageTextLook {...props} parts={isInRow ? rowParts : liveParts} />
    </TextPlace>
  );
});
