export { foldText } from './fold.ts';
export { findTerm, partMin, placeWithin, type Range, readTerm, type SearchTerm } from './terms.ts';
export { type IndexKey, keysOf, type Tokens, tokensOf } from './tokens.ts';
export { type ReadText, readWords, wordMax } from './words.ts';
