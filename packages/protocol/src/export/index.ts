export * from './may-export.ts';
export * from './operations.ts';
