import * as paths from '@confab/protocol/files/paths';
import { addressOf } from '@confab/protocol/path';
import { getPicture } from '@confab/protocol/pictures/paths';

/** Where the bytes of a file are, from the server's address on: for an `<img>` of its own pages, or a request with the same token. */
export function fileAddress(fileId: string): string {
  return addressOf(paths.getFile, { file_id: fileId });
}

/**
 * Where a file that says its `width` is smaller, as WebP, where `state.features` holds `previews`. `width`: one of 320, 640, 1280, 2560
 * pixels; a picture that is no wider comes as large as it is.
 */
export function previewAddress(fileId: string, width: number): string {
  return addressOf(paths.getPreview, { file_id: fileId }, { width });
}

/** Where the square picture of a person (`picture`) or a group (`parts.picture`) is, as WebP, for good. `size`: 96 or 384 pixels. */
export function pictureAddress(hash: string, size: 96 | 384): string {
  return addressOf(getPicture, { hash }, { size });
}
