import { addressOf } from '@confab/protocol/path';
import { getEmojiImage } from '@confab/protocol/custom-emoji/paths';
import { useCustomEmoji } from './custom-emoji.ts';

/** The picture of that name, or of one that it had; the name as it was typed where there is none, or none any more. */
export function CustomEmoji({ sign }: { sign: string }) {
  const emoji = useCustomEmoji().get(sign);
  // A name that is no emoji is not shown large.
  if (!emoji) return <span className="emoji-name">{sign}</span>;
  const src = addressOf(getEmojiImage, { image_id: emoji.imageId });
  return <img className="custom-emoji" src={src} alt={sign} title={`:${emoji.name}:`} draggable={false} />;
}
