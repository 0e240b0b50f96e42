export * from './emoji-schema.ts';
export * from './emoji.ts';
export * from './operations.ts';
export * from './reaction.ts';
export * from './reactions.ts';
