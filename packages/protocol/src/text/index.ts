export * from './characters.ts';
export * from './name-schema.ts';
export * from './names.ts';
