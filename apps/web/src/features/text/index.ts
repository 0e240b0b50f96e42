export { Blocks } from './Blocks.tsx';
export { CodeLook } from './CodeLook.tsx';
export { liveParts } from './live-parts.ts';
export { MessageText } from './MessageText.tsx';
export { stillParts } from './still-parts.tsx';
export { spokenText } from './spoken-text.ts';
export type { CodeBlock, Leaf, TextParts } from './text-parts.ts';
export { TextPlace } from './text-place.ts';
