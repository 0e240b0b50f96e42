import { z } from 'zod';

/** `export.json`, which is written last: an export without it was cut off. */
export const manifestSchema = z.object({
  format: z.literal('confab-export'),
  version: z.literal(1),
  kind: z.enum(['place', 'chat', 'person']),
  madeAt: z.iso.datetime({ precision: 3 }),
  /** The rows of each table, of the kind `place`. */
  tables: z.record(z.string(), z.int().nonnegative()).optional(),
  files: z.strictObject({ count: z.int().nonnegative(), bytes: z.int().nonnegative() }),
  /** The keys of files that were nowhere to be found. */
  missing: z.array(z.string()),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const manifestName = 'export.json';

/** Without what says which format it is. */
export function writeManifest(manifest: Omit<Manifest, 'format' | 'version'>): string {
  return `${JSON.stringify({ format: 'confab-export', version: 1, ...manifest }, null, 2)}\n`;
}
