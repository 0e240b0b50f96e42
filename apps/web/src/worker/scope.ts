/** What a service worker is told and may do. */
export const worker = self as unknown as ServiceWorkerGlobalScope;
