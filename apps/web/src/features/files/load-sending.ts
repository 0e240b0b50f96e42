/** All that a first look at a chat does without. */
export const loadSending = () => import('./sending/parts.ts');
