import { memo } from 'react';
import { liveParts } from './live-parts.ts';
import { MessageTextLook, type MessageTextProps } from './MessageTextLook.tsx';

/** The words of a message, as it is shown wherever one reads it whole. */
export const MessageText = memo(function MessageText(props: MessageTextProps) {
  return <MessageTextLook {...props} parts={liveParts} />;
});
