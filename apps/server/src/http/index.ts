export { ApiError, type ApiErrorOptions } from './api-error.ts';
export { callerOf, type Caller } from './caller.ts';
export type { HttpApp, Routes } from './http-app.ts';
