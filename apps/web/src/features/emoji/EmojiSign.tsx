import { laterPart } from '../../lib/later-part.tsx';

type EmojiSignProps = { sign: string };

/** `:name:` until its picture is known. */
export const NamedEmoji = laterPart(
  async () => (await import('./CustomEmoji.tsx')).CustomEmoji,
  ({ sign }: EmojiSignProps) => sign,
);

/** An emoji, wherever one is shown: Unicode's are text. */
export function EmojiSign({ sign }: EmojiSignProps) {
  return sign.startsWith(':') ? <NamedEmoji sign={sign} /> : sign;
}
