import { codeOf, stepAt } from '../src/accounts/factors/totp.ts';

/** An app that scanned the address: answers its code of now. */
export function createApp(uri: string, now: () => number): () => string {
  const secret = fromBase32(new URL(uri).searchParams.get('secret') ?? '');
  return () => codeOf(secret, stepAt(now()));
}

function fromBase32(text: string): Buffer {
  const bits = Array.from(text, (letter) =>
    'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'),
  );
  return Buffer.from((bits.join('').match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
