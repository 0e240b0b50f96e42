import { createHash } from 'node:crypto';
import type { Config } from '../config/index.ts';

/**
 * Scripts come from us alone, and are files, but for the one in a page that `pagePolicy` lets in. Styles may be inline: the virtual list and the dialogs set sizes and
 * places, and a style can't act. `connect-src 'self'` covers our own WebSockets.
 */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "script-src-attr 'none'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
];

/** The same, and the scripts that are written in this very page, each named by what it says. */
export function pagePolicy(html: string): string {
  const hashes = [...html.matchAll(/<script>([^]*?)<\/script>/g)].map(
    ([, script = '']) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
  return contentSecurityPolicy
    .map((rule) => (rule.startsWith('script-src ') ? [rule, ...hashes].join(' ') : rule))
    .join(';');
}

const headers = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(self), payment=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  // The filter of old browsers could be turned against the page.
  'x-xss-protection': '0',
};

/** The same for every answer: `answersWith` writes them. */
export function securityHeaders({ publicUrl }: Pick<Config, 'publicUrl'>): Readonly<Record<string, string>> {
  const isHttps = publicUrl?.startsWith('https:') === true;
  return {
    ...headers,
    'content-security-policy': contentSecurityPolicy.join(';'),
    // Sent over plain HTTP it is ignored, and sent for localhost it would lock other servers on it out.
    ...(isHttps && { 'strict-transport-security': 'max-age=31536000' }),
  };
}
