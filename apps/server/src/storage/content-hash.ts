import { hash } from 'node:crypto';

/** What is kept of a message's first content once it was edited or deleted, to know a retry of its send (D1). */
export function hashContent(content: string): string {
  return hash('sha256', content, 'base64url');
}
