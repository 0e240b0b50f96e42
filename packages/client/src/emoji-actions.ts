import type { CustomEmoji } from '@confab/protocol';
import * as paths from '@confab/protocol/custom-emoji/paths';
import type { RestClient } from './rest.ts';

export interface EmojiActions {
  /**
   * The custom emoji of the place, by name: `:name:` in a text or a reaction. Where `state.features` holds `custom-emoji`;
   * `state.emojiNews` changes when there may be others. Their pictures are at `GET /api/emoji-images/{imageId}`.
   */
  customEmoji(): Promise<CustomEmoji[]>;
  /**
   * Adds one for everybody. `name`: 2–32 of a–z, 0–9, `_`, `-`. `image`: a PNG, GIF or WebP picture as a `data:` URL, up to 64 KiB and
   * 256 by 256 pixels. Refused with `emoji-name-taken`, `too-many-emoji`.
   */
  addEmoji(name: string, image: string): Promise<CustomEmoji>;
  /**
   * For whoever added it. `formerNames` says what it was called before: messages and reactions keep such a name, and it leads to the
   * emoji. Where `state.features` holds `emoji-renames`. Refused with `emoji-name-taken`, and with `too-many-emoji` after ten names.
   */
  renameEmoji(name: string, newName: string): Promise<CustomEmoji>;
  /** For whoever added it. Its former names go with it. */
  removeEmoji(name: string): Promise<void>;
}

export function createEmojiActions({ rest }: { rest: RestClient }): EmojiActions {
  return {
    customEmoji: async () => (await rest.call(paths.listEmoji)).emoji,
    addEmoji: (name, image) => rest.call(paths.addEmoji, { params: { name }, body: { image } }),
    renameEmoji: (name, newName) => rest.call(paths.renameEmoji, { params: { name }, body: { name: newName } }),
    async removeEmoji(name) {
      await rest.call(paths.removeEmoji, { params: { name } });
    },
  };
}
