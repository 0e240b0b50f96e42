/** The widths of smaller pictures, in pixels, as `GET /api/files/{id}/preview?width=` takes them. Each is twice the one before. */
export const previewWidths = [320, 640, 1_280, 2_560] as const;
export type PreviewWidth = (typeof previewWidths)[number];

/** What a preview of this width fits into, in pixels: one that is very high becomes narrower than it is called. */
export function previewHeightMax(width: number): number {
  return Math.min(4 * width, 8_192);
}

/** Those that there are of a picture of this size, smallest first: each that is smaller than it, and the smallest in any case. */
export function previewWidthsOf(pictureWidth: number, pictureHeight: number): PreviewWidth[] {
  return previewWidths.filter(
    (width, at) => at === 0 || width < pictureWidth || previewHeightMax(width) < pictureHeight,
  );
}
