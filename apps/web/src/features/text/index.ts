export { MessageText } from './MessageText.tsx';
export { spokenText } from './spoken-text.ts';
