export { ConversationPane } from './ConversationPane.tsx';
export { HistoryStart, type HistoryStartProps } from './HistoryStart.tsx';
export { MessageFrame } from './MessageFrame.tsx';
export { MessageHistory } from './MessageHistory.tsx';
export { MessageWords } from './MessageWords.tsx';
export { TypingLine } from './log-surfaces.ts';
