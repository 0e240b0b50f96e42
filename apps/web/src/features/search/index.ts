export { canSearch } from './can-search.ts';
export { foundIn, markFound, roomOfLine, type Piece } from './found-words.ts';
export { findWords, isFindable, readSought } from './match-words.ts';
export { Marked } from './Marked.tsx';
export { searchPath } from './search-address.ts';
export { SearchLayer } from './SearchLayer.tsx';
export { isWorthLooking, useFoundMessages, type FoundMessages } from './use-found-messages.ts';
