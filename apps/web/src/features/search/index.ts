export { canSearch } from './can-search.ts';
export { foundIn, markFound, roomOfLine, type Piece } from './found-words.ts';
export { Marked } from './Marked.tsx';
export { searchPath } from './search-address.ts';
export { SearchLayer } from './SearchLayer.tsx';
export { useFoundMessages, type FoundMessages } from './use-found-messages.ts';
