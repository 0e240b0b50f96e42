export { ApiError, type ApiErrorOptions } from './api-error.ts';
export { buildHttp, type Http, type HttpOptions, type KnownRoute } from './build-http.ts';
export type { Caller } from './caller.ts';
export type { HttpApp, Routes } from './http-app.ts';
export { Answer, type Call, FileAnswer, implement, JsonAnswer, RawAnswer } from './operation.ts';
export { createOriginPolicy, type OriginPolicy } from './origin-policy.ts';
export { toApiError } from './to-api-error.ts';
export { addressOf, type Limit, type RequestLimits } from './request-limits.ts';
export { createUpgradeLimit } from './upgrade-limit.ts';
